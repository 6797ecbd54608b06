package io.jenkins.plugins.azuremarketplace.api.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {" ", "\r\n\t", "\u0000", "\u200b\u202e", "<p></p>", "<script>x</script>", "&nbsp;", "\u001b[31m"
            })
    void nothingStaysNothing(String text) {
        assertThat(PlainText.of(text), is(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Step completed.",
                "Für Käufer – 製品 🚀",
                "a > b",
                "{\"a\": [1]}",
                "C:\\temp",
                "50 % (of $5)",
                "“x”"
            })
    void textStaysAsItIs(String text) {
        assertThat(PlainText.of(text), is(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No image for <b>plan</b> | No image for plan",
                "<p>One</p><p>Two</p> | One Two",
                "One<br/>Two<br>Three | One Two Three",
                "<ul><li>a</li><li>b</li></ul> | a b",
                "<a href=\"https://evil.example\" onclick=\"x()\">click</a> here | click (https://evil.example) here",
                "x<script>alert(1)</script>y | x y",
                "x<style>b {}</style>y | x y",
                "<img src=x onerror=alert(1)>text | text",
                "<!-- comment -->text | text",
                "<svg/onload=alert(1)>text | text",
                "text <b | text",
                "text <b class=' | text",
                "5 < 6 | 5 < 6",
                "< 5 day | < 5 day",
                "~2-5 days | ~2-5 days",
                "Fish &amp; chips | Fish & chips",
                "Fish & chips | Fish & chips",
                "a&lt;b&gt; | a<b>",
                "&quot;x&#39;&#x27; | \"x''",
                "&#27;[31mred | [31mred",
                "&#x202e;abc | abc",
                "a&nbsp;b | a b",
                "a&#0;b | ab",
                "a&#10;b | a b"
            })
    void markupAndEntitiesBecomeText(String html, String plain) {
        assertThat(PlainText.of(html), is(plain));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a href='https://x/y'>see here</a>. | see here (https://x/y).",
                "<A HREF=HTTP://x/y>see <b>here</b></A> | see here (HTTP://x/y)",
                "<a href=' https://x/y?a=1&amp;b=2 '>see</a> | see (https://x/y?a=1&b=2)",
                "<a href='https://x/y'>https://x/y</a> | https://x/y",
                "<a href='https://x/y/'>x/y</a> | x/y",
                "<a href='https://x/y'>at https://x/y it is</a> | at https://x/y it is",
                "<a href='https://evil.example'>https://good.example</a> | https://good.example (https://evil.example)",
                "<a href='https://x/y'></a> | (https://x/y)",
                "<a href='https://x/&lt;script&gt;'>see</a> | see (https://x/)",
                "<a href='https://x/&#x202e;&#27;[31my'>see</a> | see (https://x/y)",
                "<a href='javascript:alert(1)'>see</a> | see",
                "<a href='mailto:a@x.test'>see</a> | see",
                "<a href='/relative'>see</a> | see",
                "<a name='https://x/y'>see</a> | see"
            })
    void theAddressOfALinkFollowsItsWords(String html, String plain) {
        assertThat(PlainText.of(html), is(plain));
    }

    @Test
    void theAddressOfALinkIsBounded() {
        assertThat(
                PlainText.of("<a href='https://x/" + "y".repeat(1_000) + "'>see</a>")
                        .length(),
                is(lessThanOrEqualTo(310)));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u0000b', ab", "'a\u0007b', ab", "'a\u0008b', ab", "'a\u007fb', ab", "'a\u009bb', ab", "'a\u0090b', ab",
        "'a\u202eb', ab", "'a\u202ab', ab", "'a\u202cb', ab", "'a\u2066b', ab", "'a\u2069b', ab", "'a\u200eb', ab",
        "'a\u200fb', ab", "'a\u061cb', ab", "'a\u200bb', ab", "'a\u200cb', ab", "'a\u2060b', ab", "'a\ufeffb', ab",
        "'a\u00adb', ab", "'a\ue000b', ab", "'a\uffffb', ab", "'a\ud800b', ab", "'a\udc00b', ab", "'a\udb40\udc41b', ab"
    })
    void invisibleCharactersVanish(String text, String plain) {
        assertThat(PlainText.of(text), is(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "a\rb",
                "a\n\n\nb",
                "a\tb",
                "a\u000bb",
                "a\fb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u00a0b",
                "a\u3000b",
                "  a   b  ",
                "a \u200b b",
                "\u200b a\u2028 b \u0007",
                "<p>a</p>\n<p>b</p>"
            })
    void allSpaceAndLineBreaksBecomeOneSpace(String text) {
        assertThat(PlainText.of(text), is("a b"));
    }

    static String[][] escapes() {
        return new String[][] {
            {"\u001b[31mred\u001b[0m", "red"},
            {"\u001b[1;31;40mred\u001b[K", "red"},
            {"\u001b[2J\u001b[1;1Hx", "x"},
            {"\u001b[?25lx", "x"},
            {"\u001bcx", "cx"},
            {"x\u001b", "x"},
            {"x\u001b[", "x["},
            {"\u001b\u001b[0m[31mx", "[31mx"},
            {"\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007", "]8;;https://evil.examplelink]8;;"},
            {"\u009b31mred", "31mred"},
            {"<b>\u001b</b>[31mx", "[31mx"},
            {"&#x1b;[31m&amp;", "[31m&"},
        };
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void terminalEscapesVanish(String text, String plain) {
        assertThat(PlainText.of(text), is(plain));
    }

    @Test
    void aJenkinsConsoleNoteIsNoNoteAnyMore() {
        String note =
                "\u001b[8mha:////4AAAAH+LCAAAAAAAAP9b85aBtbiIQTGjNKU4P08vOT+vOD8nVc83PyU1x6OyILUoJzMv2y+/JJUBAhiZGBgqihhk0NSjKDWzXb3RdlLBUSYGJk8GtpzUvPSSDB8G5tKinBIGIZ+sxLJE/ZzEvHT94JKizLx0a6BxUmjGOUNodHsLgAzuEgYu/dLi1CL9vNKcHACFIKlWvwAAAA==\u001b[0m";

        String plain = PlainText.of("before " + note + "after", 1000);

        assertThat(plain, startsWith("before ha:////4AAAA"));
        assertThat(plain, endsWith("after"));
        assertThat(plain, not(containsString("\u001b")));
    }

    @Test
    void aLongTextIsCutAndTheCutIsMarked() {
        assertThat(PlainText.of("x".repeat(4_000)), is("x".repeat(4_000)));
        assertThat(PlainText.of("x".repeat(4_001)), is("x".repeat(3_999) + "…"));
        assertThat(PlainText.of("abcdef", 6), is("abcdef"));
        assertThat(PlainText.of("abcdef", 5), is("abcd…"));
        assertThat(PlainText.of("abcdef", 1), is("…"));
    }

    @Test
    void noHalfCharacterIsLeftAtTheCut() {
        assertThat(PlainText.of("abc🚀def", 5), is("abc…"));
        assertThat(PlainText.of("abc🚀def", 6), is("abc🚀…"));
        assertThat(PlainText.of("🚀🚀", 2), is("…"));
    }

    @Test
    void noHalfCharacterIsLeftWhereReadingEnds() {
        String text = "&amp;".repeat(11_999) + "aaaa" + "🚀".repeat(10);

        assertThat(PlainText.of(text, 30_000), is("&".repeat(11_999) + "aaaa…"));
    }

    @Test
    void aHugeTextIsNotReadToItsEnd() {
        String huge = "<p>".repeat(10_000) + "x".repeat(100_000);
        assertThat(PlainText.of("word ".repeat(20_000)).length(), is(lessThanOrEqualTo(4_000)));
        assertThat(PlainText.of("word ".repeat(20_000)), endsWith("…"));
        assertThat(PlainText.of(huge).length(), is(lessThanOrEqualTo(4_000)));
        assertThat(PlainText.of("<".repeat(100_000)).length(), is(lessThanOrEqualTo(4_000)));
        assertThat(PlainText.of("&".repeat(100_000)).length(), is(lessThanOrEqualTo(4_000)));
        assertThat(PlainText.of("\u001b[".repeat(50_000)).length(), is(lessThanOrEqualTo(4_000)));
    }

    @Test
    void aHugePageWithLittleTextKeepsIt() {
        assertThat(PlainText.of("<p>hello</p>" + "<i></i>".repeat(10_000)), is("hello…"));
    }

    @Test
    void markupThatIsNestedWithoutEndIsHarmless() {
        assertThat(PlainText.of("<b>".repeat(5_000) + "deep"), is("deep"));
        assertThat(PlainText.of("<table><tr><td>".repeat(1_000) + "deep"), is("deep"));
    }

    @Test
    void aSentenceThatComesAgainIsCutWhereItIsAskedTo() {
        String sentence = "<p>" + "x".repeat(50) + "</p>";

        for (int again = 0; again < 2; again++) {
            assertThat(PlainText.of(sentence, 20), is("x".repeat(19) + "…"));
            assertThat(PlainText.of(sentence, 60), is("x".repeat(50)));
        }
    }
}
