package dev.simul.sink;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Phase;
import dev.simul.result.Target;
import dev.simul.result.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records for the tests. */
final class Records {
    static final Instant NOW = Instant.parse("2026-11-23T05:39:50.120987Z");
    static final String URL = "https://example.com/";

    private Records() {}

    /** Every field has a value, and there is no error. */
    static CrawlRecord full() {
        return new CrawlRecord(
                new Target(6, "http://example.com", 7),
                new Answer(
                        "https://example.com/en",
                        200,
                        "http/1.1",
                        "93.184.216.34:443",
                        List.of("http://example.com/", "https://example.com/")),
                new Page("Example Domain", "text/html", "UTF-8", 24_678, 8_123),
                new Effort(
                        2,
                        NOW,
                        Duration.ofNanos(301_250_000),
                        new Timing(1_500, 2_000_000, 12_345_678, 20_100_000, 200_000_000, 66_800_400)),
                null);
    }

    /** Whatever may be null is, and the error says why. */
    static CrawlRecord empty() {
        return new CrawlRecord(
                new Target(0, "no url", Target.NO_LINE),
                Answer.NONE,
                Page.NONE,
                Effort.none(NOW),
                new FetchError.InvalidUrl("missing scheme"));
    }

    static CrawlRecord timeout() {
        return new CrawlRecord(
                new Target(1, "https://slow.example/", 2),
                Answer.NONE,
                Page.NONE,
                new Effort(3, NOW, Duration.ofMillis(30_004), null),
                new FetchError.Timeout(Phase.CONNECT, Duration.ofSeconds(10)));
    }

    static CrawlRecord numbered(long sequence) {
        return new CrawlRecord(
                new Target(sequence, "https://example.com/" + sequence, sequence + 1),
                Answer.NONE,
                Page.NONE,
                Effort.none(NOW),
                null);
    }

    static CrawlRecord titled(@Nullable String title) {
        return page(URL, new Page(title, "text/html", "UTF-8", 100, 100));
    }

    static CrawlRecord sized(long bytes) {
        return page(URL, new Page(null, null, null, bytes, bytes));
    }

    static CrawlRecord page(String url, Page page) {
        return new CrawlRecord(
                new Target(0, url, 1),
                new Answer(url, 200, "http/1.1", "127.0.0.1:80", List.of()),
                page,
                new Effort(1, NOW, Duration.ofMillis(12), null),
                null);
    }

    static CrawlRecord status(int status) {
        return new CrawlRecord(
                new Target(0, URL, 1),
                new Answer(URL, status, "http/1.1", "127.0.0.1:80", List.of()),
                Page.NONE,
                new Effort(1, NOW, Duration.ofMillis(12), null),
                null);
    }

    static CrawlRecord took(Duration elapsed, @Nullable Timing timing) {
        return new CrawlRecord(
                new Target(0, URL, 1), Answer.NONE, Page.NONE, new Effort(1, NOW, elapsed, timing), null);
    }

    static CrawlRecord fetchedAt(Instant instant) {
        return new CrawlRecord(new Target(0, URL, 1), Answer.NONE, Page.NONE, Effort.none(instant), null);
    }

    static CrawlRecord failed(FetchError error, Answer answer, Page page) {
        return new CrawlRecord(
                new Target(0, URL, 1), answer, page, new Effort(1, NOW, Duration.ofMillis(93), null), error);
    }

    static String written(RecordForm form, CrawlRecord... records) {
        Utf8Buffer out = new Utf8Buffer();
        form.begin(out);
        for (CrawlRecord record : records) form.append(record, out);
        return out.toString();
    }
}
