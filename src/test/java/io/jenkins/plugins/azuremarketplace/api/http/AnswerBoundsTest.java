package io.jenkins.plugins.azuremarketplace.api.http;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.bytes;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBoundsTest {

    private static final int MIB = 1024 * 1024;

    private final Service service = new Service();

    @AfterEach
    void close() {
        service.close();
    }

    private static String document(int size) {
        String start = "{\"status\": \"running\", \"filler\": \"";
        return start + "x".repeat(size - start.length() - 2) + "\"}";
    }

    private static byte[] gzip(byte[] content, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                out.write(content);
            }
        }
        return packed.toByteArray();
    }

    private static void assertTooLarge(MarketplaceException failure) {
        assertThat(failure.kind(), is(Kind.UNUSABLE));
        assertThat(failure.provesNothingAccepted(), is(false));
        assertThat(
                failure.getMessage(),
                is("Could not read the operation: the answer can't be read (it is larger than 1024 KiB)."));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aMebibyteIsRead(boolean packed) throws Exception {
        byte[] body = document(MIB).getBytes();
        service.api.on(
                "/operations/", packed ? bytes(200, gzip(body, 1)).with("Content-Encoding", "gzip") : bytes(200, body));

        assertThat(service.operation().status(), is(OperationStatus.RUNNING));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void oneMoreByteIsTooMuch(boolean packed) throws Exception {
        byte[] body = document(MIB + 1).getBytes();
        service.api.on(
                "/operations/", packed ? bytes(200, gzip(body, 1)).with("Content-Encoding", "gzip") : bytes(200, body));

        assertTooLarge(failureOf(service::operation));
    }

    @Test
    void aFewKilobytesThatUnpackToTwentyMebibytesAreRefused() throws Exception {
        byte[] bomb = gzip(new byte[MIB], 20);
        assertThat(bomb.length, is(lessThan(32 * 1024)));
        service.api.on("/operations/", bytes(200, bomb).with("Content-Encoding", "gzip"));

        assertTooLarge(failureOf(service::operation));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 503})
    void anEndlessAnswerIsNotReadToItsEnd(int status) {
        for (boolean packed : new boolean[] {false, true}) {
            AtomicBoolean hungUp = new AtomicBoolean();
            service.api.on("/operations/", exchange -> {
                if (packed) {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                }
                exchange.sendResponseHeaders(status, 0);
                byte[] spaces = " ".repeat(8192).getBytes();
                try (OutputStream plain = exchange.getResponseBody();
                        OutputStream out = packed ? new GZIPOutputStream(plain, 8192, true) : plain) {
                    while (true) {
                        out.write(spaces);
                        out.flush();
                    }
                } catch (IOException clientIsGone) {
                    hungUp.set(true);
                }
            });

            MarketplaceException failure = failureOf(service::operation);

            if (status == 200) {
                assertTooLarge(failure);
            } else {
                assertThat("the status counts", failure.status(), is(status));
            }
            await().untilTrue(hungUp);
        }
    }

    @Test
    void readingStopsAtTheBound() {
        AtomicLong read = new AtomicLong();
        Response response = response(-1, read);

        assertThat(HttpAnswer.read(response).damage(), is("it is larger than 1024 KiB"));

        assertThat(read.get(), is(lessThanOrEqualTo(MIB + 16_384L)));
    }

    @Test
    void anAnswerThatAnnouncesTooMuchIsNotReadAtAll() {
        AtomicLong read = new AtomicLong();
        Response response = response(MIB + 1, read);

        assertThat(HttpAnswer.read(response).damage(), is("it is larger than 1024 KiB"));

        assertThat(read.get(), is(0L));
    }

    private static Response response(long announced, AtomicLong read) {
        BufferedSource endless = Okio.buffer(new Source() {
            @Override
            public long read(Buffer sink, long count) {
                sink.write(new byte[(int) count]);
                read.addAndGet(count);
                return count;
            }

            @Override
            public Timeout timeout() {
                return Timeout.NONE;
            }

            @Override
            public void close() {}
        });
        return new Response.Builder()
                .request(new Request.Builder().url("https://localhost/").build())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(new ResponseBody() {
                    @Override
                    public MediaType contentType() {
                        return null;
                    }

                    @Override
                    public long contentLength() {
                        return announced;
                    }

                    @Override
                    public BufferedSource source() {
                        return endless;
                    }
                })
                .build();
    }

    @Test
    void aBrokenArchiveIsAnAnswerThatDidNotArrive() {
        service.api.on("/operations/", answer(200, "no archive at all").with("Content-Encoding", "gzip"));

        MarketplaceException failure = failureOf(service::operation);

        assertThat(failure.isPassing(), is(true));
        assertThat(failure.provesNothingAccepted(), is(false));
    }

    @Test
    void theAuthorityIsBoundedToo() throws Exception {
        service.authority.on("", bytes(200, gzip(new byte[MIB], 20)).with("Content-Encoding", "gzip"));

        MarketplaceException failure = failureOf(service::operation);

        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(
                failure.getMessage(),
                is("No token: 127.0.0.1 did not answer as expected (it is larger than 1024 KiB)."));
    }

    @Test
    void anAnswerInUtf8IsReadAsSuchWhateverItsHeaderSays() throws Exception {
        service.api.on(
                "/operations/",
                answer(200, "{\"status\": \"failed\", \"error\": \"Für Käufer – 製品\"}")
                        .with("Content-Type", "application/json; charset=iso-8859-1"));

        assertThat(service.operation().reasons().get(0), is("Für Käufer – 製品"));
    }
}
