package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import io.jenkins.plugins.azuremarketplace.step.CrashRow.Scene;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Kills a Jenkins process in the middle of everything and starts it again: no publication is lost and none is doubled. One
 * Jenkins runs a build for every row of the matrix; when each has come to its point and stands there, the process gets
 * SIGKILL.
 */
class CrashMatrixTest {

    private static final Logger LOGGER = Logger.getLogger(CrashMatrixTest.class.getName());
    private static final Path DOCUMENT = Path.of("docs", "reliability.md");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .withPort(lastingPort())
            .withPackageLogger(PublicationStepExecution.class, Level.FINE);

    /** A service that offers are published at, and what a script says to use it. */
    enum Backend {
        CLOUD_PARTNER_PORTAL("Cloud Partner Portal", "", Call.STATUS, PortalSimulator::start),
        PRODUCT_INGESTION(
                "Product Ingestion", ", api: 'productIngestion'", Call.SUBMISSIONS, IngestionSimulator::start);

        private final String title;
        private final String parameter;

        /** What reads the offer after its operation reported success. */
        private final Call crossCheck;

        private final Supplier<ServiceSimulator> simulator;

        Backend(String title, String parameter, Call crossCheck, Supplier<ServiceSimulator> simulator) {
            this.title = title;
            this.parameter = parameter;
            this.crossCheck = crossCheck;
            this.simulator = simulator;
        }
    }

    /**
     * A port for both boots. While Jenkins is down nobody holds it, so it must not be one of those that systems hand out to
     * outgoing connections.
     */
    private static int lastingPort() {
        for (int port : new Random().ints(100, 20_000, 30_000).toArray()) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                LOGGER.log(Level.FINE, "Port {0} is taken", port);
            }
        }
        throw new IllegalStateException("There is no free port");
    }

    static Stream<Arguments> backendsAndTargets() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(Target.LIVE, Target.PREVIEW).map(target -> arguments(backend, target)));
    }

    @ParameterizedTest
    @MethodSource("backendsAndTargets")
    void everyBuildEndsWellAndNothingIsSubmittedTwice(Backend backend, Target target) throws Throwable {
        try (ServiceSimulator simulator = backend.simulator.get()) {
            simulator.publicationTakes(Duration.ofSeconds(2));
            simulator.hold();
            List<Scene> scenes = new ArrayList<>();

            jenkins.startJenkins();
            String endpoint = simulator.endpoint().toString();
            String authority = simulator.authority().toString();
            jenkins.runRemotely(RemoteBuilds::configure, endpoint, authority);
            jenkins.runRemotely(RemoteBuilds::prepareForHanging);
            for (CrashRow row : CrashRow.all()) {
                Scene scene = new Scene(
                        row,
                        scenes.size() + 1,
                        simulator,
                        jenkins,
                        target == Target.LIVE ? "marketplaceGoLive" : "marketplacePublish",
                        backend.parameter,
                        backend.crossCheck);
                scene.begin();
                scenes.add(scene);
            }
            Duration patience = Duration.ofSeconds(50);
            for (Scene scene : scenes) {
                scene.advance(patience);
            }
            await("all rows at their points")
                    .atMost(patience)
                    .until(() -> scenes.stream().allMatch(Scene::isThere));
            Process process = jenkins.getProcess();
            jenkins.stopJenkinsForcibly();
            process.waitFor();

            for (Scene scene : scenes) {
                scene.whileDown();
            }
            jenkins.startJenkins();
            await("what must precede")
                    .atMost(patience)
                    .until(() -> scenes.stream().allMatch(Scene::mayBeReleased));
            simulator.release();
            Map<String, String> results = new LinkedHashMap<>();
            await("all builds over")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        results.putAll(results());
                        return !results.containsValue(null);
                    });
            int driven = jenkins.runRemotely(RemoteBuilds::driven);
            jenkins.stopJenkins();

            List<String> table = table(backend.title + ", " + target.noun(), scenes, results);
            table.forEach(System.out::println);
            assertAll(Stream.concat(
                    scenes.stream().map(scene -> () -> scene.check(results.get(scene.offer()))),
                    Stream.of(
                            () -> assertThat("publications that are still driven", driven, is(0)),
                            () -> assertThat("accepted in all", simulator.accepted(), is(scenes.size())),
                            () -> assertDocumented(table))));
        }
    }

    private Map<String, String> results() {
        try {
            return jenkins.runRemotely(RemoteBuilds::results);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> table(String title, List<Scene> scenes, Map<String, String> results) {
        List<String> table = new ArrayList<>();
        table.add("### " + title);
        table.add("");
        table.add("| # | Killed | On disk | Service knows | After the restart | Result | Requests | Accepted |");
        table.add("|--:|---|---|---|---|---|--:|--:|");
        for (Scene scene : scenes) {
            table.add("| " + (table.size() - 3) + " | " + scene.line(results.get(scene.offer())) + " |");
        }
        return table;
    }

    private static void assertDocumented(List<String> table) throws Exception {
        List<String> document = Files.readAllLines(DOCUMENT);
        assertAll(table.stream().map(line -> () -> assertThat(DOCUMENT.toString(), document, hasItem(line))));
    }
}
