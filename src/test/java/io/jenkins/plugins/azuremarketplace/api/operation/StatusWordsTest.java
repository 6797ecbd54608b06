package io.jenkins.plugins.azuremarketplace.api.operation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusWordsTest {

    @ParameterizedTest
    @CsvSource({
        "notStarted, NOT_STARTED",
        "not started, NOT_STARTED",
        "Not Started, NOT_STARTED",
        "NOT_STARTED, NOT_STARTED",
        "running, RUNNING",
        "Running, RUNNING",
        "inProgress, RUNNING",
        "In Progress, RUNNING",
        "completed, SUCCEEDED",
        "complete, SUCCEEDED",
        "succeeded, SUCCEEDED",
        "success, SUCCEEDED",
        "COMPLETED, SUCCEEDED",
        "' Completed ', SUCCEEDED",
        "failed, FAILED",
        "Failed, FAILED",
        "canceled, CANCELED",
        "cancelled, CANCELED",
        "Cancelled, CANCELED",
        "rejected, REJECTED",
        "NeverPublished, NEVER_PUBLISHED",
        "neverPublished, NEVER_PUBLISHED",
        "WaitingForPublisherReview, WAITING_FOR_REVIEW",
        "waitingForPublisherReview, WAITING_FOR_REVIEW",
        "waiting for publisher review, WAITING_FOR_REVIEW"
    })
    void anOperationsStateHasManySpellings(String word, OperationStatus status) {
        assertThat(OperationStatus.parse(word), is(status));
    }

    @ParameterizedTest
    @CsvSource({
        "notStarted, NOT_STARTED",
        "not started, NOT_STARTED",
        "inProgress, RUNNING",
        "running, RUNNING",
        "waitingForPublisherReview, WAITING_FOR_REVIEW",
        "waitingForApproval, WAITING_FOR_APPROVAL",
        "blocked, BLOCKED",
        "Blocked, BLOCKED",
        "rejected, REJECTED",
        "complete, COMPLETE",
        "completed, COMPLETE",
        "Success, COMPLETE",
        "canceled, CANCELED",
        "cancelled, CANCELED",
        "failed, FAILED"
    })
    void aStepsStateHasManySpellings(String word, StepStatus status) {
        assertThat(StepStatus.parse(word), is(status));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "paused", "5", "true", "running now", "uncompleted", "succeeded?"})
    void anyOtherWordIsUnknownAndStillRunning(String word) {
        assertThat(OperationStatus.parse(word), is(OperationStatus.UNKNOWN));
        assertThat(OperationStatus.UNKNOWN.isOver(), is(false));
        assertThat(StepStatus.parse(word), is(StepStatus.UNKNOWN));
        assertThat(StepStatus.UNKNOWN.needsHuman(), is(false));
    }

    @Test
    void areReadTheSameWayEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(OperationStatus.parse("FAILED"), is(OperationStatus.FAILED));
            assertThat(StepStatus.parse("INPROGRESS"), is(StepStatus.RUNNING));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, false, false",
        "RUNNING, false, false",
        "WAITING_FOR_REVIEW, false, false",
        "SUCCEEDED, true, false",
        "FAILED, true, true",
        "REJECTED, true, true",
        "CANCELED, true, true",
        "NEVER_PUBLISHED, false, false",
        "UNKNOWN, false, false"
    })
    void theStatusKnowsWhetherItIsTheEnd(OperationStatus status, boolean over, boolean failure) {
        assertThat(status.isOver(), is(over));
        assertThat(status.isFailure(), is(failure));
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_STARTED, false, false",
        "RUNNING, true, false",
        "WAITING_FOR_REVIEW, true, true",
        "WAITING_FOR_APPROVAL, true, true",
        "BLOCKED, true, true",
        "COMPLETE, false, false",
        "REJECTED, false, false",
        "CANCELED, false, false",
        "FAILED, false, false",
        "UNKNOWN, false, false"
    })
    void aStepKnowsWhetherItIsTheCurrentOneAndNeedsAHuman(StepStatus status, boolean current, boolean human) {
        assertThat(status.isCurrent(), is(current));
        assertThat(status.needsHuman(), is(human));
    }

    @ParameterizedTest
    @EnumSource(StepStatus.class)
    void aStepHasAPhraseForTheLog(StepStatus status) {
        assertThat(status.phrase(), is(not(emptyString())));
    }
}
