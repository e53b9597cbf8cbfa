package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.net.ProxyRules;
import dev.simul.net.ProxyServer;
import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.serve.Fault;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import dev.simul.testing.Socks5Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Through proxies, honest and other ones. No name is looked up here: those below {@code test} do not exist. */
class ProxyTest {
    private static final String CREDENTIALS = "Basic dTpw";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    final ClientFixture client = new ClientFixture().connectTimeout(CONNECT_LIMIT);

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private void over(String proxy) {
        client.proxies(ProxyRules.of(ProxyServer.parse(proxy), Map.of())).trusting(server.authority());
    }

    private void overHttp() {
        over("http://u:p@127.0.0.1:" + server.port());
    }

    private void overHttps() {
        over("https://u:p@localhost:" + server.port());
    }

    private SeenRequest seen(int index) {
        return server.requests().get(index);
    }

    // ---- HTTP, absolute-form

    @Test
    void an_http_url_is_asked_of_the_proxy_whole_and_with_our_credentials_for_it() {
        server.on("http://a.test/b?c", respond(200).body("through"));
        overHttp();

        Fetched fetched = client.fetch("http://me:secret@a.test/b?c#d");

        assertThat(fetched.text()).isEqualTo("through");
        assertThat(fetched.answer().remote()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(seen(0).target()).isEqualTo("http://a.test/b?c");
        assertThat(seen(0).header("Host")).isEqualTo("a.test");
        assertThat(seen(0).header("Proxy-Authorization")).isEqualTo(CREDENTIALS);
        assertThat(seen(0).header("Authorization")).isEqualTo("Basic bWU6c2VjcmV0");
    }

    @Test
    void public_only_is_not_about_the_proxy_but_about_addresses_that_are_asked_of_it() {
        server.on("http://a.test/", respond(200).body("through"));
        overHttp();
        client.publicOnly();

        assertThat(client.fetch("http://a.test/").text()).isEqualTo("through");
        Fetched local = client.fetch("http://10.1.2.3/");
        Fetched tunnelled = client.fetch("https://[fe80::1]/");

        assertThat(local.errorKind()).isEqualTo(ErrorKind.BLOCKED);
        assertThat(tunnelled.errorKind()).isEqualTo(ErrorKind.BLOCKED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void http_requests_to_many_origins_share_a_connection() {
        server.on("/", respond(200));
        overHttp();

        for (String host : new String[] {"a.test", "b.test", "a.test:8080", "[::1]"}) {
            assertThat(client.fetch("http://" + host + "/").status()).isEqualTo(200);
        }

        assertThat(server.stats().accepted()).isEqualTo(1);
    }

    @Test
    void a_redirect_to_another_origin_still_tells_the_proxy_who_asks() {
        server.on("http://a.test/", respond(302).header("Location", "http://b.test/"));
        server.on("http://b.test/", respond(200).body("b"));
        overHttp();

        assertThat(client.fetch("http://a.test/").text()).isEqualTo("b");
        assertThat(seen(1).header("Proxy-Authorization")).isEqualTo(CREDENTIALS);
    }

    @Test
    void what_the_proxy_answers_itself_is_the_answer() {
        server.on("http://a.test/", respond(407).body("who?"));
        overHttp();

        Fetched fetched = client.fetch("http://a.test/");

        assertThat(fetched.status()).isEqualTo(407);
        assertThat(fetched.error()).isNull();
    }

    @Test
    void a_proxy_that_closes_a_kept_connection_at_its_reuse_is_asked_again() {
        server.on("http://a.test/", respond(200));
        server.on("http://b.test/", raw("").then(Fault.CLOSE), respond(200).body("again"));
        overHttp();

        client.fetch("http://a.test/");
        Fetched fetched = client.fetch("http://b.test/");

        assertThat(fetched.text()).isEqualTo("again");
        assertThat(fetched.effort().attempts()).isEqualTo(1);
    }

    @Test
    void whom_no_proxy_names_is_asked_directly() {
        server.on("/", respond(200));
        client.proxies(ProxyRules.of(ProxyServer.parse("http://127.0.0.1:1"), Map.of("no_proxy", "127.0.0.0/8")));

        assertThat(client.fetch(server.url("/")).status()).isEqualTo(200);
        assertThat(seen(0).target()).isEqualTo("/");
    }

    // ---- HTTP, CONNECT

    @Test
    void an_https_url_goes_through_a_tunnel_and_the_origin_does_not_hear_our_credentials_for_the_proxy() {
        server.on("https://a.test/b", respond(200).body("secret"));
        overHttp();

        Fetched fetched = client.fetch("https://a.test/b");

        assertThat(fetched.text()).isEqualTo("secret");
        assertThat(fetched.answer().remote()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(fetched.reply().timing().tlsNanos()).isNotNegative();
        assertThat(seen(0).method()).isEqualTo("CONNECT");
        assertThat(seen(0).target()).isEqualTo("a.test:443");
        assertThat(seen(0).header("Proxy-Authorization")).isEqualTo(CREDENTIALS);
        assertThat(seen(0).header("User-Agent")).isEqualTo("simul/test");
        assertThat(seen(1).target()).isEqualTo("/b");
        assertThat(seen(1).header("Proxy-Authorization")).isNull();
    }

    @Test
    void a_tunnel_is_for_one_origin_and_is_used_again() {
        server.on("/", respond(200));
        overHttp();

        for (String host : new String[] {"a.test", "b.test", "a.test", "b.test"}) {
            assertThat(client.fetch("https://" + host + "/").status()).isEqualTo(200);
        }

        assertThat(server.stats().accepted()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden", "502, Bad Gateway", "407, Proxy Authentication Required"})
    void a_proxy_that_refuses_the_tunnel_is_quoted(int status, String reason) {
        server.on("CONNECT a.test:443", respond(status).body("a page about it"));
        overHttp();

        Fetched fetched = client.fetch("https://a.test/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CONNECT);
        assertThat(fetched.message())
                .startsWith("cannot connect to a.test:443: the proxy 127.0.0.1:" + server.port() + " answered " + status
                        + " " + reason);
        assertThat(fetched.answer().hasStatus()).isFalse();
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
    }

    @Test
    void an_answer_to_connect_that_has_no_end_is_refused_at_the_limit() {
        server.on(
                "CONNECT a.test:443",
                raw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(2_000)).then(Fault.STALL));
        overHttp();
        client.maxHead(1_000);

        assertThat(client.fetch("https://a.test/").errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
    }

    @Test
    void a_proxy_that_closes_instead_of_answering_has_closed() {
        server.on("CONNECT a.test:443", raw("HTTP/1.1 200").then(Fault.CLOSE));
        overHttp();

        Fetched fetched = client.fetch("https://a.test/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.CLOSED);
        assertThat(fetched.message())
                .endsWith("before the proxy 127.0.0.1:" + server.port() + " had opened the tunnel");
    }

    @Test
    void what_does_not_speak_http_is_no_proxy() {
        server.on("CONNECT a.test:443", raw("SSH-2.0-OpenSSH\r\n").then(Fault.STALL));
        overHttp();

        assertThat(client.fetch("https://a.test/").errorKind()).isEqualTo(ErrorKind.PROTOCOL);
    }

    @Test
    void a_peer_that_closes_in_the_handshake_behind_the_tunnel_has_closed() {
        server.on("CONNECT a.test:443", raw("HTTP/1.1 200 OK\r\n\r\n").then(Fault.CLOSE));
        overHttp();

        assertThat(client.fetch("https://a.test/").error())
                .isEqualTo(new FetchError.Closed(Phase.TLS, 0, "in the TLS handshake"));
    }

    @Test
    void what_comes_right_behind_the_head_belongs_to_the_tunnel() {
        server.on(
                "CONNECT a.test:443",
                raw("HTTP/1.1 200 OK\r\n\r\nthis is not TLS").then(Fault.STALL));
        overHttp();

        Fetched fetched = client.fetch("https://a.test/");

        assertThat(fetched.message())
                .isEqualTo("no TLS connection to a.test: the server does not speak TLS on this port");
    }

    @Test
    void with_prior_knowledge_of_http_2_an_http_url_goes_through_a_tunnel_too() {
        overHttp();
        client.versions(HttpVersions.HTTP_2);

        client.fetch("http://a.test/");

        assertThat(seen(0).method() + " " + seen(0).target()).isEqualTo("CONNECT a.test:80");
    }

    // ---- TLS to the proxy

    @Test
    void an_http_url_goes_to_an_https_proxy_over_tls() {
        server.on("/", respond(200));
        overHttps();

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(200);
        assertThat(client.fetch("http://b.test/").status()).isEqualTo(200);

        assertThat(seen(1).target()).isEqualTo("http://b.test/");
        assertThat(seen(1).header("Proxy-Authorization")).isEqualTo(CREDENTIALS);
        assertThat(server.stats().accepted()).isEqualTo(1);
    }

    @Test
    void an_https_url_goes_over_tls_in_tls() {
        server.on("https://a.test/", respond(200).body("x".repeat(1_000_000)));
        overHttps();

        Fetched fetched = client.fetch("https://a.test/");

        assertThat(fetched.message()).isEmpty();
        assertThat(fetched.text()).hasSize(1_000_000);
        assertThat(client.fetch("https://a.test/").status()).isEqualTo(200);
        assertThat(server.stats().accepted()).isEqualTo(1);
    }

    @Test
    void a_proxy_that_is_not_trusted_is_named() {
        overHttps();
        try (ScriptedServer other = ScriptedServer.start()) {
            client.trusting(other.authority());
        }

        Fetched fetched = client.fetch("https://a.test/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TLS);
        assertThat(fetched.message()).startsWith("no TLS connection to the proxy localhost:" + server.port() + ": ");
    }

    // ---- no way to the proxy

    @Test
    void a_proxy_whose_name_does_not_exist_is_named() {
        over("http://proxy.invalid:3128");

        assertThat(client.fetch("http://a.test/").error())
                .isEqualTo(new FetchError.Dns("the proxy proxy.invalid", "no such host"));
    }

    @Test
    void a_proxy_that_refuses_the_connection_is_named() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        over("socks5h://127.0.0.1:" + port);

        assertThat(client.fetch("http://a.test/").error())
                .isEqualTo(new FetchError.Connect("the proxy 127.0.0.1:" + port, "connection refused"));
    }

    // ---- time

    @ParameterizedTest
    @CsvSource({
        "http://, https://a.test/, CONNECT",
        "https://, http://a.test/, TLS",
        "https://, https://a.test/, TLS",
        "socks5h://, http://a.test/, CONNECT",
    })
    void a_proxy_that_says_nothing_has_the_time_of_a_connect(String scheme, String url, Phase phase)
            throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            over(scheme + "127.0.0.1:" + silent.getLocalPort());
            ClientFixture.Fetching fetching = client.start(url);
            client.time().turns(50); // to where the certificates are wanted
            client.time().until(() -> client.time().loop().pendingWork() == 0, "the certificates");
            client.time().turns(50);

            client.time().advance(CONNECT_LIMIT.minusMillis(1));
            assertThat(fetching.isDone()).isFalse();
            client.time().advance(Duration.ofMillis(1));

            assertThat(fetching.finish().error()).isEqualTo(new FetchError.Timeout(phase, CONNECT_LIMIT));
        }
    }

    @Test
    void an_origin_that_says_nothing_behind_the_tunnel_does_as_well() {
        server.on("CONNECT a.test:443", raw("HTTP/1.1 200 OK\r\n\r\n").then(Fault.STALL));
        overHttp();
        ClientFixture.Fetching fetching = client.start("https://a.test/");
        client.time().until(() -> !server.requests().isEmpty(), "the request");
        client.time().until(() -> client.time().loop().pendingWork() == 0, "the certificates");
        client.time().turns(200);

        client.time().advance(CONNECT_LIMIT);

        assertThat(fetching.finish().errorKind()).isEqualTo(ErrorKind.TIMEOUT);
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 10, 20, 40, 80})
    void a_cancel_on_the_way_gives_everything_back(int turns) {
        server.on("/", respond(200));
        overHttps();
        ClientFixture.Fetching fetching = client.start("https://a.test/");
        client.time().until(() -> client.time().loop().pendingWork() == 0, "the certificates");
        client.time().turns(turns);

        fetching.cancel();
        client.time().turns(3);

        assertThat(fetching.isDone()).isTrue();
        client.time().until(() -> client.time().loop().pendingWork() == 0, "the certificates");
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
    }

    // ---- SOCKS

    @ParameterizedTest
    @CsvSource({"http://a.test/, a.test:80", "https://a.test:8443/, a.test:8443", "http://10.1.2.3/, 10.1.2.3:80"})
    void a_socks_proxy_is_told_the_name(String url, String asked) {
        server.on("/", respond(200).body("through"));
        try (Socks5Peer socks = Socks5Peer.start(server.address(), "u:p")) {
            over("socks5h://u:p@" + socks.address());

            Fetched first = client.fetch(url);
            Fetched second = client.fetch(url);

            assertThat(first.text()).isEqualTo("through");
            assertThat(first.answer().remote()).isEqualTo(socks.address());
            assertThat(second.text()).isEqualTo("through");
            assertThat(socks.asked()).containsExactly(asked);
            assertThat(seen(0).target()).isEqualTo("/");
            assertThat(seen(0).headerNames()).doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void with_socks5_instead_of_socks5h_names_are_looked_up_here() {
        server.on("/", respond(200));
        try (Socks5Peer socks = Socks5Peer.start(server.address(), null)) {
            over("socks5://" + socks.address());

            assertThat(client.fetch("http://a.invalid/").error())
                    .isEqualTo(new FetchError.Dns("a.invalid", "no such host"));
            assertThat(client.fetch("http://localhost/").status()).isEqualTo(200);
            assertThat(socks.asked()).containsExactly("127.0.0.1:80");
        }
    }

    @Test
    void a_wrong_password_is_told() {
        try (Socks5Peer socks = Socks5Peer.start(server.address(), "u:p")) {
            over("socks5h://u:wrong@" + socks.address());

            assertThat(client.fetch("http://a.test/").error())
                    .isEqualTo(new FetchError.Connect(
                            "a.test:80",
                            "the proxy " + socks.address() + " does not accept the user name and password"));
        }
    }
}
