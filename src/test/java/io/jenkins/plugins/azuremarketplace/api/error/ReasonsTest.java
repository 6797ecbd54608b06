package io.jenkins.plugins.azuremarketplace.api.error;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonsTest {

    @Test
    void becomeSentences() {
        assertThat(Reasons.sentences(List.of()), is(""));
        assertThat(Reasons.sentences(List.of("One", "Two.", "Three…")), is("One. Two. Three…"));
    }

    @Test
    void areCutInALogOneByOne() {
        String text = "x".repeat(5_000);

        assertThat(Reasons.sentences(List.of(text, text)), is("x".repeat(3_999) + "… " + "x".repeat(3_999) + "…"));
    }

    @Test
    void areKeptOnce() {
        assertThat(Reasons.bounded(List.of("One", "Two", "One")), contains("One", "Two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "製", "🚀"})
    void haveRoomInBytes(String character) {
        String text = character.repeat(40_000 / character.length());

        List<String> kept = Reasons.bounded(List.of(text + "1", text + "2", text + "3", text + "4"));

        String all = String.join("", kept);
        int bytes = all.getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes, is(lessThanOrEqualTo(64_000)));
        assertThat(bytes, is(greaterThan(63_970)));
        assertThat(all.charAt(all.length() - 1), is('…'));
    }

    @Test
    void areNotTooMany() {
        assertThat(
                Reasons.bounded(
                        IntStream.range(0, 1_000).mapToObj(i -> "Reason " + i).toList()),
                hasSize(200));
    }
}
