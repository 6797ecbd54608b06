package io.jenkins.plugins.azuremarketplace.api.changes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.changes.Change.Kind;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static Comparison comparison(Map<String, JsonNode> parts, Map<String, JsonNode> before) {
        return Comparison.of(Slot.PREVIEW, parts, Slot.LIVE, before);
    }

    private static List<String> members(String before, String after) {
        return comparison(Map.of("part", Json.parse(after)), Map.of("part", Json.parse(before))).changes().stream()
                .flatMap(change -> change.members().stream())
                .toList();
    }

    private static String many(int number, IntFunction<String> value) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"m" + i + "\": " + value.apply(i))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`a`: 1} | {`a`: 2} | a",
                "{`a`: 1} | {`a`: `1`} | a",
                "{`a`: 1} | {} | a",
                "{`a`: null} | {} | a",
                "{} | {`a`: 1, `b`: 2} | a b",
                "{`a`: {`b`: {`c`: 1, `d`: 1}}} | {`a`: {`b`: {`c`: 2, `d`: 1}}} | a.b.c",
                "{`a`: {`b`: 1}} | {`a`: [1]} | a",
                "{`a`: [{`b`: 1}]} | {`a`: [{`b`: 2}]} | a",
                "{`a`: [1, 2]} | {`a`: [1]} | a",
                "{`a`: [1, 2]} | {`a`: [2, 1]} | a",
                "[1] | [2] | (whole)",
                "{`<b>a</b>`: 1} | {} | a"
            })
    void namesTheMembersThatDiffer(String before, String after, String names) {
        assertThat(String.join(" ", members(before.replace('`', '"'), after.replace('`', '"'))), is(names));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a.example/x.vhd?sv=1&sig=A%3D   | https://a.example/x.vhd?sv=2&sig=B      | true",
                "https://a.example/x.vhd?sig=A           | https://a.example/x.vhd?SIG=B&sv=1      | true",
                "http://a.example/x?Signature=A          | http://a.example/x?signature=B          | true",
                "https://a.example/x.vhd?sig=A           | https://a.example/y.vhd?sig=A           | false",
                "https://a.example/x?page=1              | https://a.example/x?page=2              | false",
                "https://a.example/x?design=1            | https://a.example/x?design=2            | false",
                "see https://a.example/x?sig=1           | see https://a.example/x?sig=2           | false"
            })
    void takesOfASignedUrlNoMoreThanItsPlace(String before, String after, boolean same) {
        for (String form : List.of("{\"url\": \"%s\"}", "{\"url\": [{\"deep\": [\"%s\"]}]}")) {
            assertThat(members(form.formatted(before), form.formatted(after)).isEmpty(), is(same));
        }
    }

    @Test
    void tellsWhatIsAddedRemovedAndChangedByPath() {
        JsonNode one = Json.parse("{\"a\": 1}");
        JsonNode other = Json.parse("{\"a\": 2}");

        Comparison comparison =
                comparison(Map.of("b", one, "a", other, "c", one), Map.of("c", one, "d", one, "a", one));

        assertThat(comparison.first(), is(false));
        assertThat(
                comparison.changes(),
                contains(
                        new Change("a", Kind.CHANGED, List.of("a"), 0),
                        new Change("b", Kind.ADDED, List.of(), 0),
                        new Change("d", Kind.REMOVED, List.of(), 0)));
    }

    @Test
    void everythingIsNewWhereNothingEverWas() {
        Comparison comparison = comparison(Map.of("a", Json.parse("{}")), null);

        assertThat(comparison.first(), is(true));
        assertThat(comparison.changes(), contains(new Change("a", Kind.ADDED, List.of(), 0)));
    }

    @Test
    void saysWhatWasLeftOutWhereThereIsTooMuch() {
        Map<String, JsonNode> parts =
                IntStream.range(0, 250).boxed().collect(Collectors.toMap(i -> "part" + i, i -> Json.parse("{}")));

        assertThat(comparison(parts, null).changes(), hasSize(200));
        assertThat(comparison(parts, null).more(), is(50));

        Change change = comparison(
                        Map.of("part", Json.parse(many(70, i -> "1"))), Map.of("part", Json.parse(many(70, i -> "2"))))
                .changes()
                .get(0);
        assertThat(change.members(), hasSize(50));
        assertThat(change.more(), is(20));
    }

    @Test
    void tellsNoValues() {
        Comparison comparison = comparison(
                Map.of("part", Json.parse("{\"a\": \"s3cret1\"}"), "new", Json.parse("{\"a\": \"s3cret2\"}")),
                Map.of("part", Json.parse("{\"a\": \"s3cret3\"}")));

        assertThat(comparison.toString(), not(containsString("s3cret")));
    }

    @Test
    void comparesThePreviewOnlyIfThereIsOne() {
        Map<String, JsonNode> parts = Map.of("a", Json.parse("{}"));

        assertThat(
                Comparison.of(parts, parts, null).stream().map(Comparison::slot).toList(),
                contains(Slot.PREVIEW, Slot.DRAFT));
        assertThat(
                Comparison.of(parts, null, null).stream().map(Comparison::slot).toList(), contains(Slot.DRAFT));
        assertThat(Comparison.of(parts, parts, parts).get(0).changes(), is(empty()));
    }
}
