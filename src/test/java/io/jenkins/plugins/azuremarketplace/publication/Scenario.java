package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What every promise about publications holds for: each target of each service. */
enum Scenario {
    PORTAL_PREVIEW(Backend.CLOUD_PARTNER_PORTAL, Target.PREVIEW),
    PORTAL_LIVE(Backend.CLOUD_PARTNER_PORTAL, Target.LIVE),
    INGESTION_PREVIEW(Backend.PRODUCT_INGESTION, Target.PREVIEW),
    INGESTION_LIVE(Backend.PRODUCT_INGESTION, Target.LIVE);

    final Backend backend;
    final Target target;

    Scenario(Backend backend, Target target) {
        this.backend = backend;
        this.target = target;
    }

    /** Each of them with each of these. */
    static Stream<Arguments> with(Object... cases) {
        return Stream.of(values()).flatMap(scenario -> Stream.of(cases).map(one -> Arguments.of(scenario, one)));
    }

    PublicationRequest.Builder request() {
        return PublicationRequest.publish(target, PublicationFixture.OFFER).waiting(true);
    }

    PublicationFixture publish() {
        return publish(ConflictPolicy.FAIL);
    }

    PublicationFixture publish(ConflictPolicy onConflict) {
        return new PublicationFixture(backend).drive(request().onConflict(onConflict));
    }

    /** How it ends where all is well. */
    Kind success() {
        return target == Target.LIVE ? Kind.SUCCEEDED : Kind.IN_PREVIEW;
    }

    /** The services' word for an operation that publishes to this target. */
    String type() {
        return target == Target.LIVE ? "goLive" : "publish";
    }

    /** That word for the other target. */
    String otherType() {
        return target == Target.LIVE ? "publish" : "goLive";
    }

    boolean isPortal() {
        return backend == Backend.CLOUD_PARTNER_PORTAL;
    }
}
