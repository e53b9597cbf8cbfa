package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "http://a.test/x, false, a.test, a.test, 80, http://a.test:80",
        "https://A.TEST, true, a.test, a.test, 443, https://a.test:443",
        "http://u:p@a.test:8080/, false, a.test, a.test, 8080, http://a.test:8080",
        "https://[::1]:444/, true, [::1], ::1, 444, https://[::1]:444",
    })
    void it_is_scheme_host_and_effective_port(
            String url, boolean secure, String host, String hostName, int port, String text) throws UrlSyntaxException {
        Origin origin = Origin.of(Url.parse(url));

        assertThat(origin).isEqualTo(new Origin(secure, host, port)).hasToString(text);
        assertThat(origin.hostName()).isEqualTo(hostName);
        assertThat(origin.hostAndPort()).isEqualTo(host + ":" + port);
    }

    @Test
    void what_is_not_http_has_none() throws UrlSyntaxException {
        Url ftp = Url.parse("ftp://a.test/");

        assertThatThrownBy(() -> Origin.of(ftp)).isInstanceOf(IllegalArgumentException.class);
    }
}
