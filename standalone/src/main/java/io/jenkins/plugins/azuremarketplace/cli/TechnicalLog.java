package io.jenkins.plugins.azuremarketplace.cli;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** What libraries and the engine write through {@code java.util.logging}; nobody sees it unless asked for. */
final class TechnicalLog {

    /** Loggers are forgotten, with their levels, when nobody holds them. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.azuremarketplace");

    private TechnicalLog() {}

    static void silence() {
        LogManager.getLogManager().reset();
        ROOT.setLevel(Level.WARNING);
    }

    static void show(PrintStream err) {
        OURS.setLevel(Level.FINE);
        ROOT.addHandler(new ErrorStream(err));
    }

    private static final class ErrorStream extends StreamHandler {
        ErrorStream(PrintStream err) {
            super(err, new SimpleFormatter());
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord message) {
            super.publish(message);
            flush();
        }
    }
}
