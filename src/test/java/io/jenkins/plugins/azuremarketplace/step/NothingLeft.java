package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Checks that a Jenkins which is shut down leaves no thread of ours behind; must be registered before the Jenkins. */
final class NothingLeft implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        assertNoThreads();
    }

    static void assertNoThreads() {
        await("threads that are left").atMost(Duration.ofSeconds(10)).until(NothingLeft::threads, empty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().startsWith("Azure Marketplace")
                        || thread.getName().startsWith("OkHttp") && !thread.isDaemon())
                .map(Thread::getName)
                .toList();
    }
}
