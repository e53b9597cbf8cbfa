package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.net.Origin;
import dev.simul.net.ProxyServer;
import dev.simul.net.TunnelTalk;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT (RFC 9110 section 9.3.6), byte by byte. */
class HttpTunnelTalkTest {
    private static final int MAX_HEAD = 100;

    private static TunnelTalk talk(String proxy, String host) {
        return new HttpTunnelTalk(ProxyServer.parse(proxy), new Origin(true, host, 443), "simul/test", MAX_HEAD);
    }

    /** What follows the head that opened the tunnel. */
    private static String rest(String said) throws FetchFailure {
        TunnelTalk talk = talk("p.test", "a.test");
        byte[] bytes = said.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            if (talk.take(bytes[i], reply -> {})) return said.substring(i + 1);
        }
        return "not open";
    }

    private static FetchError failure(String said) {
        try {
            throw new AssertionError("it did not fail: " + rest(said));
        } catch (FetchFailure e) {
            return e.error();
        }
    }

    @Test
    void the_proxy_is_told_whom_to_reach_and_who_asks() {
        assertThat(new String(talk("u:p@p.test", "a.test").opening(), StandardCharsets.ISO_8859_1))
                .isEqualTo("""
                CONNECT a.test:443 HTTP/1.1\r
                Host: a.test:443\r
                Proxy-Authorization: Basic dTpw\r
                User-Agent: simul/test\r
                \r
                """);
        assertThat(new String(talk("p.test", "[::1]").opening(), StandardCharsets.ISO_8859_1))
                .isEqualTo("""
                CONNECT [::1]:443 HTTP/1.1\r
                Host: [::1]:443\r
                User-Agent: simul/test\r
                \r
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 Connection established\r\n\r\n",
                "HTTP/1.0 200\r\n\r\n",
                "HTTP/1.1 299 OK\nX: y\n\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            })
    void any_2xx_opens_the_tunnel_with_the_end_of_its_head(String head) throws FetchFailure {
        assertThat(rest(head + "\u0016\u0003")).isEqualTo("\u0016\u0003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n\r"})
    void until_then_it_is_not_open(String part) throws FetchFailure {
        assertThat(rest(part)).isEqualTo("not open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden", "502 Bad Gateway", "301 Moved", "101 Switching Protocols", "404"})
    void any_other_answer_refuses_it_in_the_proxys_words(String status) {
        assertThat(failure("HTTP/1.1 " + status + "\r\nContent-Length: 3\r\n\r\n"))
                .isEqualTo(new FetchError.Connect("a.test:443", "the proxy p.test:1080 answered " + status));
    }

    @Test
    void a_407_says_what_to_do() {
        assertThat(failure("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").message())
                .isEqualTo(
                        "cannot connect to a.test:443: the proxy p.test:1080 answered 407 Proxy Authentication Required"
                                + " (its URL may carry a user name and a password)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "HTTP/2", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "\r\n"})
    void what_is_not_http_is_refused(String said) {
        assertThat(failure(said)).isInstanceOf(FetchError.Protocol.class);
    }

    @Test
    void a_head_without_an_end_is_refused_at_the_limit() {
        String interim = "HTTP/1.1 100 Continue\r\n\r\n";

        assertThat(failure("HTTP/1.1 200 OK\r\nA: " + "b".repeat(MAX_HEAD))).isInstanceOf(FetchError.TooLarge.class);
        assertThat(failure(interim.repeat(MAX_HEAD))).isInstanceOf(FetchError.TooLarge.class);
    }
}
