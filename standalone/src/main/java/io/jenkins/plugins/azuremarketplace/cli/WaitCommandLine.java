package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.api.Target;

/** What to type to go on waiting for an operation. */
record WaitCommandLine(ServiceOptions service, WatchOptions watch, Target target) {

    String of(String operation) {
        if (service.isBuiltIn()) {
            return "impossible, since the simulator ends with this command";
        }
        String options = ShellWords.join(service.words());
        String pace = ShellWords.join(watch.words());
        return Main.NAME + " wait --operation " + ShellWords.quote(operation)
                + (target == Target.LIVE ? "" : " --target " + target.word()) + " " + options
                + (pace.isEmpty() ? "" : " " + pace);
    }

    /** Whether there is a service to go on with. */
    boolean isPossible() {
        return !service.isBuiltIn();
    }
}
