package io.jenkins.plugins.azuremarketplace;

import hudson.ExtensionList;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.simulator.SimulatorProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What a wait costs a controller, beside the loop of httpRequest and sleep that people write today. Not a test: its name
 * keeps it from being run with them. {@code mvn test -Dtest=ControllerBenchmark}; see docs/performance.md.
 */
@WithJenkins
class ControllerBenchmark {

    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final int LOOKS = Integer.getInteger("benchmark.looks", 200);
    private static final Duration INTERVAL = Duration.ofMillis(Integer.getInteger("benchmark.interval", 50));

    /** Looks of each kind that come before the first round: a controller runs for weeks, its code is compiled. */
    private static final int WARM_UP = Integer.getInteger("benchmark.warmUp", 20_000);

    /** Of the looks of a build, the first and the last tenth don't count: in between, nothing but looks happens. */
    private static final int MARGIN = 10;

    private static final String TOKEN_FORM =
            "grant_type=client_credentials&client_id=66666666-7777-8888-9999-000000000000"
                    + "&client_secret=" + SimulatedPortal.SECRET
                    + "&scope=https%3A%2F%2Fcloudpartner.azure.com%2F.default";
    private static final String TOKEN_PATH = "/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token";
    private static final String GO_LIVE = "/golive?api-version=2017-10-31";

    private JenkinsRule jenkins;
    private SimulatorProcess portal;
    private Duration interval = INTERVAL;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = SimulatorProcess.start();
        portal.hold();
        SimulatedPortal.configure(portal.url(), portal.url());
        ExtensionList<MarketplaceConnector> connectors = ExtensionList.lookup(MarketplaceConnector.class);
        MarketplaceConnector original = connectors.get(0);
        connectors.remove(original);
        connectors.add(0, new HastyConnector());
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    /** The same publication by the step, by the loop, and a pipeline that only sleeps, in turns. */
    @Test
    void looks() throws Exception {
        interval = Duration.ofMillis(2);
        watch("warm-up-step", step("warm-up-step"), WARM_UP);
        watch("warm-up-loop", loop("warm-up-loop"), WARM_UP / 10);
        interval = INTERVAL;
        print(
                "| round | by | looks | ms per look | CPU ms per look | with compilers | flow nodes per look | bytes per look"
                        + " | log lines per look | whole build: flow nodes | bytes | log lines |");
        for (int round = 1; round <= ROUNDS; round++) {
            BuildCost step = watch("step-" + round, step("step-" + round), LOOKS);
            BuildCost loop = watch("loop-" + round, loop("loop-" + round), LOOKS);
            double idle = idle();
            print("| " + round + " | step | " + step.row());
            print("| " + round + " | loop | " + loop.row());
            print(String.format(
                    "| %d | step / loop: 1 / %.1f; without what Jenkins needs by itself (%.1f CPU ms per second): 1 / %.1f |",
                    round,
                    loop.cpuPerLook() / step.cpuPerLook(),
                    idle,
                    loop.cpuPerLookBeyond(idle) / step.cpuPerLookBeyond(idle)));
        }
    }

    /** A go-live that is not waited for: the step, from its start to its end, beside its requests alone. */
    @Test
    void coldStart() throws Exception {
        print("| round | requests alone ms | step ms | own share ms | step / requests |");
        for (int round = 0; round <= 2 * ROUNDS; round++) {
            ExtensionList<MarketplaceConnector> connectors = ExtensionList.lookup(MarketplaceConnector.class);
            connectors.remove(connectors.get(0));
            connectors.add(0, new MarketplaceConnector());
            double step = goLive("cold-step-" + round);
            double raw = requests("cold-raw-" + round);
            print(String.format("| %d | %.1f | %.1f | %.1f | %.1f |", round, raw, step, step - raw, step / raw));
        }
    }

    private double goLive(String offer) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                pipeline("marketplaceGoLive publisher: 'contoso', offer: '" + offer + "'\necho 'over'"));
        List<FlowNode> nodes = new ArrayList<>();
        new FlowGraphWalker(BuildCost.execution(run)).forEach(nodes::add);
        long start = time(nodes, "marketplaceGoLive");
        long end = time(nodes, "echo");
        return end - start;
    }

    private static long time(List<FlowNode> nodes, String function) {
        return nodes.stream()
                .filter(node -> node.getDisplayFunctionName().startsWith(function))
                .mapToLong(TimingAction::getStartTime)
                .findFirst()
                .orElseThrow();
    }

    /** Token, list of operations and go-live, as the step asks for them. */
    private double requests(String offer) throws IOException {
        long since = System.nanoTime();
        OkHttpClient http = new OkHttpClient();
        RequestBody form = RequestBody.create(TOKEN_FORM, MediaType.get("application/x-www-form-urlencoded"));
        String answer =
                body(http, new Request.Builder().url(portal.url() + TOKEN_PATH).post(form));
        String token = answer.split("\"access_token\":\"")[1].split("\"")[0];
        String url = portal.url() + "/api/publishers/contoso/offers/" + offer;
        body(http, authorized(url + "/submissions/?status=running&api-version=2017-10-31", token));
        RequestBody nothing = RequestBody.create(new byte[0]);
        body(http, authorized(url + GO_LIVE, token).header("If-Match", "*").post(nothing));
        return (System.nanoTime() - since) / 1e6;
    }

    private static Request.Builder authorized(String url, String token) {
        return new Request.Builder().url(url).header("Authorization", "Bearer " + token);
    }

    private static String body(OkHttpClient http, Request.Builder request) throws IOException {
        try (Response response = http.newCall(request.build()).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(response.toString());
            }
            return response.body().string();
        }
    }

    private static String step(String offer) {
        return "marketplaceGoLive publisher: 'contoso', offer: '" + offer + "', wait: true";
    }

    private String loop(String offer) {
        return """
                def answer = httpRequest url: '%1$s%2$s', httpMode: 'POST', contentType: 'APPLICATION_FORM',
                    requestBody: '%3$s'
                def headers = [
                    [name: 'Authorization', value: 'Bearer ' + answer.content.split('"access_token":"')[1].split('"')[0],
                     maskValue: true],
                    [name: 'If-Match', value: '*']]
                def accepted = httpRequest url: '%1$s/api/publishers/contoso/offers/%4$s%5$s', httpMode: 'POST',
                    customHeaders: headers, validResponseCodes: '202'
                def location = '%1$s' + accepted.headers['Location'][0]
                def status = 'running'
                while (status == 'running') {
                    sleep time: %6$d, unit: 'MILLISECONDS'
                    def operation = httpRequest url: location, customHeaders: headers
                    status = operation.content.split('"status":"')[1].split('"')[0]
                }
                """.formatted(portal.url(), TOKEN_PATH, TOKEN_FORM, offer, GO_LIVE, interval.toMillis());
    }

    private BuildCost watch(String offer, String script, int count) throws Exception {
        WorkflowJob job = pipeline(script);
        portal.expect(offer, count / MARGIN, count - count / MARGIN, count);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        int from = awaitFirstLooks(run);
        BuildCost.Size before = BuildCost.Size.of(run);
        long since = System.nanoTime();
        BuildCost.Cpu cpu = BuildCost.Cpu.now();
        int to = portal.await();
        cpu = cpu.since();
        long nanos = System.nanoTime() - since;
        BuildCost.Size after = BuildCost.Size.of(run);
        int all = portal.await();
        jenkins.waitForCompletion(run);
        jenkins.assertBuildStatusSuccess(run);
        return new BuildCost(all, to - from, nanos / 1e6, cpu, before, after, BuildCost.Size.of(run));
    }

    private int awaitFirstLooks(WorkflowRun run) throws IOException, InterruptedException {
        while (!portal.isHere()) {
            if (!run.isBuilding()) {
                throw new IllegalStateException(JenkinsRule.getLog(run));
            }
            Thread.sleep(20);
        }
        return portal.await();
    }

    /** The CPU that Jenkins needs by itself while a pipeline sleeps, in milliseconds per second. */
    private double idle() throws Exception {
        Duration lasting = interval.multipliedBy(LOOKS);
        WorkflowRun run = pipeline("sleep time: " + (lasting.toMillis() + 2000) + ", unit: 'MILLISECONDS'")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Sleeping", run);
        BuildCost.Cpu cpu = BuildCost.Cpu.now();
        Thread.sleep(lasting.toMillis());
        cpu = cpu.since();
        jenkins.waitForCompletion(run);
        return cpu.without() / lasting.toMillis() * 1000;
    }

    private WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    @SuppressWarnings("java:S106")
    private static void print(String line) {
        System.out.println(line);
    }

    /** Looks far more often than can be configured; nothing else is different. */
    private final class HastyConnector extends MarketplaceConnector {

        @Override
        public PollSchedule schedule(MarketplaceApi api) {
            return PollSchedule.every(interval, Duration.ofMinutes(1), PollSchedule.LOOPBACK_ABSENCE);
        }
    }
}
