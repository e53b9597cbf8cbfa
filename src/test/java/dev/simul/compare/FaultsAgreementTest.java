package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.serve.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can go wrong comes to the same record, whether the event loop meets it or the JDK's blocking client.
 *
 * <p>Left out: {@code slow-body}, whose bytes depend on the time; {@code flaky} and {@code busy}, which count the requests;
 * {@code trailer-bomb}, which the JDK's client reads for ever.
 */
class FaultsAgreementTest {
    private static final List<String> TIME = List.of("slow-head", "silence", "stalled-head", "stalled-body", "split");
    private static final List<String> ENDS = List.of(
            "empty-reply",
            "reset",
            "reset-in-head",
            "reset-in-body",
            "truncated",
            "truncated-chunked",
            "truncated-chunk",
            "close-after",
            "close-delimited");
    private static final List<String> REDIRECTS = List.of(
            "redirect-self",
            "redirect-loop",
            "redirects/3",
            "redirects/11",
            "redirect-nowhere",
            "redirect-empty",
            "redirect-bad",
            "redirect-scheme",
            "redirect-file",
            "redirect-twice",
            "redirect-relative",
            "redirect-protocol-relative",
            "redirect-space",
            "redirect-unicode",
            "redirect-latin1",
            "redirect-fragment",
            "redirect-password",
            "redirect-cookie",
            "cookie-wall",
            "cookie-loop",
            "cookie-foreign",
            "cookie-bomb",
            "refresh");
    private static final List<String> LENGTHS = List.of(
            "length-longer",
            "length-shorter",
            "length-two",
            "length-and-chunked",
            "length-negative",
            "length-huge",
            "length-word",
            "chunk-size-bad",
            "chunk-size-overflow",
            "chunk-size-negative",
            "endless-body",
            "endless-length",
            "extra-bytes",
            "extra-response");
    private static final List<String> CODINGS = List.of(
            "gzip",
            "deflate",
            "deflate-raw",
            "gzip-bomb",
            "deflate-bomb",
            "gzip-broken",
            "gzip-checksum",
            "gzip-truncated",
            "gzip-trailer",
            "gzip-not",
            "gzip-members",
            "br",
            "br-bomb",
            "br-broken",
            "br-truncated",
            "br-trailer",
            "zstd",
            "zstd-bomb",
            "zstd-broken",
            "zstd-truncated",
            "zstd-window",
            "zstd-trailer",
            "zstd-frames",
            "coding-twice",
            "coding-bomb",
            "coding-many",
            "coding-unknown");
    private static final List<String> HEADS = List.of(
            "header-bomb",
            "header-endless",
            "status-line-endless",
            "head-no-end",
            "not-http",
            "http-0.9",
            "http-1.0",
            "version-bad",
            "status-bad",
            "reason-none",
            "line-feeds",
            "header-no-colon",
            "header-folded",
            "header-nul",
            "early-hints",
            "body-204",
            "body-304",
            "header-escapes");
    private static final List<String> TEXTS_AND_STATUSES = List.of(
            "title-escapes",
            "title-huge",
            "title-bidi",
            "status/200",
            "status/401",
            "status/404",
            "status/407",
            "status/500",
            "status/999",
            "down",
            "no-such-fault");
    private static final List<String> TLS =
            List.of("expired", "wrong-host", "untrusted", "garbage", "silent", "closed", "honest");

    /** Where the JDK's client is of another opinion, and nothing on top of it could know better. */
    private static final List<String> DIFFERENT = List.of(
            "close-in-head", // the JDK takes the end of the connection for the end of the head
            "chunk-no-end", // the bytes before the broken frame are not handed out
            "chunk-extension-bomb", // the JDK's limit is its own, and reported as a broken frame
            "informational-flood"); // the JDK recurses until its stack ends

    @TempDir
    Path directory;

    @Test
    void a_fault_gives_the_same_record_in_the_loop_and_in_a_blocking_model() throws Exception {
        List<String> urls = new ArrayList<>();
        List.of(TIME, ENDS, REDIRECTS, LENGTHS, CODINGS, HEADS, TEXTS_AND_STATUSES)
                .forEach(names -> names.forEach(name -> urls.add(url(name))));
        TLS.forEach(name -> urls.add("https://" + name + ".tls.test/"));

        List<List<ComparedRecord>> records = loopAndBlocking(urls);

        assertThat(records.get(1)).containsExactlyElementsOf(records.get(0));
    }

    @Test
    void the_differences_that_are_known_are_still_there() throws Exception {
        List<String> urls = DIFFERENT.stream().map(FaultsAgreementTest::url).toList();

        List<List<ComparedRecord>> records = loopAndBlocking(urls);

        assertThat(records.get(1)).doesNotContainAnyElementsOf(records.get(0));
    }

    private List<List<ComparedRecord>> loopAndBlocking(List<String> urls) throws Exception {
        try (InProcess models = new InProcess(Scenario.FAULTS, directory)) {
            FetchConfig fetch = models.config(new FetchPolicy(10, 0, 0), Duration.ofSeconds(3));
            return List.of(models.run(InProcess.LOOP, fetch, urls), models.run(InProcess.VIRTUAL, fetch, urls));
        }
    }

    /** A host for each, so that what one leaves on a connection is not the next one's. */
    private static String url(String name) {
        return "http://" + name.replace('/', '-') + ".test/" + name;
    }
}
