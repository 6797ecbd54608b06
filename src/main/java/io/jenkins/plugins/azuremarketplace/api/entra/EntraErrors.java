package io.jenkins.plugins.azuremarketplace.api.entra;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbered errors of Microsoft Entra ID that a service principal meets, and what to do about each.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Microsoft Entra authentication
 *     and authorization error codes</a>
 */
final class EntraErrors {

    private static final String PREFIX = "AADSTS";
    private static final Pattern CODE = Pattern.compile(PREFIX + "(\\d{1,9})");

    /** Busy, throttled or failing on their side: no fault of the request. */
    private static final Set<String> PASSING = Set.of(
            "50196", // too many of the same request
            "90006", // external server, retryable
            "90012", // timeout
            "90024", // request budget exceeded, transient
            "90033", // directory service not available
            "90055", // tenant is throttled
            "90090"); // graph, retryable

    /** What was presented is not what is registered: to correct it takes to know both. */
    private static final Set<String> ASSERTION = Set.of(
            "50012", "50013", "50027", "70021", "70025", "50166", "501661", "700024", "700027", "700030", "700211",
            "700212", "700213", "700222", "700226", "700227", "700229", "1000502", "7000214", "7000274", "7000277",
            "7002121", "7002131");

    private static final Map<String, String> HINTS = new HashMap<>();

    static {
        hint("Check the client id and the tenant id: this application is not registered in this tenant.", 700016);
        hint("Check the tenant id: there is no such directory.", 90002, 900023);
        hint("The tenant lives in another national cloud: set the authority of that cloud.", 90038);
        hint("Check the tenant id: the account is not in this directory.", 50034);

        hint("Check the client secret: enter the secret's value, not its id.", 7000215);
        hint(
                "The client secret has expired: create a new one and update the credentials,"
                        + " or use a certificate or federation.",
                7000222);
        hint("The client secret is missing in the request: update the credentials.", 7000218);
        hint("The application is registered as a public client: register it as a confidential one.", 700025);
        hint("The application is disabled: enable it in the tenant.", 7000112);
        hint(
                "The application has no service principal in this tenant: create one (az ad sp create --id …),"
                        + " or give consent.",
                7000229);

        hint(
                "Check the clock of this machine, and that a token of another issuer is a fresh one:"
                        + " the assertion is outside of its valid time.",
                700024);
        hint(
                "Upload the public part of this certificate to the app registration, and compare the thumbprints:"
                        + " it is not registered there, has expired, or belongs to another key.",
                700027,
                50012);
        hint(
                "The certificate is revoked: replace it in the app registration and in the credentials.",
                7000214,
                7000277);
        hint(
                "The certificate is not valid yet or any more: replace it in the app registration and in the credentials.",
                7000274,
                1000502);
        hint(
                "Subject or issuer of the certificate are not authorized: check the trust that is registered for them.",
                700030);
        hint(
                "Check the type of the credentials, and that the assertion is complete: it is not a valid token.",
                50013,
                50027);

        hint("The application has no federated credential: create one in the app registration.", 70025);
        hint(
                "Compare issuer, subject and audience with the federated credential of the application;"
                        + " a new one takes some minutes to work.",
                70021);
        hint("Compare the issuer with the federated credential, to the letter, a slash at the end included.", 700211);
        hint(
                "Set the audience of the assertion to that of the federated credential,"
                        + " as a rule api://AzureADTokenExchange.",
                700212,
                7002121);
        hint("Copy the subject that the message quotes to the federated credential.", 700213, 7002131);
        hint(
                "An assertion that Entra ID issued itself must be that of a managed identity,"
                        + " for the audience api://AzureADTokenExchange.",
                700222,
                700226,
                700227,
                700229);
        hint(
                "Entra ID can't fetch the configuration or the keys of the issuer:"
                        + " make them public, or use another issuer.",
                50166,
                501661);

        hint("Check the scope: its service has no service principal in this tenant; create it there.", 500011);
        hint("Check the scope: it must name a known service and end with /.default.", 50001, 70011);
        hint("An administrator of the tenant must consent to the application.", 65001);
        hint("A conditional access policy blocks this: exclude the workload identity from it.", 53003, 530032);
        hint("The request lacks a parameter: please report it.", 900144);
        PASSING.forEach(code -> HINTS.put(PREFIX + code, "That passes by itself: try again later."));
    }

    private EntraErrors() {}

    private static void hint(String hint, int... codes) {
        for (int code : codes) {
            HINTS.put(PREFIX + code, hint);
        }
    }

    /** The code of an error such as {@code AADSTS7000215}, a known one if there are several; else empty. */
    static String code(JsonNode answer, String sentence) {
        List<String> codes = new ArrayList<>();
        JsonNode listed = Json.field(answer, "error_codes");
        for (JsonNode number : listed.isArray() ? listed : List.of(listed)) {
            if (number.asText().matches("\\d{1,9}")) {
                codes.add(PREFIX + number.asText());
            }
        }
        for (Matcher named = CODE.matcher(sentence); named.find(); ) {
            codes.add(named.group());
        }
        return codes.stream().filter(HINTS::containsKey).findFirst().orElse(codes.isEmpty() ? "" : codes.get(0));
    }

    static boolean isPassing(String code) {
        return code.startsWith(PREFIX) && PASSING.contains(code.substring(PREFIX.length()));
    }

    /** Whether it is the assertion, or the certificate that signed it, which the authority does not take. */
    static boolean isAboutAssertion(String code) {
        return code.startsWith(PREFIX) && ASSERTION.contains(code.substring(PREFIX.length()));
    }

    /** What to do; empty if that is not known. */
    static String hint(String code) {
        return HINTS.getOrDefault(code, "");
    }
}
