package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IANA's registries of special-purpose addresses (RFC 6890), at their borders. */
class AddressPolicyTest {
    private static @Nullable String refusal(String literal) {
        try {
            return AddressPolicy.PUBLIC_ONLY.refusal(
                    InetAddress.getByName(literal).getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, this network",
        "0.255.255.255, this network",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.0, shared",
        "100.127.255.255, shared",
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "169.254.169.254, link-local",
        "172.16.0.0, private",
        "172.31.255.255, private",
        "192.0.0.1, protocols",
        "192.0.2.1, documentation",
        "192.88.99.1, relays",
        "192.168.0.1, private",
        "198.18.0.0, benchmarks",
        "198.19.255.255, benchmarks",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "::, unspecified",
        "::1, loopback",
        "::7f00:1, loopback",
        "::ffff:127.0.0.1, loopback",
        "::ffff:10.1.2.3, private",
        "64:ff9b::7f00:1, loopback",
        "64:ff9b::a00:1, private",
        "64:ff9b:1::1, translation",
        "100::1, discards",
        "2001::1, protocols",
        "2001:0:7f00:1::, protocols",
        "2001:db8::1, documentation",
        "2002:7f00:1::, loopback",
        "2002:c0a8:1::1, private",
        "3fff::1, documentation",
        "5f00::1, segment routing",
        "fc00::1, private",
        "fdff:ffff::1, private",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
    })
    void what_is_not_of_the_public_internet_is_refused_by_its_sort(String literal, String sort) {
        assertThat(refusal(literal)).contains(sort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "8.8.8.8",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2002:808:808::1",
                "2606:4700::1111",
                "2a00::1"
            })
    void all_else_is_public(String literal) {
        assertThat(refusal(literal)).isNull();
    }

    @Test
    void without_a_policy_everything_is_allowed() {
        assertThat(AddressPolicy.ANY.refusal(InetAddress.getLoopbackAddress().getAddress()))
                .isNull();
    }
}
