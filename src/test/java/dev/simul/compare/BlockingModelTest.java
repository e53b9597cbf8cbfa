package dev.simul.compare;

import static dev.simul.compare.InProcess.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.serve.Scenario;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockingModelTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final FetchPolicy ONCE = new FetchPolicy(10, 0, 0);

    @TempDir
    Path directory;

    static List<Model> blockingModels() {
        return List.of(
                new Model(Model.Kind.SEQUENTIAL, 1),
                new Model(Model.Kind.THREADS, 3),
                new Model(Model.Kind.VIRTUAL, 10));
    }

    @ParameterizedTest
    @MethodSource("blockingModels")
    void every_line_has_the_record_that_the_loop_gives_it(Model model) throws Exception {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 40; i++) urls.add((i % 4 == 0 ? "https" : "http") + "://host" + i % 3 + ".test/page/" + i);
        urls.add("ftp://host.test/");
        urls.add("http://");
        try (InProcess models = new InProcess(Scenario.PAGES, directory)) {
            FetchConfig fetch = models.config(ONCE, LONG);

            List<ComparedRecord> records = models.run(model, fetch, urls);

            assertThat(records).hasSize(42).isEqualTo(models.run(InProcess.LOOP, fetch, urls));
        }
    }

    @Test
    void redirects_are_written_down_and_the_last_page_is_the_one_that_counts() throws Exception {
        try (InProcess models = new InProcess(Scenario.FAULTS, directory)) {
            ComparedRecord record =
                    models.run(InProcess.VIRTUAL, models.config(ONCE, LONG), "http://a.test/redirects/2#part");

            assertThat(field(record, "redirects")).isEqualTo("http://a.test/redirects/2 http://a.test/redirects/1");
            assertThat(field(record, "final_url")).isEqualTo("http://a.test/redirects/0");
            assertThat(field(record, "title")).isEqualTo("A page of the faults");
        }
    }

    @Test
    void without_redirects_the_redirect_is_the_answer() throws Exception {
        try (InProcess models = new InProcess(Scenario.FAULTS, directory)) {
            FetchConfig fetch = models.config(new FetchPolicy(0, 0, 0), LONG);

            ComparedRecord record = models.run(InProcess.VIRTUAL, fetch, "http://a.test/redirects/2");

            assertThat(field(record, "status")).isEqualTo("302");
            assertThat(field(record, "redirects")).isEmpty();
        }
    }

    @Test
    void what_may_go_better_is_tried_again() throws Exception {
        try (InProcess models = new InProcess(Scenario.FAULTS, directory)) {
            FetchConfig fetch = models.config(new FetchPolicy(10, 1, 0), LONG);

            ComparedRecord record = models.run(InProcess.VIRTUAL, fetch, "http://a.test/busy/0");

            assertThat(field(record, "status")).isEqualTo("200");
        }
    }

    @Test
    void an_attempt_is_not_repeated_more_often_than_the_policy_says() throws Exception {
        try (InProcess models = new InProcess(Scenario.FAULTS, directory)) {
            models.run(InProcess.VIRTUAL, models.config(ONCE, LONG), "http://a.test/busy/0");

            assertThat(models.server.stats().answered()).isEqualTo(1);
        }
    }

    @Test
    void connections_serve_further_requests() throws Exception {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 20; i++) urls.add("http://one.test/" + i);
        try (InProcess models = new InProcess(Scenario.PAGES, directory)) {
            models.run(new Model(Model.Kind.SEQUENTIAL, 1), models.config(ONCE, LONG), urls);

            assertThat(models.server.stats().accepted()).isEqualTo(1);
        }
    }

    @Test
    void a_host_gets_no_more_requests_at_once_than_its_limit() throws Exception {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 12; i++) urls.add("http://one.test/delay/20ms?" + i);
        try (InProcess models = new InProcess(Scenario.FAULTS, directory)) {
            models.run(InProcess.VIRTUAL, models.config(new FetchPolicy(10, 0, 2), LONG), urls);

            assertThat(models.server.stats().mostInFlight()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void nobody_who_listens_is_a_failed_connect() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        try (InProcess models = new InProcess(Scenario.PAGES, directory)) {
            FetchConfig direct = InProcess.config(null, ONCE, LONG);

            ComparedRecord record = models.run(InProcess.VIRTUAL, direct, "http://127.0.0.1:" + port + "/");

            assertThat(field(record, "error")).isEqualTo("connect");
        }
    }

    @Test
    void a_url_that_the_jdk_would_not_parse_is_asked_for_as_it_is() throws Exception {
        try (InProcess models = new InProcess(Scenario.PAGES, directory)) {
            FetchConfig direct = InProcess.config(null, ONCE, LONG);
            String url = "http://127.0.0.1:" + models.server.port() + "/a|b?c={d}";

            ComparedRecord record = models.run(InProcess.VIRTUAL, direct, url);

            assertThat(record).isEqualTo(models.run(InProcess.LOOP, direct, url));
            assertThat(field(record, "status")).isEqualTo("200");
        }
    }
}
