package io.jenkins.plugins.azuremarketplace.api.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What went wrong on the way, in words for a log. */
public final class NetworkFailure {

    private static final int DETAILS = 300;

    /** How the HTTP library says it; it has no types for it. */
    private static final Pattern PROXY_LOGIN = Pattern.compile("CONNECT: 407|authenticate with proxy|HTTP_PROXY_AUTH");

    private static final Pattern PROXY_REFUSAL = Pattern.compile("response code for CONNECT: (\\d{3})");

    private NetworkFailure() {}

    public static String describe(IOException e) {
        String details = PlainText.of(e.getMessage(), DETAILS);
        if (e instanceof UnknownHostException) {
            return "the host name is unknown";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "the connection was refused";
        }
        if (e instanceof SSLException) {
            return isDistrust(e) ? distrust(details) : "no secure connection: " + details;
        }
        if (e instanceof InterruptedIOException) {
            return "it took too long";
        }
        if (PROXY_LOGIN.matcher(details).find()) {
            return "a proxy on the way wants a login: set its user name and password where the proxy is configured";
        }
        Matcher refusal = PROXY_REFUSAL.matcher(details);
        if (refusal.find()) {
            return "a proxy on the way refused the connection with " + refusal.group(1);
        }
        return details.isEmpty() ? "the connection was lost" : details;
    }

    private static String distrust(String details) {
        return "the certificate of the server is not trusted by this Java (trust store " + trustStore() + "): "
                + details + "; if a proxy or your company signs certificates, import its root certificate there";
    }

    /** The one that Java uses by itself. */
    private static String trustStore() {
        String set = System.getProperty("javax.net.ssl.trustStore");
        if (set != null && !set.isBlank()) {
            return set;
        }
        Path security = Path.of(System.getProperty("java.home"), "lib", "security");
        Path preferred = security.resolve("jssecacerts");
        return (Files.exists(preferred) ? preferred : security.resolve("cacerts")).toString();
    }

    private static boolean isDistrust(Throwable e) {
        @CheckForNull Throwable cause = e;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException
                    || message.contains("PKIX")
                    || message.contains("trustAnchors")) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
