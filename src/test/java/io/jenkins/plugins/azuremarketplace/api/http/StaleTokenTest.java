package io.jenkins.plugins.azuremarketplace.api.http;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.OPERATION;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.token;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaleTokenTest {

    private final Service service = new Service();

    @BeforeEach
    void start() {
        service.authority.on("", token("token-1"), token("token-2"), token("token-3"), token("token-4"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private List<String> tokensSent(String part) {
        return service.api.received(part).stream()
                .map(request -> request.header("Authorization"))
                .toList();
    }

    @Test
    void isReplacedOnceDuringALook() throws Exception {
        service.api.on("/operations/", answer(401, ""), answer(200, "{\"status\": \"running\"}"));

        assertThat(service.operation().status(), is(OperationStatus.RUNNING));
        assertThat(tokensSent("/operations/"), contains("Bearer token-1", "Bearer token-2"));

        service.operation();
        assertThat("the new token serves on", service.authority.received(), hasSize(2));
    }

    @Test
    void isReplacedOnceDuringAGoLiveSinceARefusalDidNothing() throws Exception {
        service.api.on("/golive", answer(401, ""), answer(202, "").with("Location", OPERATION));

        assertThat(service.goLive().text(), is(OPERATION));
        assertThat(tokensSent("/golive"), contains("Bearer token-1", "Bearer token-2"));
        assertThat(service.api.received("/golive").get(1).header("If-Match"), is("*"));
        assertThat(service.api.received("/golive").get(1).body(), is(""));
    }

    @Test
    void isReplacedNoMoreThanOncePerCall() {
        service.api.on("", answer(401, ""));

        MarketplaceException look = failureOf(service::operation);
        assertThat(tokensSent("/operations/"), contains("Bearer token-1", "Bearer token-2"));
        assertThat(look.kind(), is(Kind.STATUS));
        assertThat(look.status(), is(401));
        assertThat(look.isPassing(), is(true));

        MarketplaceException goLive = failureOf(service::goLive);
        assertThat(tokensSent("/golive"), contains("Bearer token-2", "Bearer token-3"));
        assertThat(goLive.provesNothingAccepted(), is(true));
    }

    @Test
    void isNotReplacedForAnyOtherRefusal() {
        service.api.on("", answer(403, ""));

        failureOf(service::goLive);

        assertThat(service.api.received(), hasSize(1));
        assertThat(service.authority.received(), hasSize(1));
    }

    @Test
    void aLostSecondAnswerIsStillUncertain() {
        service.api.on("/golive", answer(401, ""), ScriptedServer.drop());

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.NO_ANSWER));
        assertThat(failure.provesNothingAccepted(), is(false));
        assertThat(service.api.received("/golive"), hasSize(2));
    }

    @Test
    void withoutAReplacementThereIsProofThatNothingWasAccepted() {
        service.authority.on("", token("token-1"), answer(429, "").with("Retry-After", "9"));
        service.api.on("/golive", answer(401, ""));

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(failure.retryAfter(), is(Duration.ofSeconds(9)));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(service.api.received("/golive"), hasSize(1));
    }

    @Test
    void neitherTokenNorSecretIsInAMessageEvenIfTheServiceEchoesThem() {
        String token = "eyJ0eXAi." + "Qm9keU9mVGhlVG9rZW4".repeat(60) + ".c2lnbmF0dXJl";
        service.authority.on("", token(token));
        String[] bodies = {
            "{\"error\": {\"code\": \"%s\", \"message\": \"Bearer %s was refused.\"}}",
            "{\"error\": {\"code\": \"x\", \"message\": \"" + "y".repeat(400) + " %s and %s\"}}",
            "<html>Authorization: Bearer %s, secret %s</html>",
            "\"%s %s\""
        };
        for (String body : bodies) {
            for (String echo : List.of(token, Service.SECRET)) {
                service.api.on("", answer(403, body.formatted(echo, echo)).with("x-ms-request-id", echo));

                MarketplaceException failure = failureOf(service::goLive);

                String all = failure.getMessage() + failure.code() + failure.reasons();
                assertThat(all, not(containsString(echo.substring(0, 9))));
            }
        }
    }
}
