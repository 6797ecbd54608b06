package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.entra.ClientAuthentication;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which service to talk to, and as whom; the same options for every command that talks to one. */
final class ServiceOptions {

    @CheckForNull
    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = {
                "Directory of the service principal: a GUID or a domain name.",
                "Default: " + AzureVariables.TENANT
            })
    private String tenant;

    @CheckForNull
    @Option(
            names = "--client-id",
            paramLabel = "C",
            description = {
                "Application (client) id of the service principal.",
                "Default: " + AzureVariables.CLIENT
            })
    private String clientId;

    @Mixin
    private SignInOptions signIn;

    @Option(
            names = "--api",
            paramLabel = "API",
            description = {
                "Which API the offer belongs to: cloud-partner-portal, or product-ingestion for offers that were made"
                        + " in Partner Center.",
                "Default: cloud-partner-portal"
            })
    private MarketplaceApi api = MarketplaceApi.CLOUD_PARTNER_PORTAL;

    @CheckForNull
    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = {
                "Base URL of the service. Plain HTTP is for a simulator on this machine alone.",
                "Default: https://cloudpartner.azure.com,",
                "or https://graph.microsoft.com/rp/product-ingestion"
            })
    private String endpoint;

    @Mixin
    private IngestionOptions ingestion;

    @CheckForNull
    @Option(
            names = "--authority",
            paramLabel = "URL",
            description = {
                "Base URL of the token service.",
                "Default: " + AzureVariables.AUTHORITY + ",",
                "or " + MarketplaceApi.DEFAULT_AUTHORITY
            })
    private String authority;

    @CheckForNull
    @Option(
            names = "--scope",
            paramLabel = "URI",
            description = {
                "Scope of the token, as other clouds have it.",
                "Default: https://cloudpartner.azure.com/.default,",
                "or https://graph.microsoft.com/.default"
            })
    private String scope;

    @CheckForNull
    private BuiltInService builtIn;

    MarketplaceApi api() {
        return api;
    }

    /** Talks to the built-in service instead of one from outside. */
    void use(BuiltInService service) {
        if (endpoint != null || authority != null) {
            throw new UnusableArguments(
                    "--simulate brings its own endpoint and authority: leave --endpoint and --authority out.");
        }
        if (!signIn.given().isEmpty()) {
            throw new UnusableArguments(
                    "--simulate brings its own secret: leave " + String.join(" and ", signIn.given()) + " out.");
        }
        builtIn = service;
        endpoint = service.endpoint();
        authority = service.authority();
        tenant = tenant == null ? BuiltInService.TENANT : tenant;
        clientId = clientId == null ? BuiltInService.CLIENT : clientId;
    }

    /** Takes what was not given from where all tools of Azure take it. */
    void complete(UnaryOperator<String> environment) {
        tenant = AzureVariables.either(tenant, environment, AzureVariables.TENANT);
        clientId = AzureVariables.either(clientId, environment, AzureVariables.CLIENT);
        authority = AzureVariables.either(authority, environment, AzureVariables.AUTHORITY);
    }

    /** Whether the service ends with this command. */
    boolean isBuiltIn() {
        return builtIn != null;
    }

    /**
     * Checks everything before it asks for a secret or password.
     *
     * @throws UnusableArguments if anything is wrong
     */
    Connection connect(Terminal terminal) {
        UnusableArguments.require(ServicePrincipal.complaint("tenant", tenant));
        UnusableArguments.require(ServicePrincipal.complaint("client", clientId));
        Endpoints endpoints = ingestion.chosen(
                api,
                UnusableArguments.check(() -> Endpoints.of(
                                api,
                                endpoint == null ? api.defaultEndpoint() : endpoint,
                                authority == null ? MarketplaceApi.DEFAULT_AUTHORITY : authority)
                        .withScope(scope)));
        EnvironmentProxies proxies = EnvironmentProxies.of(isBuiltIn() ? variable -> null : terminal.environment());
        ClientAuthentication authentication = isBuiltIn()
                ? ClientAuthentication.secret(BuiltInService.SECRET)
                : signIn.chosen(terminal, clientId, endpoints.authority());
        return Connection.of(api, endpoints, new ServicePrincipal(tenant, clientId, authentication), proxies);
    }

    /** The required options by name, and whether they were given. */
    Map<String, Boolean> required() {
        Map<String, Boolean> required = new LinkedHashMap<>();
        required.put("--tenant", tenant != null);
        required.put("--client-id", clientId != null);
        return required;
    }

    /** The options that lead another command to the same service. */
    List<String> words() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--tenant", tenant == null ? null : PastedText.trim(tenant));
        options.put("--client-id", clientId == null ? null : PastedText.trim(clientId));
        options.put("--api", api == MarketplaceApi.CLOUD_PARTNER_PORTAL ? null : Word.of(api));
        options.put("--endpoint", endpoint);
        options.putAll(ingestion.given());
        options.put("--authority", authority);
        options.put("--scope", scope);
        return Stream.concat(
                        options.entrySet().stream()
                                .filter(option -> option.getValue() != null)
                                .flatMap(option -> Stream.of(option.getKey(), option.getValue())),
                        signIn.words().stream())
                .toList();
    }
}
