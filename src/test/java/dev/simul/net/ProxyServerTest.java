package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.simul.net.ProxyServer.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy's URL says, as curl reads it. */
class ProxyServerTest {
    @ParameterizedTest
    @CsvSource({
        "proxy.test, HTTP, false, proxy.test, 1080",
        "proxy.test:3128, HTTP, false, proxy.test, 3128",
        "http://proxy.test, HTTP, false, proxy.test, 1080",
        "http://proxy.test:80, HTTP, false, proxy.test, 80",
        "HTTP://Proxy.Test:8080/path?query, HTTP, false, proxy.test, 8080",
        "https://proxy.test, HTTP, true, proxy.test, 443",
        "https://proxy.test:3129/, HTTP, true, proxy.test, 3129",
        "socks5://proxy.test, SOCKS5_LOCAL_NAMES, false, proxy.test, 1080",
        "socks5h://proxy.test:9050, SOCKS5, false, proxy.test, 9050",
        "http://[::1], HTTP, false, [::1], 1080",
        "http://[::1]:3128, HTTP, false, [::1], 3128",
        "http://user:8080@proxy.test, HTTP, false, proxy.test, 1080",
        "' proxy.test:1 ', HTTP, false, proxy.test, 1",
    })
    void scheme_and_port_may_be_left_out(String text, Kind kind, boolean secure, String host, int port) {
        ProxyServer proxy = ProxyServer.parse(text);

        assertThat(proxy.kind()).isEqualTo(kind);
        assertThat(proxy.address()).isEqualTo(new Origin(secure, host, port));
    }

    @Test
    void credentials_are_decoded_and_kept_out_of_messages() {
        ProxyServer proxy = ProxyServer.parse("http://us%40er:p%3Ass+w%C3%B6rd@proxy.test:8080");

        assertThat(proxy.username()).isEqualTo("us@er");
        assertThat(proxy.password()).isEqualTo("p:ss+w\u00f6rd");
        assertThat(proxy.authorization()).isEqualTo("Basic dXNAZXI6cDpzcyt3w7ZyZA==");
        assertThat(proxy).hasToString("the proxy proxy.test:8080");
    }

    @Test
    void without_credentials_there_is_no_authorization() {
        assertThat(ProxyServer.parse("proxy.test").authorization()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "ftp://proxy.test", "socks4://proxy.test", "proxy.test:port", "http://a b/"})
    void what_is_no_proxy_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyServer.parse(text));
    }

    @Test
    void a_password_that_socks_cannot_carry_is_refused() {
        String url = "socks5h://user:" + "x".repeat(256) + "@proxy.test";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyServer.parse(url))
                .withMessageContaining("255")
                .withMessageNotContaining("xxx");
    }
}
