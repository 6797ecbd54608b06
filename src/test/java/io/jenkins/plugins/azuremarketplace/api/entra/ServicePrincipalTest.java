package io.jenkins.plugins.azuremarketplace.api.entra;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePrincipalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"72f988bf-86f1-41af-91ab-2d7cd011db47", "contoso.onmicrosoft.com", "contoso.com", "common", "0"})
    void aTenantIsAGuidOrADomainName(String tenant) {
        assertThat(ServicePrincipal.complaint("tenant", tenant), is(nullValue()));
        assertThat(new ServicePrincipal(tenant, "client", "secret").tenant(), is(tenant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "../x",
                "-a",
                "a/b",
                "a/../b",
                "a?b",
                "a#b",
                "a b",
                "a\r\nX: y",
                "a%2f",
                "a\\b",
                "a@b",
                "a_b",
                "ä",
                "<b>a</b>",
                "a\u202eb"
            })
    void anythingElseIsNoTenant(String tenant) {
        assertThat(ServicePrincipal.complaint("tenant", tenant), startsWith("The tenant id “"));
        assertThat(
                ServicePrincipal.complaint("tenant", tenant), containsString("a GUID or a domain name is expected."));
        assertThrows(IllegalArgumentException.class, () -> new ServicePrincipal(tenant, "client", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "a b", "a&client_secret=x", "a=b", "a\nb", "ä", "-a"})
    void aClientIsAGuidToo(String client) {
        assertThat(ServicePrincipal.complaint("client", client), containsString("a GUID is expected."));
        assertThrows(IllegalArgumentException.class, () -> new ServicePrincipal("tenant", client, "secret"));
    }

    @Test
    void hasIdsOfBoundedLength() {
        assertThat(ServicePrincipal.complaint("tenant", "a".repeat(254)), is(nullValue()));
        assertThat(ServicePrincipal.complaint("tenant", "a".repeat(255)), startsWith("The tenant id “aaa"));
        assertThat(ServicePrincipal.complaint("client", "a".repeat(100)), is(nullValue()));
        assertThat(ServicePrincipal.complaint("client", "a".repeat(101)), startsWith("The client id “aaa"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\r\n", "\ufeff"})
    void hasNoMissingParts(String part) {
        assertThat(ServicePrincipal.complaint("tenant", part), is("The tenant id is missing."));
        assertThat(ServicePrincipal.complaint("client", part), is("The client id is missing."));
        assertThrows(IllegalArgumentException.class, () -> new ServicePrincipal(part, "client", "secret"));
        assertThrows(IllegalArgumentException.class, () -> new ServicePrincipal("tenant", part, "secret"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\r\n", "\ufeff\u200b"})
    void hasASecret(String nothing) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new ServicePrincipal("tenant", "client", nothing));
        assertThat(refusal.getMessage(), is("The client secret is missing."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " ", "\t", "\ufeff", "\u200b", "\u00a0"})
    void isWhatWasMeantByWhatWasPasted(String around) {
        ServicePrincipal pasted = new ServicePrincipal(
                around + "tenant" + around, around + "client" + around, around + "two words" + around);

        assertThat(pasted, is(new ServicePrincipal("tenant", "client", "two words")));
        assertThat(pasted.fingerprint(), is(new ServicePrincipal("tenant", "client", "two words").fingerprint()));
        assertThat(pasted.hide("It is two words."), is("It is ****."));
        assertThat(ServicePrincipal.complaint("tenant", around + "tenant" + around), is(nullValue()));
    }

    @Test
    void neverShowsItsSecret() {
        ServicePrincipal principal = new ServicePrincipal("tenant", "client", "hunter2");

        assertThat(
                principal.toString(),
                is("ServicePrincipal[tenant=tenant, clientId=client, authentication=secret ****]"));
        assertThat(principal.fingerprint(), not(containsString("hunter2")));
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> new ServicePrincipal("te nant", "client", "hunter2"))
                        .getMessage(),
                not(containsString("hunter2")));
    }

    @Test
    void isToldApartByAllItsParts() {
        Set<String> fingerprints = new HashSet<>();
        for (String[] parts : new String[][] {
            {"a", "b", "c"},
            {"x", "b", "c"},
            {"a", "x", "c"},
            {"a", "b", "x"},
            {"ab", "b", "c"},
            {"a", "bb", "c"},
            {"a", "b", "b\nc"}
        }) {
            fingerprints.add(new ServicePrincipal(parts[0], parts[1], parts[2]).fingerprint());
        }

        assertThat(fingerprints.size(), is(7));
        assertThat(fingerprints.contains(new ServicePrincipal("a", "b", "c").fingerprint()), is(true));
    }
}
