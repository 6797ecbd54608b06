package io.jenkins.plugins.azuremarketplace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a command says: sentences, errors, and with {@code --json} one JSON document on standard output, with everything
 * else on standard error.
 */
final class Output {

    private final Terminal terminal;
    private final boolean json;
    private final AtomicBoolean ended = new AtomicBoolean();

    Output(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    private PrintStream sentences() {
        return json ? terminal.err() : terminal.out();
    }

    void say(String sentence) {
        sentences().println(sentence);
    }

    /** The last words of an interrupted command: where Ctrl-C ended the reader of the output too, they go elsewhere. */
    void sayLast(String sentence) {
        sentences().println(sentence);
        if (sentences().checkError()) {
            terminal.err().println(sentence);
        }
    }

    /** One line on standard error. */
    void error(String message) {
        terminal.err().println("Error: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** One line on standard error, and the document of a command that did not get to a result of its own. */
    void fail(String state, String message) {
        error(message);
        end(Results.failure(state, message, List.of()));
    }

    /** The document; the first one counts. Printed in ASCII, whatever the terminal's charset is. */
    void end(JsonNode document) {
        if (json && ended.compareAndSet(false, true)) {
            try {
                terminal.out().println(Json.MAPPER
                        .writer()
                        .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .writeValueAsString(document));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
