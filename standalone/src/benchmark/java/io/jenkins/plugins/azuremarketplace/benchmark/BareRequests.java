package io.jenkins.plugins.azuremarketplace.benchmark;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What the HTTP library needs to read the answer to a look, and nothing else: the floor under every look. */
final class BareRequests {

    private static final String AUTHORIZATION = "Authorization";

    private BareRequests() {}

    static void measure(int count) throws Exception {
        try (SimulatorProcess simulator = SimulatorProcess.start();
                Engine engine = new Engine(simulator.url(), Clock.systemUTC())) {
            String location = engine.goLive(1).get(0);
            simulator.hold();
            OkHttpClient http = new OkHttpClient();
            Request request = new Request.Builder()
                    .url(URI.create(simulator.url()).resolve(location).toURL())
                    .header(AUTHORIZATION, "Bearer " + simulator.token())
                    .build();
            read(http, request, count);
            ThreadCpu threads = new ThreadCpu();
            long cpu = ThreadCpu.ofThisThread();
            long bytes = read(http, request, count);
            cpu = ThreadCpu.ofThisThread() - cpu;
            threads.sample();
            System.out.println("| requests | bytes each | CPU per request ms |");
            System.out.printf(
                    "| %,d | %,d | %.2f |%n", count, bytes / count, (cpu + threads.nanos()) / 1e6 / count);
        }
    }

    private static long read(OkHttpClient http, Request request, int count) throws IOException {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            try (Response response = http.newCall(request).execute()) {
                if (!response.isSuccessful()) {
                    throw new IOException(response.toString());
                }
                bytes += response.body().bytes().length;
            }
        }
        return bytes;
    }
}
