package io.jenkins.plugins.azuremarketplace.cli;

import java.util.function.IntSupplier;

/** What happens on Ctrl-C, or when the process is told to terminate, for as long as this is open. */
final class Interruption implements AutoCloseable {

    private final Thread hook;

    /**
     * @param lastWords returns the exit code
     */
    Interruption(IntSupplier lastWords) {
        // The exit code of a signal is the JVM's choice, unless a hook ends the process first.
        hook = new Thread(() -> Runtime.getRuntime().halt(lastWords.getAsInt()), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From here on nothing happens; does not return if it is happening already. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException happening) {
            awaitTheEnd();
        }
    }

    private void awaitTheEnd() {
        while (true) {
            try {
                hook.join();
            } catch (InterruptedException itEndsAnyway) {
                // The process ends within milliseconds.
            }
        }
    }
}
