package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HttpLimits;
import dev.simul.sink.RecordWriter;
import dev.simul.source.SourceLine;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of one model in this JVM: first a few URLs, so that its classes are loaded, then with a client of its own the
 * whole list, which is measured.
 */
final class ModelRun {
    /** For each visit that may be in flight: no model has to wait more often than this for a slow server. */
    private static final int WARM_UP_WAVES = 5;

    /** So many TLS handshakes that the JVM begins to compile them. */
    private static final int MAX_WARM_UP_URLS = 20;

    /** A list of servers that do not answer must not make the warm-up longer than the run. */
    private static final Duration WARM_UP_TIMEOUT = Duration.ofSeconds(2);

    private final Job job;

    ModelRun(Job job) {
        this.job = job;
    }

    /**
     * Blocks until it is done.
     *
     * @throws Exception whatever keeps a run from giving every record
     */
    Measures run() throws Exception {
        if (job.model().kind() != Model.Kind.LOOP)
            JdkHttp.setUp(job.model().parallelism(), job.fetch().limits());
        run(firstLines(), impatient(job.fetch()), false);
        return run(job.sources(), job.fetch(), true);
    }

    private Measures run(List<SourceSpec> sources, FetchConfig fetch, boolean keepsConnections) throws Exception {
        try (UrlSource source = UrlSource.open(sources, InputStream.nullInputStream());
                RecordWriter sink = RecordWriter.toFile(job.records(), ComparedRecord::lineOf)) {
            Model model = job.model();
            return model.kind() == Model.Kind.LOOP
                    ? LoopModel.run(source, sink, fetch, model.parallelism())
                    : BlockingModel.run(source, sink, fetch, model, keepsConnections);
        }
    }

    private List<SourceSpec> firstLines() throws Exception {
        int wanted = Math.min(MAX_WARM_UP_URLS, WARM_UP_WAVES * job.model().parallelism());
        List<SourceSpec> lines = new ArrayList<>();
        try (UrlSource source = UrlSource.open(job.sources(), InputStream.nullInputStream())) {
            BlockingLines blocking = new BlockingLines(source);
            SourceLine line = blocking.next();
            while (line != null && lines.size() < wanted) {
                if (line.defect() == null) lines.add(new SourceSpec.GivenUrl(line.text()));
                line = blocking.next();
            }
        }
        return lines;
    }

    private static FetchConfig impatient(FetchConfig fetch) {
        FetchPolicy policy = fetch.policy();
        HttpLimits limits = fetch.limits();
        return new FetchConfig(
                new FetchPolicy(policy.maxRedirects(), 0, policy.perHost()),
                new HttpLimits(shorter(limits.timeout()), limits.maxHeadBytes(), limits.maxBodyBytes()),
                shorter(fetch.connectTimeout()),
                fetch.tls(),
                fetch.fields(),
                fetch.maxIdle(),
                fetch.everythingAt());
    }

    private static Duration shorter(Duration duration) {
        return duration.compareTo(WARM_UP_TIMEOUT) < 0 ? duration : WARM_UP_TIMEOUT;
    }
}
