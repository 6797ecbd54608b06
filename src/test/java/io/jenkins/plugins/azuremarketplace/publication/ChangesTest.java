package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.changes.Change;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a publication would change, by both services, whose answers differ at each read. */
class ChangesTest {

    private static List<Comparison> changes(PublicationFixture fixture) throws MarketplaceException {
        return fixture.connect().changes(PublicationFixture.OFFER);
    }

    private static PublicationRequest.Builder request(Target target) {
        return PublicationRequest.publish(target, PublicationFixture.OFFER).waiting(true);
    }

    private static void publish(PublicationFixture fixture, Target target) {
        Outcome outcome = fixture.drive(request(target)).run();
        assertThat(fixture.wholeLog(), outcome.kind().isSuccess(), is(true));
    }

    @ParameterizedTest
    @EnumSource
    void thereAreNoneAfterBothPublications(Backend backend) throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            publish(fixture, Target.PREVIEW);
            publish(fixture, Target.LIVE);

            for (Comparison comparison : changes(fixture)) {
                assertThat(comparison.first(), is(false));
                assertThat(comparison.changes(), is(empty()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void followAnEditOnItsWay(Backend backend) throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            publish(fixture, Target.PREVIEW);
            publish(fixture, Target.LIVE);

            fixture.service.edit(PublicationFixture.OFFER.id());
            assertThat(changes(fixture).get(0).changes(), is(empty()));
            assertIsAnotherDescription(changes(fixture).get(1));

            publish(fixture, Target.PREVIEW);
            assertIsAnotherDescription(changes(fixture).get(0));
            assertThat(changes(fixture).get(1).changes(), is(empty()));
        }
    }

    private static void assertIsAnotherDescription(Comparison comparison) {
        assertThat(comparison.changes(), hasSize(1));
        assertThat(comparison.changes().get(0).kind(), is(Change.Kind.CHANGED));
        assertThat(comparison.changes().get(0).members(), contains(matchesPattern("(.*\\.)?description")));
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsNewWhereNothingIsLive(Backend backend) throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            if (fixture.service instanceof IngestionSimulator ingestion) {
                ingestion.formerlyLive(false);
            }
            publish(fixture, Target.PREVIEW);

            Comparison preview = changes(fixture).get(0);

            assertThat(preview.slot(), is(Slot.PREVIEW));
            assertThat(preview.first(), is(true));
            assertThat(preview.changes(), is(not(empty())));
            assertThat(preview.changes().stream().allMatch(change -> change.kind() == Change.Kind.ADDED), is(true));
            assertThat(
                    ChangeSentences.of(changes(fixture)),
                    hasItem("Preview against live: nothing is live yet, so that everything is new."));
        }
    }

    @Test
    void nothingIsToBeMadePublicWhereNothingIsInPreview() throws Exception {
        try (PublicationFixture portal = new PublicationFixture(Backend.CLOUD_PARTNER_PORTAL);
                PublicationFixture ingestion = new PublicationFixture(Backend.PRODUCT_INGESTION)) {
            ((IngestionSimulator) ingestion.service).preview(PublicationFixture.OFFER.id(), PreviewState.NONE);

            for (PublicationFixture fixture : List.of(portal, ingestion)) {
                assertThat(changes(fixture).stream().map(Comparison::slot).toList(), contains(Slot.DRAFT));
                assertThat(changes(fixture).get(0).first(), is(true));
            }
        }
    }

    @Test
    void aFirstGoLiveThatIsUnderWayIsNotLiveYet() throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(Backend.PRODUCT_INGESTION)) {
            ((IngestionSimulator) fixture.service).formerlyLive(false);
            fixture.drive(request(Target.LIVE)).runUntilAccepted();

            assertThat(changes(fixture).get(0).first(), is(true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsNotTakenForNothing(Backend backend) throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            publish(fixture, Target.PREVIEW);
            fixture.service.always(Call.CONTENT, Fault.answer(400));

            MarketplaceException refusal = assertThrows(MarketplaceException.class, () -> changes(fixture));

            assertThat(refusal.status(), is(400));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWithoutContentIsNotTakenForNothing(Backend backend) throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            publish(fixture, Target.PREVIEW);
            fixture.service.always(Call.CONTENT, Fault.answer(200, "application/json", "{}"));

            MarketplaceException unusable = assertThrows(MarketplaceException.class, () -> changes(fixture));

            assertThat(unusable.kind(), is(MarketplaceException.Kind.UNUSABLE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSignatureIsTold(Backend backend) throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            publish(fixture, Target.PREVIEW);
            fixture.service.edit(PublicationFixture.OFFER.id());

            assertThat(changes(fixture).toString(), not(containsString("S1gn")));
            assertThat(changes(fixture).toString(), not(containsString("://")));
        }
    }
}
