package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those faults of redirects say that look at what the client brings along. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedirectFaultsTest {
    private MockServer server;

    @BeforeAll
    void start() throws IOException {
        server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/redirect-relative/here, Cookie: any, 200",
        "/redirect-relative/nowhere, Cookie: any, 404",
        "/redirect-protocol-relative/here, Cookie: any, 200",
        "/redirect-space/over%20here, Cookie: any, 200",
        "/redirect-space/over+here, Cookie: any, 404",
        "/redirect-unicode/caf%C3%A9, Cookie: any, 200",
        "/redirect-unicode/caf%c3%a9, Cookie: any, 200",
        "/redirect-latin1/caf%E9, Cookie: any, 200",
        "/redirect-latin1/caf%C3%A9, Cookie: any, 404",
        "/redirect-fragment/here, Cookie: any, 200",
        "/redirect-fragment/here#part, Cookie: any, 404",
        "/redirect-password/here, Authorization: Basic dXNlcjpwYXNz, 200",
        "/redirect-password/here, Cookie: any, 401",
        "/redirect-cookie/there, X: none, 200",
        "/redirect-cookie/there, Cookie: secret=1, 400",
        "/cookie-wall, Cookie: other=1; wall=open, 200",
        "/cookie-wall, Cookie: other=1, 302",
        "/cookie-wall/more, Cookie: wall=open, 404",
        "/cookie-foreign, Cookie: foreign=1, 200",
        "/cookie-bomb, Cookie: any, 200",
    })
    void what_comes_along_counts(String target, String field, int status) throws IOException {
        assertThat(ask(target, field)).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource({"loop=1, 2", "a=b; loop=41; c=d, 42", "loop=x, 1", "noloop=7, 1"})
    void a_loop_of_cookies_counts_on(String cookie, int next) throws IOException {
        assertThat(ask("/cookie-loop", "Cookie: " + cookie))
                .startsWith("HTTP/1.1 302 ")
                .contains("\r\nSet-Cookie: loop=" + next + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"8182, 200", "8183, 431"})
    void a_bomb_goes_off_above_what_servers_take(int length, int status) throws IOException {
        assertThat(ask("/cookie-bomb", "Cookie: " + "x".repeat(length))).startsWith("HTTP/1.1 " + status + " ");
    }

    private String ask(String target, String field) throws IOException {
        try (Wire wire = Wire.to(server.address())) {
            return wire.send("GET " + target + " HTTP/1.1\r\nHost: any.test\r\n" + field + "\r\n\r\n")
                    .readResponse();
        }
    }
}
