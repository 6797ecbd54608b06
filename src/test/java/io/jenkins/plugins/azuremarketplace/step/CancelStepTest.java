package io.jenkins.plugins.azuremarketplace.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationReport;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The cancellation of an operation by its location, and ends that are returned instead of failing a step. */
class CancelStepTest extends BothServicesTestBase {

    private static final String STARTED = "def started = marketplacePublish " + OFFER;
    private static final String CANCEL = "marketplaceCancel(operation: started.operation";

    @ParameterizedTest
    @EnumSource
    void waitsUntilTheOperationIsCanceled(Backend backend) throws Exception {
        simulate(backend);
        service.hold();

        WorkflowRun run = success(STARTED + "echo \"it is ${" + CANCEL + ").state}\"");

        jenkins.assertLogContains("it is CANCELED", run);
        assertThat(
                run.getAction(BuildPublicationsAction.class).getPublications().stream()
                        .map(PublicationReport::getTargetWord)
                        .toList(),
                is(List.of("Publication to preview", "Cancellation")));
        assertThat(service.requests(Call.CANCEL), is(1));
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheAcceptanceIfToldNotToWait(Backend backend) throws Exception {
        simulate(backend);
        service.hold();

        WorkflowRun run = success(STARTED + "echo \"it is ${" + CANCEL + ", wait: false).state}\"");

        jenkins.assertLogContains("it is ACCEPTED", run);
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatItIsTooLate(Backend backend) throws Exception {
        simulate(backend);
        service.hold();
        service.cancels(CancelForm.TOO_LATE);

        WorkflowRun run = success(STARTED + "echo \"it is ${" + CANCEL + ", propagate: false).state}\"\n" + "try {\n"
                + CANCEL + ")\n} catch (e) { echo \"caught ${e.state}\" }");

        jenkins.assertLogContains("it is TOO_LATE", run);
        jenkins.assertLogContains("caught TOO_LATE", run);
        service.release();
    }

    @ParameterizedTest
    @CsvSource({
        "CLOUD_PARTNER_PORTAL, failed, FAILED",
        "CLOUD_PARTNER_PORTAL, rejected, REJECTED",
        "CLOUD_PARTNER_PORTAL, canceled, CANCELED",
        "PRODUCT_INGESTION, failed, FAILED"
    })
    void returnsOrThrowsHowItEnded(Backend backend, String end, String state) throws Exception {
        simulate(backend);
        service.endsWith(end, "The logo is missing.");

        WorkflowRun run = success("""
                def preview = marketplacePublish publisher: 'contoso', offer: 'contoso-offer', wait: true, propagate: false
                echo "returned ${preview.state} ${preview.reasons.size() > 0} ${preview.message.contains('contoso-offer')}"
                try {
                  marketplacePublish publisher: 'contoso', offer: 'contoso-offer', wait: true
                } catch (e) {
                  echo "caught ${e.state} ${e.reasons.size() > 0}"
                }
                """);

        boolean reasons = !state.equals("CANCELED");
        jenkins.assertLogContains("returned " + state + " ", run);
        jenkins.assertLogContains("caught " + state + " ", run);
        if (reasons) {
            jenkins.assertLogContains("The logo is missing.", run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void returnsAConflict(Backend backend) throws Exception {
        simulate(backend);
        service.hold();
        service.foreignOperation("contoso", "contoso-offer", "publish");

        WorkflowRun run = success("echo \"it is ${marketplacePublish(publisher: 'contoso', offer: 'contoso-offer',"
                + " propagate: false).state}\"");

        jenkins.assertLogContains("it is CONFLICT", run);
        assertThat(service.requests(Call.SUBMIT), is(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    marketplacePublish(publisher: 'con toso', offer: 'o', propagate: false)
                    marketplacePublish(publisher: 'contoso', offer: 'o', credentialsId: 'no', propagate: false)
                    marketplaceCancel(operation: '', propagate: false)
                    marketplaceCancel(operation: 'https://example.com/operations/1', propagate: false)
                    """)
    void wrongArgumentsAndCredentialsFailAllTheSame(String script) throws Exception {
        simulate(Backend.CLOUD_PARTNER_PORTAL);

        jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(script));

        assertThat(service.requests(Call.SUBMIT), is(0));
        assertThat(service.requests(Call.CANCEL), is(0));
    }
}
