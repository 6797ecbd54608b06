package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyExclusionsTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "example.com, EXAMPLE.com, true",
        "Example.COM, example.com, true",
        "example.com, login.example.com, true",
        "example.com, badexample.com, false",
        "example.com, example.com.evil.test, false",
        ".example.com, login.example.com, true",
        ".example.com, example.com, true",
        "*.example.com, login.example.com, true",
        "login.example.com, example.com, false",
        "*, example.com, true",
        "*, 10.1.2.3, true",
        "'a.test,example.com', example.com, true",
        "' a.test , example.com ,', example.com, true",
        "'a.test example.com', example.com, true",
        "'a.test,*', example.com, true",
        "'', example.com, false",
        "',', example.com, false",
        "., example.com, false",
        "com, example.com, true"
    })
    void areHostsAndTheirSuffixes(String list, String host, boolean excluded) {
        assertThat(ProxyExclusions.of(list).contain(host, 443), is(excluded));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443, example.com, 443, true",
        "example.com:443, example.com, 8443, false",
        "example.com:8443, a.example.com, 8443, true",
        ".example.com:8443, a.example.com, 443, false",
        "10.1.2.3:443, 10.1.2.3, 443, true",
        "10.1.2.3:443, 10.1.2.3, 80, false",
        "[fd00::1]:443, fd00::1, 443, true",
        "[fd00::1]:443, fd00::1, 80, false",
        "example.com:, example.com, 443, false",
        "example.com:x, example.com, 443, false"
    })
    void mayNameAPort(String list, String host, int port, boolean excluded) {
        assertThat(ProxyExclusions.of(list).contain(host, port), is(excluded));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 110.1.2.3, false",
        "1.2.3, 10.1.2.3, false",
        ".2.3, 10.1.2.3, false",
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.0/23, 10.1.3.255, true",
        "10.1.2.0/23, 10.1.4.0, false",
        "10.1.2.128/25, 10.1.2.127, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "0.0.0.0/0, 192.0.2.1, true",
        "10.0.0.0/8, ten.example.com, false",
        "10.0.0.0/8, fd00::1, false",
        "fd00::/8, fd12:3456::1, true",
        "fd00::/8, fe80::1, false",
        "fd00::1, fd00:0:0:0:0:0:0:1, true",
        "[fd00::1], fd00::1, true"
    })
    void mayBeAddressesAndNetworks(String list, String host, boolean excluded) {
        assertThat(ProxyExclusions.of(list).contain(host, 443), is(excluded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.0/8/8",
                "999.0.0.0/8",
                "example.com/8",
                "/8",
                "fd00::/129",
                "fd00:::/8",
                "[",
                "[]",
                "[:443",
                ":443",
                "::",
                "https://10.1.2.3"
            })
    void passOverWhatNobodyUnderstands(String nonsense) {
        assertThat(ProxyExclusions.of(nonsense).contain("10.1.2.3", 443), is(false));
        assertThat(ProxyExclusions.of(nonsense + ",10.1.2.3").contain("10.1.2.3", 443), is(true));
    }
}
