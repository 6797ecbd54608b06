package io.jenkins.plugins.azuremarketplace.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * All that a command has to do with its surroundings.
 *
 * @param environment the value of an environment variable, or null
 * @param password asks for something that is not shown while it is typed; null if there is nobody to ask
 */
record Terminal(
        PrintStream out, PrintStream err, UnaryOperator<String> environment, Function<String, char[]> password) {

    static Terminal ofProcess() {
        return new Terminal(
                stream(FileDescriptor.out, System.out),
                stream(FileDescriptor.err, System.err),
                System::getenv,
                Terminal::ask);
    }

    /** Containers often run without a locale; quotation marks must not become question marks there. */
    private static PrintStream stream(FileDescriptor file, PrintStream ordinary) {
        String charset = System.getProperty("native.encoding", "UTF-8");
        boolean ascii = Charset.isSupported(charset) && Charset.forName(charset).equals(StandardCharsets.US_ASCII);
        return ascii ? new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8) : ordinary;
    }

    private static char[] ask(String prompt) {
        Console console = System.console();
        return console == null ? null : console.readPassword("%s", prompt);
    }

    /** One line on standard error, about what is no error yet. */
    void warn(String message) {
        err.println("Warning: " + message);
    }
}
