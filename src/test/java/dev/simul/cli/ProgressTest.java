package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.crawl.CrawlSummary;
import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.Page;
import dev.simul.result.Target;
import dev.simul.source.UrlSource;
import dev.simul.testing.FrozenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final FrozenTime time = FrozenTime.open();
    private final CrawlSummary summary = new CrawlSummary(time.loop());
    private UrlSource.Total total = new UrlSource.Total(UrlSource.UNKNOWN, false);

    private final Progress progress = new Progress(time.loop(), summary, () -> 0, () -> total, () -> "-c 1");

    @AfterEach
    void close() {
        time.close();
    }

    private void done(int count) {
        Answer answer = new Answer(null, 200, "http/1.1", null, List.of());
        for (int i = 0; i < count; i++) {
            summary.visitEnded(
                    new CrawlRecord(
                            new Target(i, "http://a.test/", 1), answer, Page.NONE, Effort.none(Instant.EPOCH), null),
                    i == 0);
        }
    }

    @Test
    void without_a_total_there_is_no_end_to_be_told() {
        done(30);
        time.advance(Duration.ofSeconds(70));

        assertThat(progress.text()).isEqualTo("30 done, 1 failed, 0 in flight, 0.4 a second, 1:10; held up by -c 1");
    }

    @Test
    void with_one_there_is() {
        total = new UrlSource.Total(1_500, true);
        done(500);
        time.advance(Duration.ofHours(1));

        assertThat(progress.text())
                .isEqualTo(
                        "500 of 1,500 done, 1 failed, 0 in flight, 0.1 a second, 1:00:00, 2:00:00 left; held up by -c 1");
    }

    @Test
    void what_is_guessed_says_so_and_is_never_less_than_what_is_done() {
        total = new UrlSource.Total(400, false);
        done(500);
        time.advance(Duration.ofSeconds(10));

        assertThat(progress.text())
                .isEqualTo(
                        "500 of about 500 done, 1 failed, 0 in flight, 50 a second, 0:10, about 0:00 left; held up by -c 1");
    }
}
