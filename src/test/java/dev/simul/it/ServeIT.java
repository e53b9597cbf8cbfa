package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code simul serve}, asked by a client that is not ours. */
class ServeIT {
    private static final String LISTENING = "listening on http://127.0.0.1:";

    @TempDir
    Path folder;

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void server_says_where_it_listens_answers_and_ends_when_it_is_told(String signal) throws Exception {
        try (Running server = Simul.in(folder).start("serve", "--scenario", "faults")) {
            List<String> lines = server.awaitLines(1);
            assertThat(lines).singleElement().asString().matches(LISTENING + "\\d+");
            assertThat(get(lines.getFirst().substring("listening on ".length()) + "/"))
                    .contains("<title>What can go wrong</title>");

            server.signal(signal);

            Finished end = server.await();
            assertThat(end.status()).isZero();
            assertThat(end.outLines()).hasSize(1);
            assertThat(end.err()).isEmpty();
        }
    }

    @Test
    void answers_are_a_function_of_the_seed_and_the_url() throws Exception {
        assertThat(page("1", "/a")).isEqualTo(page("1", "/a"));
        assertThat(page("1", "/a")).isNotEqualTo(page("2", "/a"));
    }

    private String page(String seed, String path) throws Exception {
        try (Running server = Simul.in(folder).start("serve", "--seed", seed)) {
            return get(server.awaitLines(1).getFirst().substring("listening on ".length()) + path);
        }
    }

    @Test
    void files_of_a_folder_are_served_to_a_crawl() throws Exception {
        Files.createDirectories(folder.resolve("site/sub"));
        Files.writeString(folder.resolve("site/page.html"), "<meta charset=windows-1251><title>Page</title>");
        Files.writeString(folder.resolve("site/sub/index.html"), "<title>Index</title>");
        Files.writeString(
                folder.resolve("site/raw.http"),
                "HTTP/1.1 200 Fine\r\nContent-Type: text/html; charset=latin2\r\n\r\n<title>Raw</title>");
        try (Running server = Simul.in(folder).start("serve", "--files", "site")) {
            String at = server.awaitLines(1).getFirst().substring("listening on ".length());
            Finished crawl = Simul.in(folder)
                    .run("crawl", "--ordered", at + "/page.html", at + "/sub", at + "/raw.http", at + "/none");

            assertThat(crawl.status()).isEqualTo(1);
            assertThat(crawl.records())
                    .extracting(line -> line.json().get("status").asInt() + " " + line.title() + " "
                            + line.json().get("charset").asString())
                    .containsExactly(
                            "200 Page windows-1251",
                            "200 Index windows-1252",
                            "200 Raw ISO-8859-2",
                            "404 Not found UTF-8");
        }
    }

    @Test
    void port_that_is_taken_is_one_clear_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Finished server = Simul.in(folder).run("serve", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(server.status()).isEqualTo(2);
            assertThat(server.out()).isEmpty();
            assertThat(server.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("simul: ")
                    .contains(Integer.toString(taken.getLocalPort()))
                    .containsIgnoringCase("in use");
        }
    }

    @Test
    void scenarios_are_listed_by_name() throws Exception {
        Finished list = Simul.in(folder).run("serve", "--list");

        assertThat(list.status()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.outLines())
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("pages", "imdb", "sites", "news", "polite", "links", "faults");
    }
}
