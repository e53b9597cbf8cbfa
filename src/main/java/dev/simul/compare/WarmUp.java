package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HttpLimits;
import dev.simul.source.BlockingLines;
import dev.simul.source.SourceLine;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is fetched before a run so that its classes are loaded: the first few URLs, without patience. */
final class WarmUp {
    /** For each visit that may be in flight: no model has to wait more often than this for a slow server. */
    static final int WAVES = 5;

    /** So many TLS handshakes that the JVM begins to compile them. */
    private static final int MAX_URLS = 20;

    /** A list of servers that do not answer must not make the warm-up longer than the run. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private WarmUp() {}

    /** How many lines a process begins with that has so many visits in flight. */
    static int lines(int parallelism) {
        return Math.min(MAX_URLS, WAVES * Math.min(MAX_URLS, parallelism));
    }

    /** The first lines that may be URLs. */
    static List<SourceLine> firstLines(List<SourceSpec> sources, int wanted) throws IOException, InterruptedException {
        List<SourceLine> lines = new ArrayList<>();
        try (UrlSource source = UrlSource.open(sources, InputStream.nullInputStream())) {
            BlockingLines blocking = new BlockingLines(source);
            SourceLine line = blocking.next();
            while (line != null && lines.size() < wanted) {
                if (line.defect() == null) lines.add(line);
                line = blocking.next();
            }
        }
        return lines;
    }

    /** Without retries, and with short time limits. */
    static FetchConfig impatient(FetchConfig fetch) {
        FetchPolicy policy = fetch.policy();
        HttpLimits limits = fetch.limits();
        return new FetchConfig(
                new FetchPolicy(policy.maxRedirects(), 0, policy.perHost()),
                new HttpLimits(shorter(limits.timeout()), limits.maxHeadBytes(), limits.maxBodyBytes()),
                shorter(fetch.connectTimeout()),
                fetch.tls(),
                fetch.fields(),
                fetch.versions(),
                fetch.proxies(),
                fetch.maxIdle(),
                fetch.addressing());
    }

    private static Duration shorter(Duration duration) {
        return duration.compareTo(TIMEOUT) < 0 ? duration : TIMEOUT;
    }
}
