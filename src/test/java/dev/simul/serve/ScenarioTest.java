package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the scenarios answer. */
final class ScenarioTest {
    private static final Duration NONE = Duration.ZERO;

    @Test
    void each_has_a_name_by_which_it_is_found() {
        assertThat(Scenario.all())
                .extracting(Scenario::id)
                .containsExactly("pages", "imdb", "sites", "news", "polite", "links", "faults");
        for (Scenario scenario : Scenario.all()) {
            assertThat(Scenario.named(scenario.id())).isEqualTo(scenario);
            assertThat(scenario.description()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
        }
    }

    @Test
    void a_name_that_is_none_is_an_error_that_lists_them() {
        assertThatThrownBy(() -> Scenario.named("page"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no scenario is named 'page'; there are pages, imdb, sites, news, polite, links, faults");
    }

    @ParameterizedTest
    @EnumSource(names = {"PAGES", "IMDB"})
    void the_same_seed_and_url_give_the_same_bytes_and_others_give_others(Scenario scenario) throws IOException {
        String url = "http://www.imdb.com/title/tt2935510/fullcredits";
        ServeConfig config = ServeConfig.of(scenario).withLatency(NONE, NONE);

        String first = answer(config.withSeed(1), url);
        assertThat(answer(config.withSeed(1), url)).isEqualTo(first);
        assertThat(answer(config.withSeed(2), url)).isNotEqualTo(first);
        assertThat(answer(config.withSeed(1), url.replace("5510", "5511"))).isNotEqualTo(first);
    }

    @Test
    void a_page_depends_on_host_path_and_query_but_not_on_port_or_scheme() throws IOException {
        ServeConfig pages = ServeConfig.of(Scenario.PAGES);
        String page = answer(pages, "http://a.test/b?c");

        assertThat(answer(pages, "http://A.test:8080/b?c")).isEqualTo(page);
        assertThat(answer(pages, "https://a.test/b?c")).isEqualTo(page);
        assertThat(answer(pages, "http://a.test/b?d")).isNotEqualTo(page);
        assertThat(answer(pages, "http://b.test/b?c")).isNotEqualTo(page);
    }

    @Test
    void what_a_seed_gives_does_not_change_from_version_to_version() throws IOException {
        ServeConfig pages = ServeConfig.of(Scenario.PAGES).withSeed(7);

        assertThat(title(answer(pages, "https://bar.example/x"))).isEqualTo("Hidden Circle - x - bar.example");
    }

    @Test
    void the_title_of_a_page_tells_where_it_is_from() throws IOException {
        ServeConfig pages = ServeConfig.of(Scenario.PAGES);

        assertThat(title(answer(pages, "http://a.test/x/y.html?z")))
                .matches("[A-Z]\\w+ [A-Z]\\w+ - y\\.html - a\\.test");
        assertThat(title(answer(pages, "http://a.test/"))).matches("[A-Z]\\w+ [A-Z]\\w+ - a\\.test");
        assertThat(title(answer(pages, "http://a.test/<b>&\"")))
                .matches("[A-Z]\\w+ [A-Z]\\w+ - &lt;b&gt;&amp;&quot; - a\\.test");
    }

    @Test
    void pages_are_of_2_to_80_kib_and_of_about_20_on_average() {
        LongSummaryStatistics sizes = IntStream.range(0, 5000)
                .mapToLong(i -> HtmlPage.draw("t", new Draw(1, "http://a.test/" + i), "")
                        .passage()
                        .plainBytes())
                .summaryStatistics();

        assertThat(sizes.getMin()).isBetween(2 * 1024L, 4 * 1024L);
        assertThat(sizes.getMax()).isBetween(70 * 1024L, 82 * 1024L);
        assertThat(sizes.getAverage()).isBetween(18 * 1024.0, 25 * 1024.0);
    }

    @Test
    void a_client_that_takes_gzip_gets_the_same_page_compressed() throws IOException {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.PAGES));
                Wire wire = Wire.to(server.address())) {
            for (int i = 0; i < 50; i++) {
                String plain = body(wire.send(Wire.get("/" + i)).readResponse());
                String packed = wire.send(
                                "GET /" + i + " HTTP/1.1\r\nHost: any.test\r\nAccept-Encoding: br, GZIP;q=0.5\r\n\r\n")
                        .readResponse();
                assertThat(packed).contains("Content-Encoding: gzip");
                assertThat(gunzip(body(packed))).isEqualTo(plain);
                assertThat(body(packed).length()).isLessThan(plain.length());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip;q=0", "gzip; q=0.000", "identity", "x-gzip2", "''"})
    void who_does_not_take_gzip_gets_none(String accepted) throws IOException {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.PAGES));
                Wire wire = Wire.to(server.address())) {
            String response = wire.send("GET / HTTP/1.1\r\nAccept-Encoding: " + accepted + "\r\n\r\n")
                    .readResponse();
            assertThat(response).doesNotContain("Content-Encoding");
        }
    }

    @Test
    void a_film_has_its_number_and_is_the_same_on_each_of_its_addresses() throws IOException {
        ServeConfig films = ServeConfig.of(Scenario.IMDB).withLatency(NONE, NONE);
        String film = answer(films, "http://www.imdb.com/title/tt0816711/fullcredits");

        assertThat(title(film)).matches("The [A-Z]\\w+ [A-Z]\\w+ \\((19|20)\\d\\d\\) - Full cast &amp; crew - IMDb");
        assertThat(title(answer(films, "http://m.imdb.com/title/tt0816711/"))).isEqualTo(title(film));
        assertThat(title(answer(films, "http://www.imdb.com/title/tt0816712/"))).isNotEqualTo(title(film));
        assertThat(answer(films, "http://www.imdb.com/")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void the_two_sites_answer_and_nobody_else() throws IOException {
        ServeConfig sites = ServeConfig.of(Scenario.SITES).withLatency(NONE, NONE);

        assertThat(title(answer(sites, "http://www.jython.org"))).isEqualTo("Home | Jython");
        assertThat(answer(sites, "http://olympus.realpython.org/dice")).containsPattern("<h2 id=\"result\">[1-6]</h2>");
        assertThat(answer(sites, "http://olympus.realpython.org/")).startsWith("HTTP/1.1 404 ");
        assertThat(answer(sites, "http://other.test/")).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.foxnews.com/, 200",
        "http://www.cnn.com/, 200",
        "http://europe.wsj.com/, 403",
        "http://www.bbc.co.uk/, 301",
        "https://www.bbc.co.uk/, 200",
        "http://www.dw.com/, 200",
        "http://other.test/, 404"
    })
    void the_news_answer_with_the_status_that_is_theirs(String url, int status) throws IOException {
        String answer = answer(ServeConfig.of(Scenario.NEWS).withLatency(NONE, NONE), url);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("<title>");
        if (status == 301) assertThat(answer).contains("Location: https://www.bbc.co.uk/\r\n");
    }

    @ParameterizedTest
    @CsvSource({"PAGES, 0, 0", "IMDB, 300, 300", "SITES, 100, 100", "NEWS, 20, 120", "FAULTS, 0, 0"})
    void each_has_its_latency(Scenario scenario, long least, long most) {
        Latency latency = ServeConfig.of(scenario).effectiveLatency();

        for (int i = 0; i < 100; i++) {
            assertThat(latency.draw(new Draw(i, "x")).toMillis()).isBetween(least, most);
        }
    }

    @Test
    void jitter_is_drawn_for_each_url_and_stays_with_it() {
        Latency latency = ServeConfig.of(Scenario.PAGES)
                .withLatency(Duration.ofMillis(10), Duration.ofMillis(90))
                .effectiveLatency();

        assertThat(latency.draw(new Draw(1, "a"))).isEqualTo(latency.draw(new Draw(1, "a")));
        assertThat(latency.draw(new Draw(1, "a"))).isNotEqualTo(latency.draw(new Draw(1, "b")));
        assertThat(latency.draw(new Draw(1, "a"))).isNotEqualTo(latency.draw(new Draw(2, "a")));
    }

    @Test
    void a_latency_holds_every_answer_back() throws IOException {
        ServeConfig slow = ServeConfig.of(Scenario.PAGES).withLatency(Duration.ofMinutes(10), NONE);
        try (MockServer server = MockServer.start(slow);
                Wire wire = Wire.to(server.address()).send(Wire.get("/"))) {
            assertThat(wire.isQuiet()).isTrue();
        }
    }

    @Test
    void a_config_that_makes_no_sense_cannot_exist() {
        for (int port : new int[] {-1, 65_536}) {
            assertThatThrownBy(() -> new ServeConfig(port, Scenario.PAGES, null, null, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port must be 0 to 65535: " + port);
        }
        ServeConfig pages = ServeConfig.of(Scenario.PAGES);
        assertThatThrownBy(() -> pages.withLatency(Duration.ofMillis(-1), NONE)).hasMessageContaining("latency");
        assertThatThrownBy(() -> pages.withLatency(NONE, Duration.ofHours(2))).hasMessageContaining("jitter");
    }

    /** Asks a server of that kind for a URL as its proxy; the head is part of the answer. */
    private static String answer(ServeConfig config, String url) throws IOException {
        try (MockServer server = MockServer.start(config);
                Wire wire = Wire.to(server.address())) {
            return wire.send("GET " + url + " HTTP/1.1\r\nHost: proxy\r\n\r\n").readResponse();
        }
    }

    private static String title(String answer) {
        return answer.replaceFirst("(?s).*<title>(.*)</title>.*", "$1");
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    private static String gunzip(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
