package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import io.netty.util.NetUtil;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the user says that hosts are, as with curl's {@code --resolve}. */
class HostOverridesTest {
    private static final Origin HTTPS = new Origin(true, "a.test", 443);

    private static List<String> addresses(Origin origin, String... given) {
        var found = HostOverrides.of(List.of(given)).addressesOf(origin);
        return found == null
                ? List.of()
                : found.stream().map(NetUtil::toSocketAddressString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.test:443:192.0.2.1 | 192.0.2.1:443",
                "A.Test:443:192.0.2.1 | 192.0.2.1:443",
                "a.test:443:192.0.2.1:8443 | 192.0.2.1:8443",
                "a.test:443:2001:db8::1 | [2001:db8::1]:443",
                "a.test:443:[2001:db8::1] | [2001:db8::1]:443",
                "a.test:443:[2001:db8::1]:8443 | [2001:db8::1]:8443",
                "*:443:192.0.2.1 | 192.0.2.1:443",
                "+a.test:443:192.0.2.1 | 192.0.2.1:443",
                "+*:443:192.0.2.1 | 192.0.2.1:443",
            })
    void a_host_is_where_it_is_said_to_be(String given, String address) {
        assertThat(addresses(HTTPS, given)).containsExactly(address);
    }

    @Test
    void it_may_be_at_several_addresses() {
        assertThat(addresses(HTTPS, "a.test:443:192.0.2.1, [::1]:1,192.0.2.3"))
                .containsExactly("192.0.2.1:443", "[::1]:1", "192.0.2.3:443");
    }

    @Test
    void an_address_is_a_host_as_well() {
        assertThat(addresses(new Origin(false, "[::1]", 80), "[::1]:80:192.0.2.1"))
                .containsExactly("192.0.2.1:80");
    }

    @Test
    void it_is_about_that_host_and_that_port_only() {
        assertThat(addresses(HTTPS, "a.test:80:192.0.2.1", "b.test:443:192.0.2.1", "*:80:192.0.2.1"))
                .isEmpty();
    }

    @Test
    void its_own_name_goes_before_any_host_and_the_later_before_the_earlier() {
        assertThat(addresses(HTTPS, "*:443:192.0.2.9", "a.test:443:192.0.2.1", "a.test:443:192.0.2.2"))
                .containsExactly("192.0.2.2:443");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "faß.test | xn--fa-hia.test",
                "FAẞ.test | xn--fa-hia.test",
                "xn--fa-hia.test | xn--fa-hia.test",
                "a。test | a.test",
                "%61.test | a.test",
                "0x7f.1 | 127.0.0.1",
                "[0:0::1] | [::1]",
                "a.test. | a.test.",
                "a_b.test | a_b.test",
            })
    void a_host_is_written_as_in_any_url(String written, String host) throws UrlSyntaxException {
        Origin asked = Origin.of(Url.parse("https://" + written + "/"));

        assertThat(asked.host()).isEqualTo(host);
        assertThat(addresses(asked, written + ":443:192.0.2.1")).containsExactly("192.0.2.1:443");
    }

    @Test
    void a_host_with_a_dot_at_its_end_is_another_one_as_with_curl() {
        assertThat(addresses(HTTPS, "a.test.:443:192.0.2.1")).isEmpty();
        assertThat(addresses(new Origin(true, "a.test.", 443), "a.test:443:192.0.2.1"))
                .isEmpty();
    }

    @Test
    void one_that_is_taken_back_counts_no_more() {
        assertThat(addresses(HTTPS, "a.test:443:192.0.2.1", "-A.test:443")).isEmpty();
        assertThat(addresses(HTTPS, "-a.test:443", "a.test:443:192.0.2.1")).hasSize(1);
        assertThat(addresses(HTTPS, "*:443:192.0.2.9", "a.test:443:192.0.2.1", "-a.test:443"))
                .containsExactly("192.0.2.9:443");
        assertThat(addresses(HTTPS, "*:443:192.0.2.9", "-*:443")).isEmpty();
        assertThat(addresses(new Origin(true, "[::1]", 443), "[::1]:443:192.0.2.9", "-[::1]:443"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.test | not of the form HOST:PORT:ADDRESS",
                "a.test:443 | not of the form",
                ":443:192.0.2.1 | not of the form",
                "[::1:443:192.0.2.1 | not of the form",
                "[::1]443:192.0.2.1 | not of the form",
                "a.test:0:192.0.2.1 | is not a port",
                "a.test:65536:192.0.2.1 | is not a port",
                "a.test:+80:192.0.2.1 | is not a port",
                "a.test:http:192.0.2.1 | is not a port",
                "a.test:443: | an address is empty",
                "a.test:443:b.test | is not an address",
                "a.test:443:192.0.2.1, | an address is empty",
                "-a.test | not of the form -HOST:PORT",
                "-a.test:443:192.0.2.1 | is not a port",
                "+ | not of the form",
                "a b.test:443:192.0.2.1 | its host is one that no URL can have (domain-to-ASCII)",
                "a.test/x:443:192.0.2.1 | its host is one that no URL can have",
                "a@b.test:443:192.0.2.1 | its host is one that no URL can have",
                "a?:443:192.0.2.1 | its host is one that no URL can have",
                "1.2.3.256:443:192.0.2.1 | its host is one that no URL can have (IPv4-out-of-range-part)",
                "[::x]:443:192.0.2.1 | its host is one that no URL can have (IPv6-invalid-code-point)",
                "a.test:443:192.0.2.1:99999 | is not a port",
                "a.test:443:[::1]: | is not a port",
            })
    void anything_else_is_told_what_is_wrong_with_it(String given, String message) {
        assertThatThrownBy(() -> HostOverrides.of(List.of(given)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("'" + given + "'");
    }

    @Test
    void name_servers_are_written_likewise() {
        assertThat(Addressing.nameServers(List.of("192.0.2.1, [::1]:5353", "2001:db8::1")))
                .extracting(NetUtil::toSocketAddressString)
                .containsExactly("192.0.2.1:53", "[::1]:5353", "[2001:db8::1]:53");
        assertThatThrownBy(() -> Addressing.nameServers(List.of("dns.test")))
                .hasMessage("'dns.test' is not an address");
    }
}
