package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HeaderField;
import dev.simul.serve.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server gets to see of the blocking client is what it sees of the loop. */
class RequestHeadTest {
    private static final FetchPolicy ONCE = new FetchPolicy(10, 0, 0);

    @TempDir
    Path directory;

    @Test
    void the_fields_are_those_of_the_loop() throws Exception {
        List<RecordedRequest> requests = ask(
                "http://user:pass%20word@%s/path?query",
                new HeaderField("X-Mine", "one"),
                new HeaderField("x-mine", "two"),
                new HeaderField("Host", "else.test"));

        assertThat(fields(requests.get(1))).isEqualTo(fields(requests.get(0)));
        assertThat(requests.get(1).getTarget()).isEqualTo(requests.get(0).getTarget());
        assertThat(requests.get(1).getHeaders().values("x-mine")).containsExactly("one", "two");
        assertThat(requests.get(1).getHeaders().get("Host")).isEqualTo("else.test");
        assertThat(requests.get(1).getHeaders().get("Authorization")).isEqualTo("Basic dXNlcjpwYXNzIHdvcmQ=");
    }

    @Test
    void a_field_that_the_user_took_away_is_not_the_jdks_own() throws Exception {
        List<RecordedRequest> requests = ask("http://%s/", new HeaderField("User-Agent", ""));

        assertThat(requests.get(1).getHeaders().get("User-Agent")).isNullOrEmpty();
    }

    @Test
    void a_cookie_that_is_set_on_the_way_goes_along_with_that_of_the_user() throws Exception {
        try (InProcess models = new InProcess(Scenario.PAGES, directory);
                MockWebServer server = new MockWebServer()) {
            for (int i = 0; i < 2; i++) {
                server.enqueue(new MockResponse.Builder()
                        .code(302)
                        .addHeader("Location", "/in")
                        .addHeader("Set-Cookie", "one=1; HttpOnly")
                        .addHeader("Set-Cookie", "two=2; Path=/in")
                        .build());
                server.enqueue(new MockResponse.Builder().build());
            }
            server.start();
            HeaderField mine = new HeaderField("Cookie", "mine=0");
            FetchConfig fetch = InProcess.config(null, ONCE, Duration.ofSeconds(30), mine);
            String url = "http://127.0.0.1:" + server.getPort() + "/";
            for (Model model : List.of(InProcess.LOOP, InProcess.VIRTUAL)) {
                models.run(model, fetch, url);

                assertThat(server.takeRequest().getHeaders().values("Cookie")).containsExactly("mine=0");
                assertThat(server.takeRequest().getHeaders().values("Cookie")).containsExactly("mine=0; two=2; one=1");
            }
        }
    }

    private List<RecordedRequest> ask(String url, HeaderField... given) throws Exception {
        try (InProcess models = new InProcess(Scenario.PAGES, directory);
                MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse.Builder().build());
            server.enqueue(new MockResponse.Builder().build());
            server.start();
            FetchConfig fetch = InProcess.config(null, ONCE, Duration.ofSeconds(30), given);
            String full = url.replace("%s", "127.0.0.1:" + server.getPort());
            models.run(InProcess.LOOP, fetch, full);
            models.run(InProcess.VIRTUAL, fetch, full);
            return List.of(server.takeRequest(), server.takeRequest());
        }
    }

    private static Set<String> fields(RecordedRequest request) {
        return request.getHeaders().toMultimap().entrySet().stream()
                .filter(field ->
                        !field.getKey().equals("connection")) // HTTP/1.1 needs none, the JDK sends it all the same
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
