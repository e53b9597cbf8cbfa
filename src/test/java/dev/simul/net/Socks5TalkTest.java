package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1928 and RFC 1929, byte by byte. */
class Socks5TalkTest {
    private static final ProxyServer OPEN = ProxyServer.parse("socks5h://p.test");
    private static final ProxyServer CLOSED = ProxyServer.parse("socks5h://us:pw@p.test");
    private static final String ACCEPTED = "05000001" + "00000000" + "0000";

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private static Origin at(String host) {
        return new Origin(true, host, 443);
    }

    /** Tells how many bytes the proxy had said when the tunnel was open; -1 if it is not */
    private int talk(TunnelTalk talk, String hex) throws FetchFailure {
        sent.writeBytes(talk.opening());
        byte[] said = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int i = 0; i < said.length; i++) {
            if (talk.take(said[i], sent::writeBytes)) return i + 1;
        }
        return -1;
    }

    private String sent() {
        return HexFormat.of().formatHex(sent.toByteArray());
    }

    private FetchError failure(ProxyServer proxy, String hex) {
        try {
            talk(new Socks5Talk(proxy, at("a.test"), null), hex);
        } catch (FetchFailure e) {
            return e.error();
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void the_name_goes_to_the_proxy() throws FetchFailure {
        assertThat(talk(new Socks5Talk(OPEN, at("a.test"), null), "0500" + ACCEPTED + "16"))
                .isEqualTo(12);
        assertThat(sent()).isEqualTo("050100" + "05010003" + "06" + "612e74657374" + "01bb");
    }

    @Test
    void addresses_go_as_addresses() throws FetchFailure {
        talk(new Socks5Talk(OPEN, at("10.1.2.3"), null), "0500");
        assertThat(sent()).endsWith("05010001" + "0a010203" + "01bb");
        talk(new Socks5Talk(OPEN, at("[::1]"), null), "0500");
        assertThat(sent()).endsWith("05010004" + "0".repeat(31) + "1" + "01bb");
        talk(new Socks5Talk(OPEN, at("a.test"), new byte[] {1, 2, 3, 4}), "0500");
        assertThat(sent()).endsWith("05010001" + "01020304" + "01bb");
    }

    @Test
    void who_has_a_password_says_it_if_he_is_asked() throws FetchFailure {
        assertThat(talk(new Socks5Talk(CLOSED, at("a.test"), null), "0502 0100" + ACCEPTED))
                .isEqualTo(14);
        assertThat(sent()).startsWith("05020002" + "01" + "02" + "7573" + "02" + "7077" + "0501");
    }

    @Test
    void and_only_then() throws FetchFailure {
        talk(new Socks5Talk(CLOSED, at("a.test"), null), "0500" + ACCEPTED);

        assertThat(sent()).startsWith("05020002" + "050100").doesNotContain("7077");
    }

    @ParameterizedTest
    @CsvSource({
        "01 00000000 0000, 12",
        "04 00000000000000000000000000000000 0000, 24",
        "03 00 0000, 9",
        "03 02 6161 0000, 11"
    })
    void the_address_that_the_proxy_uses_may_be_of_any_type(String bound, int end) throws FetchFailure {
        assertThat(talk(new Socks5Talk(OPEN, at("a.test"), null), "0500 050000" + bound + "160301"))
                .isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "01, general SOCKS server failure",
        "02, connection not allowed by ruleset",
        "03, network unreachable",
        "04, host unreachable",
        "05, connection refused",
        "06, TTL expired",
        "07, command not supported",
        "08, address type not supported",
        "2a, error 42",
    })
    void refusals_are_told_in_words(String code, String words) {
        assertThat(failure(OPEN, "0500 05" + code))
                .isEqualTo(new FetchError.Connect("a.test:443", "the proxy p.test:1080 answered: " + words));
    }

    @Test
    void no_way_to_log_in_is_a_refusal() {
        assertThat(failure(OPEN, "05ff").message()).contains("wants to know who asks");
        assertThat(failure(CLOSED, "05ff").message()).contains("does not take a user name and password");
        assertThat(failure(CLOSED, "0502 0101").message()).contains("does not accept the user name and password");
        assertThat(failure(OPEN, "0502").message()).contains("wants to know who asks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"48", "04", "0500 48", "0500 05000002", "0500 050000ff"})
    void another_protocol_is_named_as_such(String said) {
        assertThat(failure(OPEN, said))
                .isEqualTo(new FetchError.Protocol("the proxy p.test:1080 does not speak SOCKS 5"));
    }

    @Test
    void a_name_that_is_too_long_for_socks_is_refused() {
        assertThatExceptionOfType(FetchFailure.class).isThrownBy(() -> new Socks5Talk(OPEN, at("a".repeat(256)), null));
    }
}
