package io.jenkins.plugins.azuremarketplace.api.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,", "nul", "{'a': 1}", "NaN", "<html>", "\u0000", "\uFEFF", "01", "{\"a\": 1e}"
            })
    void whatIsNoJsonIsMissing(String text) {
        assertThat(Json.parse(text).isMissingNode(), is(true));
    }

    @Test
    void numbersAndNestingBeyondAllReasonAreMissing() {
        assertThat(Json.parse("[".repeat(50_000)).isMissingNode(), is(true));
        assertThat(
                Json.parse("{\"a\": " + "9".repeat(100_000) + "}")
                                .path("a")
                                .asText()
                                .length()
                        <= 1000,
                is(true));
    }

    @Test
    void aByteOrderMarkIsNoMatter() {
        assertThat(Json.parse("\uFEFF{\"a\": 1}").path("a").asInt(), is(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"x\" | x",
                "5 | 5",
                "1.5 | 1.5",
                "true | true",
                "\"\" | ''",
                "null | other",
                "{} | other",
                "[\"x\"] | other",
            })
    void textIsReadFromTheFirstFieldThatHasSome(String value, String text) {
        assertThat(Json.text(Json.parse("{\"a\": " + value + ", \"b\": \"other\"}"), "a", "b"), is(text));
        assertThat(Json.text(Json.parse("{\"c\": " + value + "}"), "a", "b"), is(""));
        assertThat(Json.text(Json.parse(value), "a"), is(""));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "'\"5\"', 5",
        "'\" 5 \"', 5",
        "5.9, 5",
        "-5, -5",
        "null, 7",
        "'\"x\"', 7",
        "{}, 7",
        "[5], 7",
        "99999999999, 2147483647",
        "-99999999999, -2147483648",
        "'\"99999999999\"', 2147483647",
        "1e300, 2147483647"
    })
    void aNumberIsReadWhereverThereIsOne(String value, int number) {
        assertThat(Json.number(Json.parse("{\"a\": " + value + "}"), "a", 7), is(number));
        assertThat(Json.number(Json.parse("{}"), "a", 7), is(7));
    }

    @Test
    void onlyAnArrayHasElements() {
        assertThat(Json.elements(Json.parse("[1, null, {}]")), hasSize(3));
        for (String other : new String[] {"{\"a\": 1}", "null", "5", "\"x\"", ""}) {
            assertThat(Json.elements(Json.parse(other)), is(empty()));
        }
    }
}
