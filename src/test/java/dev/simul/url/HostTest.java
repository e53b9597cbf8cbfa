package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.0.0.1., 127.0.0.1",
        "127.1, 127.0.0.1",
        "127.0.1, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "0x7f000001, 127.0.0.1",
        "0X7F.0.0.0X1, 127.0.0.1",
        "017700000001, 127.0.0.1",
        "0177.0x0.00.01, 127.0.0.1",
        "0x, 0.0.0.0",
        "0, 0.0.0.0",
        "1.0xffffff, 1.255.255.255",
        "1.2.65535, 1.2.255.255",
        "4294967295, 255.255.255.255",
        "%31%32%37.1, 127.0.0.1",
        "１２７．１, 127.0.0.1"
    })
    void ipv4_address_is_understood_in_every_notation(String host, String serialised) throws UrlSyntaxException {
        assertThat(HostParser.parse(host, false)).isEqualTo(serialised);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4.., 1.2.3.4..",
        "1.2.3.4x, 1.2.3.4x",
        "0x7g, 0x7g",
        "256.com, 256.com",
        "1.2.3.beef, 1.2.3.beef",
        "1.2.3.x, 1.2.3.x",
        "., ."
    })
    void domain_that_does_not_end_in_a_number_is_no_ipv4_address(String host, String serialised)
            throws UrlSyntaxException {
        assertThat(HostParser.parse(host, false)).isEqualTo(serialised);
    }

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:0:0:0:0:0, ::",
        "1:0:0:0:0:0:0:8, 1::8",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "0:2:0:4:0:6:0:8, 0:2:0:4:0:6:0:8",
        "0:f:0:0:f:f:0:0, 0:f::f:f:0:0",
        "1:0:0:4:0:0:0:8, 1:0:0:4::8",
        "2001:0DB8::00ff, 2001:db8::ff",
        "::ffff:192.0.2.128, ::ffff:c000:280",
        "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a",
        "::0.0.0.0, ::"
    })
    void ipv6_address_is_written_in_its_shortest_form(String address, String serialised) throws UrlSyntaxException {
        assertThat(HostParser.parse("[" + address + "]", false)).isEqualTo("[" + serialised + "]");
        assertThat(HostParser.parse("[" + address + "]", true)).isEqualTo("[" + serialised + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "EXAMPLE.com, EXAMPLE.com",
        "127.1, 127.1",
        "'', ''",
        "a%20b, a%20b",
        "a!\"$b, a!\"$b",
        "fa\u00DF\u0001\u007F, fa%C3%9F%01%7F"
    })
    void opaque_host_stays_as_it_is_but_for_what_is_not_ascii(String host, String serialised)
            throws UrlSyntaxException {
        assertThat(HostParser.parse(host, true)).isEqualTo(serialised);
    }

    @ParameterizedTest
    @CsvSource({"ex%41mple.com, example.com", "%65%78%61mple%2Ecom, example.com", "m%C3%BCnchen.de, xn--mnchen-3ya.de"})
    void domain_is_percent_decoded_as_utf_8(String host, String serialised) throws UrlSyntaxException {
        assertThat(HostParser.parse(host, false)).isEqualTo(serialised);
    }
}
