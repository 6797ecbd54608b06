package io.jenkins.plugins.azuremarketplace.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contoso",
                "Contoso-Offer_1.0",
                "0",
                "-",
                "_",
                "...",
                "..a",
                "a..",
                "12345678901234567890123456789012345678901234567890"
            })
    void anIdIsMadeOfLettersDigitsAndAFewSigns(String id) {
        assertThat(Offer.complaint("offer", id), is(nullValue()));
        assertThat(new Offer(id, id).toString(), is(id + "/" + id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                " ",
                "a b",
                " a",
                "a ",
                "a\n",
                "\na",
                "a/b",
                "/",
                "..\\a",
                "a%2fb",
                "%2e%2e",
                "a?b",
                "a#b",
                "a@b",
                "a:b",
                "a;b",
                "a$b",
                "a&b",
                "a+b",
                "a*",
                "ä",
                "а",
                "١",
                "a\u0000",
                "a\u200bb",
                "<b>a</b>",
                "123456789012345678901234567890123456789012345678901"
            })
    void anythingElseIsNoId(String id) {
        assertThat(
                Offer.complaint("offer", id),
                allOf(startsWith("The offer id “"), containsString("is not valid: 1 to 50 letters, digits")));
        assertThat(Offer.complaint("offer", id).length(), is(lessThan(200)));
        assertThrows(IllegalArgumentException.class, () -> new Offer("contoso", id));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new Offer(id, "offer"));
        assertThat(refusal.getMessage(), startsWith("The publisher id “"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void anIdMayNotBeMissing(String id) {
        assertThat(Offer.complaint("offer", id), is("The offer id is missing."));
        assertThrows(RuntimeException.class, () -> new Offer("contoso", id));
    }

    @Test
    void onlyThePublisherMayBeMissing() {
        assertThat(new Offer("", "contoso-offer").toString(), is("contoso-offer"));
    }
}
