package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How the offers of a simulated service fare; the same for both services. Any thread may call any of it at any time, and
 * what is said about operations holds for those that start from then on, unless it says otherwise.
 */
public abstract class SimulatorControls extends ListControls {

    private final Timetable timetable = new Timetable();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile List<String> messages = List.of();
    private volatile boolean forbidden;
    private volatile int conflictStatus = 409;
    private volatile CancelForm cancelForm = CancelForm.ACCEPTED;
    private volatile Duration cancelTakes = Duration.ofMillis(200);

    SimulatorControls() {}

    /** The time from start to end, shared equally by the steps that are gone through; 3 s to begin with. */
    public void publicationTakes(Duration total) {
        Plan plan = publications.plan();
        publications.plan(new Plan(total, plan.ending(), plan.reasons(), plan.nested()));
    }

    /** The time of everything but {@link Fault#late}: progress, {@code Date} headers, the lifetime of tokens. */
    public void useClock(Clock clock) {
        publications.clock(clock);
    }

    /** Keeps all operations, running and coming, in the step they are in: at 40 % of it or where they are already. */
    public void hold() {
        Brakes brakes = publications.brakes();
        publications.brake(new Brakes(true, brakes.signoff(), brakes.blocked(), brakes.reasons()));
    }

    /** Ends {@link #hold}, {@link #signoffWaits} and {@link #blockedStep}; operations go on from where they are. */
    public void release() {
        publications.brake(Brakes.NONE);
    }

    /** All operations, running and coming, wait in the publisher's signoff. */
    public void signoffWaits(boolean on) {
        Brakes brakes = publications.brakes();
        publications.brake(new Brakes(brakes.held(), on, brakes.blocked(), brakes.reasons()));
    }

    /** The step, given by name or id, is {@code blocked} for these reasons while the operation keeps running. */
    public void blockedStep(String step, String... reasons) {
        Brakes brakes = publications.brakes();
        publications.brake(new Brakes(brakes.held(), brakes.signoff(), Step.named(step), List.of(reasons)));
    }

    /** Ends what is running of this offer, whatever keeps it. Without reasons, those of {@link #endsWith} count. */
    public void finish(String offer, String finalState, String... reasons) {
        publications.finish(offer, finalState, reasons);
    }

    /**
     * The last status in the portal's words; {@code completed} to begin with. What fails, or is cancelled, does so in
     * certification. With a word that the services do not know, an operation shows it when its time is up and never ends.
     *
     * @param reasons the error, and error messages of the certification
     */
    public void endsWith(String finalState, String... reasons) {
        publications.plan(new Plan(publications.plan().takes(), finalState, List.of(reasons), false));
    }

    /** Adds a warning, as HTML, to the step that is being worked at; at once, for every operation. */
    public synchronized void message(String html) {
        messages = Stream.concat(messages.stream(), Stream.of(html)).toList();
    }

    /** Somebody edits the draft of an offer: its description is another one. */
    public void edit(String offer) {
        publications.editions.edit(offer);
    }

    public void unknownOffer(String offer) {
        unknown.add(offer);
    }

    /** Every call but that for tokens is answered with 403. */
    public void forbid(boolean on) {
        forbidden = on;
    }

    /**
     * Somebody else starts an operation. It does not count as accepted.
     *
     * @param submissionType {@code publish} or {@code goLive}
     */
    public void foreignOperation(String publisher, String offer, String submissionType) {
        if (!foreignOperationIfFree(publisher, offer, submissionType)) {
            throw new IllegalStateException("Something is running for " + offer);
        }
    }

    /** As {@link #foreignOperation}, but refused while something is running. */
    public boolean foreignOperationIfFree(String publisher, String offer, String submissionType) {
        return startElsewhere(publisher, offer, submissionType, publications.now());
    }

    /** As {@link #foreignOperationIfFree}, at this time of the simulator's clock. */
    public void foreignOperationAt(Instant when, String publisher, String offer, String submissionType) {
        timetable.at(when, at -> startElsewhere(publisher, offer, submissionType, at));
    }

    /** How operations of others will go, if not as those of clients do; see {@link #endsWith}. */
    public void othersFare(Duration total, String finalState) {
        publications.planOfOthers(new Plan(total, finalState, List.of("A reason of somebody else."), false));
    }

    /** Status of the answer to a go-live while an operation is running: 409, or else 400. */
    public void conflictStatus(int status) {
        conflictStatus = status;
    }

    public void cancels(CancelForm form) {
        cancelForm = form;
    }

    /** The time until an accepted cancellation has happened; 200 ms to begin with. */
    public void cancelTakes(Duration duration) {
        cancelTakes = duration;
    }

    /** How many go-lives of this offer the service took from clients. */
    public int accepted(String offer) {
        return publications.accepted(offer).size();
    }

    /** {@code running}, or the word with which the client's newest go-live of this offer ended; empty without one. */
    public String stateOfAccepted(String offer) {
        List<SimulatedPublication> accepted = publications.accepted(offer);
        return accepted.isEmpty()
                ? ""
                : accepted.get(accepted.size() - 1).at(publications.now()).status();
    }

    /**
     * As {@link #stateOfAccepted(String)}, of what the client asked for as this type of operation.
     *
     * @param type {@code goLive}, or {@code publish}: a preview that got to the publisher's signoff is {@code signoff},
     *     whatever became of it afterwards
     */
    public String stateOfAccepted(String offer, String type) {
        List<SimulatedPublication> accepted = publications.accepted(offer);
        return accepted.isEmpty() ? "" : accepted.get(accepted.size() - 1).state(type, publications.now());
    }

    public int accepted() {
        return publications.accepted();
    }

    /** Somebody else starts an operation, unless another one is running. */
    boolean startElsewhere(String publisher, String offer, String type, Instant at) {
        return publications.startElsewhere(publisher, offer, type, at).isPresent();
    }

    /** Lets happen what is due. */
    void catchUp() {
        timetable.catchUp(publications.now());
    }

    boolean isUnknown(String offer) {
        return unknown.contains(offer);
    }

    boolean isForbidden() {
        return forbidden;
    }

    List<String> messages() {
        return messages;
    }

    int conflictStatus() {
        return conflictStatus;
    }

    CancelForm cancelForm() {
        return cancelForm;
    }

    /** Cancels what is running, as the form says, which is not {@link CancelForm#TOO_LATE}. */
    SimulatedPublication cancel(SimulatedPublication running) {
        Duration takes = cancelForm == CancelForm.AT_ONCE ? Duration.ZERO : cancelTakes;
        if (cancelForm != CancelForm.IGNORED) {
            running.cancel(publications.now().plus(takes));
        }
        return publications.cancelling(running, takes);
    }
}
