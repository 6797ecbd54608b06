package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.HttpUrl;

/**
 * A proxy as a variable names it.
 *
 * @param authorization null if it wants no password
 */
record ProxyServer(String host, int port, @CheckForNull String authorization) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    /**
     * @param text such as {@code http://user:password@proxy.example:3128}; without a scheme as well
     * @throws UnusableArguments if it can't be used; repeats nothing of it, since a password can be anywhere
     */
    static ProxyServer of(String variable, String text) {
        boolean hasScheme = SCHEME.matcher(text).lookingAt();
        if (hasScheme && !text.regionMatches(true, 0, "http://", 0, "http://".length())) {
            throw new UnusableArguments("The proxy in " + variable
                    + " must begin with http://: this program speaks neither TLS to a proxy nor SOCKS.");
        }
        HttpUrl url = HttpUrl.parse(hasScheme ? text : "http://" + text.replaceFirst("^//", ""));
        if (url == null || !url.encodedPath().equals("/") || url.query() != null || url.fragment() != null) {
            throw new UnusableArguments("The proxy in " + variable + " is not a URL such as http://proxy.example:3128."
                    + (text.contains("@") ? " What is special before the @ is written as %2F, %23, %3F or %25." : ""));
        }
        boolean locked = !url.username().isEmpty() || !url.password().isEmpty();
        return new ProxyServer(
                url.host(), url.port(), locked ? Credentials.basic(url.username(), url.password()) : null);
    }

    /** Its name is looked up when it is used. */
    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
