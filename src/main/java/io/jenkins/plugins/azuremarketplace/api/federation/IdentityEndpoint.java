package io.jenkins.plugins.azuremarketplace.api.federation;

import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Where a machine or an app of Azure gets tokens of its managed identities from; the order in which hosts are told apart is
 * that of Microsoft's own libraries.
 *
 * @param header that a request must have, so that none which is merely forwarded gets a token
 * @param value of the header; a secret on some hosts
 */
record IdentityEndpoint(HttpUrl url, String header, String value) {

    private static final String METADATA = "Metadata";

    /** The Instance Metadata Service of a virtual machine. */
    private static final String IMDS = "http://169.254.169.254";

    /**
     * @param environment the value of a variable, or null
     * @throws IllegalArgumentException with a sentence for the user, if this host is none of the known ones
     */
    static IdentityEndpoint of(UnaryOperator<String> environment) {
        String endpoint = PastedText.trim(environment.apply("IDENTITY_ENDPOINT"));
        String header = PastedText.trim(environment.apply("IDENTITY_HEADER"));
        if (endpoint.isEmpty()) {
            String host = PastedText.trim(environment.apply("AZURE_POD_IDENTITY_AUTHORITY_HOST"));
            HttpUrl url = host.isEmpty() ? HttpUrl.get(IMDS) : url("AZURE_POD_IDENTITY_AUTHORITY_HOST", host);
            return new IdentityEndpoint(
                    url.newBuilder()
                            .addPathSegments("metadata/identity/oauth2/token")
                            .addQueryParameter("api-version", "2018-02-01")
                            .build(),
                    METADATA,
                    "true");
        }
        if (!PastedText.trim(environment.apply("IDENTITY_SERVER_THUMBPRINT")).isEmpty()) {
            throw new IllegalArgumentException("Managed identities of Service Fabric are not supported.");
        }
        if (header.isEmpty()) {
            throw new IllegalArgumentException("IDENTITY_ENDPOINT is set and IDENTITY_HEADER is not: Azure Arc has no"
                    + " user-assigned identities, and others can't be federated credentials.");
        }
        if (!header.chars().allMatch(character -> character >= ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("IDENTITY_HEADER can't be sent: it holds other characters than ASCII.");
        }
        return new IdentityEndpoint(
                url("IDENTITY_ENDPOINT", endpoint)
                        .newBuilder()
                        .setQueryParameter("api-version", "2019-08-01")
                        .build(),
                "X-IDENTITY-HEADER",
                header);
    }

    private static HttpUrl url(String variable, String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(variable + " can't be used: “"
                    + PlainText.of(text.replaceFirst(".*@", "****@"), 200) + "” is no URL of http or https.");
        }
        return url;
    }

    Request request(String resource, String clientId) {
        HttpUrl.Builder asked = url.newBuilder().addQueryParameter("resource", resource);
        if (!clientId.isEmpty()) {
            asked.addQueryParameter("client_id", clientId);
        }
        return new Request.Builder()
                .url(asked.build())
                .header(header, value)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .build();
    }

    /** A text from outside without the secret, should it be in there. */
    String hide(String text) {
        return header.equals(METADATA) ? text : text.replace(value, "****");
    }

    @Override
    public String toString() {
        return "IdentityEndpoint[" + url + "]";
    }
}
