package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.simulator.SimulatorProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What the HTTP library needs to read the answer to a look, and nothing else: the floor under every look. */
final class BareRequests {

    private static final int WARM_UP = 5000;

    private BareRequests() {}

    static void measure(int count, Duration pause) throws Exception {
        try (SimulatorProcess simulator = SimulatorProcess.start();
                Engine engine = new Engine(simulator.url(), Clock.systemUTC())) {
            String location = engine.goLive(1).get(0);
            simulator.hold();
            OkHttpClient http = new OkHttpClient();
            Request request = new Request.Builder()
                    .url(URI.create(simulator.url()).resolve(location).toURL())
                    .header("Authorization", "Bearer " + simulator.currentToken())
                    .build();
            read(http, request, WARM_UP, Duration.ZERO);
            ThreadCpu threads = new ThreadCpu();
            long cpu = ThreadCpu.ofThisThread();
            long bytes = read(http, request, count, pause);
            cpu = ThreadCpu.ofThisThread() - cpu;
            threads.sample();
            System.out.println("| requests | pause s | bytes each | CPU per request ms |");
            System.out.printf(
                    "| %,d | %.1f | %,d | %.2f |%n",
                    count,
                    pause.toMillis() / 1e3,
                    bytes / count, (cpu + threads.nanos()) / 1e6 / count);
        }
    }

    private static long read(OkHttpClient http, Request request, int count, Duration pause)
            throws IOException, InterruptedException {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            Thread.sleep(pause.toMillis());
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
