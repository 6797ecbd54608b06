package io.jenkins.plugins.azuremarketplace.api.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\n\n\t ",
                "\u0000",
                "\u0085",
                "\u00a0",
                "\u2028",
                "\u3000",
                "\u200b",
                "\u200e",
                "\u2060",
                "\ufeff",
                "\ufeff\u200b \r\n"
            })
    void endsWhereItCanBeSeen(String invisible) {
        assertThat(PastedText.trim("s3cret" + invisible), is("s3cret"));
        assertThat(PastedText.trim(invisible + "s3cret"), is("s3cret"));
        assertThat(PastedText.trim(invisible + "s3cret" + invisible), is("s3cret"));
        assertThat(PastedText.trim(invisible), is(""));
    }

    /** As containers without a locale read the bytes of such characters from the environment. */
    @Test
    void endsWhereItCouldBeDecoded() {
        assertThat(PastedText.trim("\ufffd\ufffd\ufffds3cret\n"), is("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "two words", "two\nlines", "a\u200bb", "-~.é", "\ud83d\udd11"})
    void keepsWhatIsWithin(String text) {
        assertThat(PastedText.trim(text), is(text));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void isEmptyWhereThereIsNothing(String nothing) {
        assertThat(PastedText.trim(nothing), is(""));
    }
}
