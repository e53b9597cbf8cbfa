package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked through a proxy: the environment's variables as curl reads them. */
class ProxyRulesTest {
    private static Origin origin(String url) {
        try {
            return Origin.of(Url.parse(url));
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable String proxy(Map<String, String> environment, String url) {
        ProxyServer proxy = ProxyRules.ofEnvironment(environment).proxyFor(origin(url));
        return proxy == null ? null : proxy.address().host();
    }

    @Test
    void an_empty_environment_asks_nobody() {
        assertThat(proxy(Map.of(), "http://a.test/")).isNull();
        assertThat(proxy(Map.of("http_proxy", "", "all_proxy", ""), "http://a.test/"))
                .isNull();
    }

    @Test
    void each_scheme_has_its_variable_and_all_proxy_stands_in() {
        Map<String, String> environment = Map.of("http_proxy", "one", "HTTPS_PROXY", "two", "ALL_PROXY", "three");

        assertThat(proxy(environment, "http://a.test/")).isEqualTo("one");
        assertThat(proxy(environment, "https://a.test/")).isEqualTo("two");
        assertThat(proxy(Map.of("ALL_PROXY", "three"), "http://a.test/")).isEqualTo("three");
        assertThat(proxy(Map.of("ALL_PROXY", "three"), "https://a.test/")).isEqualTo("three");
    }

    @Test
    void lower_case_goes_first() {
        assertThat(proxy(Map.of("https_proxy", "low", "HTTPS_PROXY", "high"), "https://a.test/"))
                .isEqualTo("low");
        assertThat(proxy(Map.of("all_proxy", "low", "ALL_PROXY", "high"), "https://a.test/"))
                .isEqualTo("low");
        Map<String, String> lists = Map.of("all_proxy", "p", "no_proxy", "b.test", "NO_PROXY", "a.test");
        assertThat(proxy(lists, "http://a.test/")).isEqualTo("p");
        assertThat(proxy(lists, "http://b.test/")).isNull();
    }

    /** A CGI program finds a request's header field Proxy there. */
    @Test
    void http_proxy_in_capitals_is_not_believed() {
        assertThat(proxy(Map.of("HTTP_PROXY", "evil"), "http://a.test/")).isNull();
    }

    @Test
    void a_variable_that_is_no_proxy_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRules.ofEnvironment(Map.of("https_proxy", "gopher://p")))
                .withMessageStartingWith("https_proxy: ");
    }

    @Test
    void local_hosts_are_no_exception() {
        assertThat(proxy(Map.of("http_proxy", "p"), "http://localhost/")).isEqualTo("p");
        assertThat(proxy(Map.of("http_proxy", "p"), "http://127.0.0.1/")).isEqualTo("p");
    }

    @Test
    void a_proxy_that_the_user_names_is_for_everybody_but_whom_no_proxy_names() {
        ProxyRules rules = ProxyRules.of(ProxyServer.parse("p"), Map.of("http_proxy", "other", "no_proxy", "a.test"));

        assertThat(rules.proxyFor(origin("http://a.test/"))).isNull();
        assertThat(rules.proxyFor(origin("https://b.test/"))).isEqualTo(ProxyServer.parse("p"));
    }

    @ParameterizedTest(name = "no_proxy={0}: {1} direct: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "*                       | http://a.test/            | true",
                "b.test,*                | http://a.test/            | true",
                "a.test                  | http://a.test/            | true",
                "a.test                  | https://a.test:8443/      | true",
                "A.Test                  | http://a.tEST/            | true",
                "a.test.                 | http://a.test/            | true",
                "a.test                  | http://a.test./           | true",
                "a.test                  | http://www.a.test/        | true",
                "a.test                  | http://aa.test/           | false",
                "a.test                  | http://test/              | false",
                ".a.test                 | http://www.a.test/        | true",
                ".a.test                 | http://a.test/            | true",
                "*.a.test                | http://www.a.test/        | true",
                "b.test, a.test          | http://a.test/            | true",
                "b.test a.test           | http://a.test/            | true",
                "b.test,,a.test,         | http://a.test/            | true",
                "b.test                  | http://a.test/            | false",
                "a.test:8080             | http://a.test:8080/       | true",
                "a.test:8080             | http://a.test/            | false",
                "a.test:443              | https://a.test/           | true",
                "localhost               | http://localhost:8080/    | true",
                "10.1.2.3                | http://10.1.2.3/          | true",
                "10.1.2.3                | http://10.1.2.30/         | false",
                "2.3                     | http://10.1.2.3/          | false",
                "10.1.2.3:81             | http://10.1.2.3:81/       | true",
                "10.1.2.3:81             | http://10.1.2.3/          | false",
                "10.0.0.0/8              | http://10.255.0.1/        | true",
                "10.0.0.0/8              | http://0x0a000001/        | true",
                "10.0.0.0/8              | http://11.0.0.1/          | false",
                "192.168.128.0/17        | http://192.168.200.1/     | true",
                "192.168.128.0/17        | http://192.168.127.1/     | false",
                "0.0.0.0/0               | http://8.8.8.8/           | true",
                "0.0.0.0/0               | http://[::1]/             | false",
                "10.0.0.0/33             | http://10.0.0.0/          | false",
                "10.0.0.0/8              | http://10.a.test/         | false",
                "::1                     | http://[::1]/             | true",
                "[::1]                   | http://[0:0::1]/          | true",
                "[::1]:8080              | http://[::1]:8080/        | true",
                "[::1]:8080              | http://[::1]/             | false",
                "fd00::/8                | http://[fd12:3456::1]/    | true",
                "[fd00::]/8              | http://[fd12:3456::1]/    | true",
                "fd00::/8                | http://[fe80::1]/         | false",
                "a.test/8                | http://a.test/            | false",
            })
    void no_proxy_is_by_suffix_address_network_and_port(String list, String url, boolean direct) {
        assertThat(proxy(Map.of("all_proxy", "p", "no_proxy", list), url) == null)
                .isEqualTo(direct);
    }
}
