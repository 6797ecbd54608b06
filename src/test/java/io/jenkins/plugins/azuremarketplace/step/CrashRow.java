package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A point at which Jenkins is killed: how a build gets there, how to tell that it is there, and what must come of it. */
final class CrashRow {

    /** Longer than any test: whoever is made to wait so long is killed before. */
    private static final Duration HANGING = Duration.ofHours(1);

    private interface Action {
        void on(Scene scene) throws Throwable;
    }

    private record Move(Predicate<Scene> when, Action what) {}

    private final String killed;
    private final List<Move> moves = new ArrayList<>();
    private final List<Action> preparations = new ArrayList<>();
    private final List<Action> downtime = new ArrayList<>();
    private final List<String> sayings = new ArrayList<>();
    private Predicate<Scene> there = scene -> false;
    private String options = ", wait: true";
    private String afterwards = "";
    private String result = "SUCCESS";
    private boolean performanceOptimized;
    private boolean holding;
    private Predicate<Scene> beforeRelease = scene -> true;

    private CrashRow(String killed) {
        this.killed = killed;
    }

    static List<CrashRow> all() {
        return List.of(
                killed("before anything was sent: during the request for a token")
                        .hanging(Call.TOKEN)
                        .then("starts anew"),
                killed("while asking what else is running, before the intent")
                        .hanging(Call.SUBMISSIONS)
                        .then("asks again, then submits"),
                killed("after the intent was saved, before the request left")
                        .blockedSave("<intent>[1-9]")
                        .then("asks until it is certain that there is none, submits")
                        .saying("it was not accepted. Submitting it again."),
                killed("request under way, and lost: it never arrives")
                        .prepare(s -> s.next(Call.SUBMIT, Fault.drop().late(HANGING)))
                        .there(s -> s.open(Call.SUBMIT) == 1)
                        .then("asks until it is certain that there is none, submits again")
                        .saying("it was not accepted. Submitting it again."),
                killed("request accepted, its answer still to come")
                        .prepare(s -> s.next(Call.SUBMIT, Fault.delayAfter(HANGING)))
                        .there(s -> s.open(Call.SUBMIT) == 1 && s.accepted() == 1)
                        .then("asks, finds it, waits for it")
                        .saying("had been accepted: it is operation"),
                killed("request accepted, its answer lost: while asking what became of it")
                        .prepare(s -> s.next(Call.SUBMIT, Fault.dropAfter()))
                        .prepare(s -> s.next(Call.SUBMISSIONS, Fault.none(), Fault.delay(HANGING)))
                        .there(s -> s.open(Call.SUBMISSIONS) == 1 && s.accepted() == 1)
                        .then("asks, finds it, waits for it")
                        .saying("had been accepted: it is operation"),
                killed("request accepted, answered 503: while waiting to ask")
                        .prepare(s -> s.next(Call.SUBMIT, Fault.answerAfter(503)))
                        .prepare(s -> s.next(Call.SUBMISSIONS, Fault.none()))
                        .prepare(s -> s.always(Call.SUBMISSIONS, Fault.unavailable("3600")))
                        .there(s -> s.log().contains("asking the service, not sending again")
                                && s.requests(Call.SUBMISSIONS) == 2
                                && s.open(Call.SUBMISSIONS) == 0)
                        .down(s -> s.always(Call.SUBMISSIONS, Fault.none()))
                        .then("asks, finds it, waits for it")
                        .saying("had been accepted: it is operation"),
                killed("request lost: while asking what became of it")
                        .prepare(s -> s.next(Call.SUBMIT, Fault.drop()))
                        .prepare(s -> s.next(Call.SUBMISSIONS, Fault.none(), Fault.none(), Fault.delay(HANGING)))
                        .there(s -> s.requests(Call.SUBMISSIONS) == 3 && s.open(Call.SUBMISSIONS) == 1)
                        .then("asks until it is certain that there is none, submits again")
                        .saying("it was not accepted. Submitting it again."),
                killed("answered 202, before the location was saved")
                        .prepare(s -> s.next(Call.SUBMIT, Fault.delayAfter(Duration.ofSeconds(6))))
                        .when(s -> s.accepted() == 1, Scene::preventSave)
                        .when(s -> s.open(Call.SUBMIT) == 0, s -> {})
                        .there(Scene::knowsOperation)
                        .then("asks, finds it, waits for it")
                        .saying("had been accepted: it is operation"),
                killed("location saved, before the first poll")
                        .blockedSave("<operation>")
                        .there(s -> s.disk().equals("location") && s.requests(Call.OPERATION) == 0)
                        .then("polls, goes on waiting"),
                killed("nobody waits: location saved, before the result was reported")
                        .options("")
                        .blockedSave("<outcome>ACCEPTED")
                        .then("reports the result")
                        .result("SUCCESS"),
                killed("waiting, between two polls")
                        .there(s -> s.requests(Call.OPERATION) >= 2)
                        .then("polls, goes on waiting"),
                killed("waiting, in the middle of a poll")
                        .prepare(s -> s.next(Call.OPERATION, Fault.none(), Fault.delay(HANGING)))
                        .there(s -> s.open(Call.OPERATION) == 1)
                        .then("polls, goes on waiting"),
                killed("waiting, in an outage (503)")
                        .prepare(s -> s.always(Call.OPERATION, Fault.answer(503)))
                        .there(s -> s.log().contains("Trouble since"))
                        .down(s -> s.always(Call.OPERATION, Fault.none()))
                        .then("polls, says that the outage is over")
                        .saying("The trouble is over after"),
                killed("waiting; the operation succeeds while Jenkins is down")
                        .there(s -> s.requests(Call.OPERATION) >= 2)
                        .down(s -> s.finish("completed"))
                        .then("polls, reports success"),
                killed("waiting; the operation fails while Jenkins is down")
                        .there(s -> s.requests(Call.OPERATION) >= 2)
                        .down(s -> s.finish("failed", "The image has no boot diagnostics."))
                        .then("polls, reports the failure")
                        .result("FAILURE")
                        .saying("The image has no boot diagnostics."),
                killed("operation over, during the cross-check of the offer")
                        .prepare(Scene::crossCheckHangs)
                        .when(s -> s.requests(Call.OPERATION) >= 1, s -> s.finish("completed"))
                        .there(s -> s.open(s.crossCheck) == 1)
                        .then("polls once more, reports success"),
                killed("after the end, before the result was reported")
                        .blockedSave("<outcome>(SUCCEEDED|IN_PREVIEW)")
                        .when(s -> s.requests(Call.OPERATION) >= 1, s -> s.finish("completed"))
                        .then("reports success without another poll"),
                killed("after the end, a failure, before it was reported")
                        .blockedSave("<outcome>FAILED")
                        .when(s -> s.requests(Call.OPERATION) >= 1, s -> s.finish("failed", "No plan is visible."))
                        .then("reports the failure without another poll")
                        .result("FAILURE")
                        .saying("No plan is visible."),
                killed("aborted, before the abort was reported")
                        .holdingThePipeline()
                        .there(s -> s.disk().equals("outcome ABORTED"))
                        .when(s -> s.requests(Call.OPERATION) >= 2, Scene::abort)
                        .then("ends the build, says how to watch the operation")
                        .result("ABORTED")
                        .saying("To watch it: marketplaceWait operation: '"),
                killed("aborted with cancelOnAbort, during the request to cancel")
                        .options(", wait: true, cancelOnAbort: true")
                        .prepare(s -> s.next(Call.CANCEL, Fault.drop().late(HANGING)))
                        .when(s -> s.requests(Call.OPERATION) >= 2, Scene::abort)
                        .there(s -> s.open(Call.CANCEL) == 1)
                        .beforeRelease(s -> s.log().contains("was canceled."))
                        .then("cancels, waits until it is canceled")
                        .result("ABORTED")
                        .saying("was canceled."),
                killed("aborted with cancelOnAbort, canceled, before the result was reported")
                        .options(", wait: true, cancelOnAbort: true")
                        .when(s -> s.requests(Call.OPERATION) >= 2, Scene::abort)
                        .blockedSave("<outcome>CANCELED")
                        .then("reports how it ended")
                        .result("ABORTED")
                        .saying("was canceled."),
                killed("onConflict: 'wait', while another operation runs")
                        .options(", wait: true, onConflict: 'wait'")
                        .prepare(Scene::foreignOperation)
                        .there(s -> s.log().contains("Waiting until the operation"))
                        .down(s -> s.finish("completed"))
                        .then("asks again, then submits"),
                killed("waiting, in the durability PERFORMANCE_OPTIMIZED")
                        .performanceOptimized()
                        .there(s -> s.requests(Call.OPERATION) >= 2)
                        .then("Jenkins can't resume such a build; its record names the operation")
                        .result("FAILURE"));
    }

    private static CrashRow killed(String when) {
        return new CrashRow(when);
    }

    private CrashRow options(String parameters) {
        options = parameters;
        return this;
    }

    private CrashRow performanceOptimized() {
        performanceOptimized = true;
        return this;
    }

    /** The pipeline does not get further than the end of the step, until Jenkins is killed. */
    private CrashRow holdingThePipeline() {
        holding = true;
        return this;
    }

    /** What must happen after the restart before operations go on. */
    private CrashRow beforeRelease(Predicate<Scene> event) {
        beforeRelease = event;
        return this;
    }

    private CrashRow prepare(Action action) {
        preparations.add(action);
        return this;
    }

    /** The first request of this kind gets no answer, and is not processed. */
    private CrashRow hanging(Call call) {
        return prepare(s -> s.next(call, Fault.drop().late(HANGING))).there(s -> s.open(call) == 1);
    }

    /** The build comes to a stop when its record on disk says this. */
    private CrashRow blockedSave(String pattern) {
        Pattern said = Pattern.compile(pattern);
        return prepare(s -> s.blockSave(pattern))
                .there(s -> said.matcher(s.file("build.xml")).find());
    }

    private CrashRow when(Predicate<Scene> when, Action what) {
        moves.add(new Move(when, what));
        return this;
    }

    private CrashRow there(Predicate<Scene> point) {
        there = point;
        return this;
    }

    private CrashRow down(Action action) {
        downtime.add(action);
        return this;
    }

    private CrashRow then(String what) {
        afterwards = what;
        return this;
    }

    private CrashRow result(String expected) {
        result = expected;
        return this;
    }

    private CrashRow saying(String sentence) {
        sayings.add(sentence);
        return this;
    }

    /** A row in one run of the matrix, with an offer of its own. */
    static final class Scene {

        private static final String PUBLISHER = "contoso";

        private final CrashRow row;
        private final ServiceSimulator simulator;
        private final RealJenkinsExtension jenkins;
        private final String step;
        private final String parameter;
        private final Call crossCheck;
        private final String offer;
        private String diskThen = "";
        private String serviceThen = "";
        private int looksThen;

        Scene(
                CrashRow row,
                int number,
                ServiceSimulator simulator,
                RealJenkinsExtension jenkins,
                String step,
                String parameter,
                Call crossCheck) {
            this.row = row;
            this.simulator = simulator;
            this.jenkins = jenkins;
            this.step = step;
            this.parameter = parameter;
            this.crossCheck = crossCheck;
            this.offer = "offer-" + number;
        }

        String offer() {
            return offer;
        }

        void begin() throws Throwable {
            for (Action preparation : row.preparations) {
                preparation.on(this);
            }
            String call = "def result = " + step + " publisher: '" + PUBLISHER + "', offer: '" + offer
                    + "', credentialsId: '" + offer + "'" + parameter + row.options
                    + "\necho \"It returned ${result.state}.\"\n";
            String script = row.holding ? "try {\n" + call + "} finally {\n" + RemoteBuilds.HOLD + "\n}" : call;
            jenkins.runRemotely(RemoteBuilds::start, new RemoteBuilds.Job(offer, script, row.performanceOptimized));
        }

        /** Until the build is at the point. */
        void advance(Duration patience) throws Throwable {
            for (Move move : row.moves) {
                await(row.killed).atMost(patience).until(() -> move.when.test(this));
                move.what.on(this);
            }
            await(row.killed).atMost(patience).until(this::isThere);
        }

        boolean isThere() {
            return row.there.test(this);
        }

        void whileDown() throws Throwable {
            diskThen = disk();
            serviceThen = accepted() == 0 ? "nothing" : "the operation";
            looksThen = requests(Call.OPERATION);
            for (Action action : row.downtime) {
                action.on(this);
            }
        }

        boolean mayBeReleased() {
            return row.beforeRelease.test(this);
        }

        void check(String result) {
            assertThat(row.killed + ": accepted", accepted(), is(1));
            assertThat(row.killed + ": result", result, is(row.result));
            String log = log();
            for (String saying : row.sayings) {
                assertThat(row.killed, log, containsString(saying));
            }
            if (result.equals("SUCCESS")) {
                assertThat(row.killed, log, containsString("It returned "));
            }
            if (row.afterwards.contains("without another poll")) {
                assertThat(row.killed, requests(Call.OPERATION), is(looksThen));
            }
        }

        /** Cells of the table that is printed and documented. */
        String line(String result) {
            return String.join(
                    " | ",
                    row.killed,
                    diskThen,
                    serviceThen,
                    row.afterwards,
                    result,
                    String.valueOf(requests(Call.SUBMIT)),
                    String.valueOf(accepted()));
        }

        private void next(Call call, Fault... faults) {
            simulator.nextFor(offer, call, faults);
        }

        /** Where the cross-check reads the list, the first read of it is the one before the request. */
        private void crossCheckHangs() {
            if (crossCheck == Call.SUBMISSIONS) {
                next(crossCheck, Fault.none(), Fault.delay(HANGING));
            } else {
                next(crossCheck, Fault.delay(HANGING));
            }
        }

        private void always(Call call, Fault fault) {
            simulator.alwaysFor(offer, call, fault);
        }

        private int requests(Call call) {
            return simulator.requestsFor(offer, call);
        }

        private int open(Call call) {
            return simulator.openRequestsFor(offer, call);
        }

        private int accepted() {
            return simulator.accepted(offer);
        }

        private void finish(String state, String... reasons) {
            simulator.finish(offer, state, reasons);
        }

        private void foreignOperation() {
            simulator.foreignOperation(PUBLISHER, offer, "publish");
        }

        private void blockSave(String pattern) throws Throwable {
            jenkins.runRemotely(RemoteBuilds::blockSave, offer, pattern);
        }

        private void preventSave() throws Throwable {
            jenkins.runRemotely(RemoteBuilds::preventSave, offer);
        }

        private void abort() throws Throwable {
            jenkins.runRemotely(RemoteBuilds::abort, offer);
        }

        private boolean knowsOperation() {
            try {
                return jenkins.runRemotely(RemoteBuilds::knowsOperation, offer);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        private String log() {
            return file("log");
        }

        /** What the build's record says of the publication, in a few words. */
        private String disk() {
            String record = file("build.xml");
            Matcher outcome = Pattern.compile("<outcome>(\\w+)").matcher(record);
            if (outcome.find()) {
                return "outcome " + outcome.group(1);
            }
            String canceling =
                    Pattern.compile("<cancelDeadline>[1-9]").matcher(record).find() ? ", canceling" : "";
            if (record.contains("<operation>")) {
                return "location" + canceling;
            }
            return (Pattern.compile("<intent>[1-9]").matcher(record).find() ? "intent" : "the wish") + canceling;
        }

        private String file(String name) {
            Path build = jenkins.getHome().toPath().resolve(Path.of("jobs", offer, "builds", "1", name));
            try {
                return Files.readString(build);
            } catch (NoSuchFileException e) {
                return "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
