package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9112 section 9.3: which connection may serve another request. */
class ConnectionReuseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1 |                                | true",
                "1.1 | Connection: keep-alive         | true",
                "1.1 | Connection: close              | false",
                "1.1 | Connection: Close              | false",
                "1.1 | Connection: x, close           | false",
                "1.1 | Connection: keep-alive, close  | false",
                "1.1 | Connection: closed             | true",
                "1.1 | Connection: \"close\"           | true",
                "1.1 | connection: CLOSE              | false",
                "1.1 | Connection : close             | false",
                "1.1 | Connection: , ,close,          | false",
                "1.1 | Connection: close;q=1          | true",
                "1.9 | Connection: x                  | true",
                "1.1 | Proxy-Connection: close        | true",
                "1.0 |                                | false",
                "1.0 | Connection: keep-alive         | true",
                "1.0 | Connection: Keep-Alive, x      | true",
                "1.0 | Connection: keep-alive, close  | false",
                "1.0 | Keep-Alive: timeout=5          | false",
                "1.0 | Connection: keep-alives        | false",
            })
    void version_and_connection_field_decide(String version, @Nullable String field, boolean reusable) {
        String line = field == null ? "" : field + "\r\n";

        Parse.Outcome outcome = Parse.open("HTTP/" + version + " 200 OK\r\n" + line + "Content-Length: 2\r\n\r\nhi");

        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.reusable()).isEqualTo(reusable);
    }

    @ParameterizedTest
    @CsvSource({"1.1, true", "1.0, false"})
    void a_chunked_body_of_http_1_0_is_read_but_its_connection_is_not_trusted(String version, boolean reusable) {
        Parse.Outcome outcome = Parse.open("HTTP/" + version
                + " 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");

        assertThat(outcome.body()).isEqualTo("hi");
        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.reusable()).isEqualTo(reusable);
    }
}
