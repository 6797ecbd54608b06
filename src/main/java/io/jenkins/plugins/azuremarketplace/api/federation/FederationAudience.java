package io.jenkins.plugins.azuremarketplace.api.federation;

import okhttp3.HttpUrl;

/**
 * Whom a token must be made for so that the Entra ID of a cloud takes it in exchange for one of its own.
 *
 * @see <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust">Configure an app to
 *     trust an external identity provider</a>
 */
public final class FederationAudience {

    private static final String PUBLIC = "api://AzureADTokenExchange";

    private FederationAudience() {}

    /**
     * The same as {@link #of(HttpUrl)}.
     *
     * @param authority a URL; that of the public cloud counts instead of what is none
     */
    public static String of(String authority) {
        HttpUrl url = HttpUrl.parse(authority);
        return url == null ? PUBLIC : of(url);
    }

    /** The one that is recommended for federated credentials; that of the public cloud for an authority that is not known. */
    public static String of(HttpUrl authority) {
        return switch (authority.host()) {
            case "login.microsoftonline.us" -> PUBLIC + "USGov";
            case "login.chinacloudapi.cn", "login.partner.microsoftonline.cn" -> PUBLIC + "China";
            default -> PUBLIC;
        };
    }
}
