package io.jenkins.plugins.azuremarketplace.api.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailureTest {

    private static final String LOGIN =
            "a proxy on the way wants a login: set its user name and password where the proxy is configured";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), "the host name is unknown"),
                Arguments.of(new ConnectException("x"), "the connection was refused"),
                Arguments.of(new NoRouteToHostException("x"), "the connection was refused"),
                Arguments.of(new SocketTimeoutException("x"), "it took too long"),
                Arguments.of(new InterruptedIOException("x"), "it took too long"),
                Arguments.of(new EOFException(), "the connection was lost"),
                Arguments.of(new IOException("<b>reset</b>"), "reset"),
                Arguments.of(new SSLException("bad record"), "no secure connection: bad record"),
                Arguments.of(
                        new SSLPeerUnverifiedException("Hostname x not verified"),
                        "no secure connection: Hostname x not verified"),
                Arguments.of(new IOException("Unexpected response code for CONNECT: 407"), LOGIN),
                Arguments.of(new IOException("Failed to authenticate with proxy"), LOGIN),
                Arguments.of(new ProtocolException("Received HTTP_PROXY_AUTH (407) code while not using proxy"), LOGIN),
                Arguments.of(
                        new IOException("Unexpected response code for CONNECT: 403"),
                        "a proxy on the way refused the connection with 403"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isSaidInWords(IOException failure, String words) {
        assertThat(NetworkFailure.describe(failure), is(words));
        assertThat(NetworkFailure.describe(failure), is(words));
    }

    static Stream<IOException> distrust() {
        return Stream.of(
                new SSLHandshakeException("PKIX path building failed: unable to find valid certification path"),
                caused(new CertificateException("PKIX path validation failed")),
                caused(new CertificateException(new CertPathBuilderException("x"))),
                new SSLException("Unexpected error: the trustAnchors parameter must be non-empty"));
    }

    private static IOException caused(Exception cause) {
        SSLException failure = new SSLException("x");
        failure.initCause(cause);
        return failure;
    }

    @ParameterizedTest
    @MethodSource("distrust")
    void namesTheTrustStoreThatLacksACertificate(IOException failure) {
        String words = NetworkFailure.describe(failure);

        String store = String.join(File.separator, System.getProperty("java.home"), "lib", "security", "cacerts");
        assertThat(
                words,
                startsWith("the certificate of the server is not trusted by this Java (trust store " + store + "): "));
        assertThat(words.endsWith("import its root certificate there"), is(true));
    }

    @Test
    void namesTheTrustStoreThatIsSet() {
        String before = System.setProperty("javax.net.ssl.trustStore", "/etc/company.jks");
        try {
            assertThat(
                    NetworkFailure.describe(new SSLHandshakeException("PKIX path building failed")),
                    startsWith("the certificate of the server is not trusted by this Java (trust store"
                            + " /etc/company.jks): PKIX path building failed; "));
        } finally {
            if (before == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            } else {
                System.setProperty("javax.net.ssl.trustStore", before);
            }
        }
    }
}
