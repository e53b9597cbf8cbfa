package dev.simul.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Target;
import dev.simul.sink.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedUrlsTest {
    @TempDir
    Path folder;

    private static CrawlRecord record(String url, int status, @Nullable FetchError error, Extract extract) {
        Answer answer = new Answer(url, status, "http/1.1", null, List.of());
        Page page = new Page("\"status\":404,error,\"\r\n", "text/html", null, 1, 1, 0, extract);
        return new CrawlRecord(new Target(0, url, 1), answer, page, Effort.none(Instant.EPOCH), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.jsonl", "out.csv", "out.jsonl.gz", "out.csv.gz"})
    void only_what_has_failed_is_told(String name) throws IOException {
        Path file = folder.resolve(name);
        Extract extract = Written.extract("{\"status\":500}");
        FetchError closed = new FetchError.Protocol("a \"quote\", {kind}");
        Written.append(
                file,
                Form.forFile(file),
                extract,
                record("http://a.test/ok", 200, null, extract),
                record("http://a.test/missing", 404, null, extract),
                record("http://a.test/\"é\",", 500, null, extract),
                record("http://a.test/late", 200, closed, extract),
                record("http://a.test/never", 0, closed, extract),
                record("http://a.test/twice", 0, new FetchError.Duplicate(), extract),
                record("http://a.test/moved", 301, null, extract));
        List<String> failed = new ArrayList<>();

        FailedUrls.read(
                file,
                Form.forFile(file),
                status -> status < 400 || status == 404,
                (url, length) -> failed.add(new String(url, 0, length, StandardCharsets.UTF_8)));

        assertThat(failed).containsExactly("http://a.test/\"é\",", "http://a.test/late", "http://a.test/never");
    }
}
