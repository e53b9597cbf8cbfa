package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPolicy;
import dev.simul.http.HeaderField;
import dev.simul.http.HttpLimits;
import dev.simul.http.HttpVersions;
import dev.simul.http.RequestFields;
import dev.simul.net.Addressing;
import dev.simul.net.ClientTls;
import dev.simul.net.ProxyRules;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import dev.simul.sink.RecordWriter;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs models inside the JVM of the tests, against a mock server. */
final class InProcess implements AutoCloseable {
    static final Model LOOP = new Model(Model.Kind.LOOP, 100);
    static final Model VIRTUAL = new Model(Model.Kind.VIRTUAL, 100);
    static final int MAX_BODY = 1 << 20;
    private static final int MAX_HEAD = 64 * 1024;

    final MockServer server;
    private final Path directory;
    private int runs;

    /** Of all its runs. */
    final TimelineRecorder timeline = new TimelineRecorder();

    InProcess(Scenario scenario, Path directory) throws Exception {
        this.server = MockServer.start(ServeConfig.of(scenario));
        this.directory = directory;
        JdkHttp.setUp(100, limits(Duration.ofSeconds(30)));
    }

    static HttpLimits limits(Duration timeout) {
        return new HttpLimits(timeout, MAX_HEAD, MAX_BODY);
    }

    static FetchConfig config(@Nullable MockServer server, FetchPolicy policy, Duration timeout, HeaderField... given) {
        ClientTls tls = server == null
                ? new ClientTls(ClientTls.Trust.SYSTEM, List.of())
                : new ClientTls(ClientTls.Trust.NOBODY, List.of(server.authority()));
        return new FetchConfig(
                policy,
                limits(timeout),
                timeout,
                tls,
                RequestFields.of("simul-test", List.of(given)),
                HttpVersions.HTTP_1_1,
                ProxyRules.NONE,
                100,
                Addressing.at(server == null ? null : server.address()));
    }

    FetchConfig config(FetchPolicy policy, Duration timeout) {
        return config(server, policy, timeout);
    }

    /** The compared fields of each URL, in the order of the list. */
    List<ComparedRecord> run(Model model, FetchConfig fetch, List<String> urls) throws Exception {
        Path records = directory.resolve("records-" + ++runs);
        List<SourceSpec> sources = new ArrayList<>();
        urls.forEach(url -> sources.add(new SourceSpec.GivenUrl(url)));
        try (UrlSource source = UrlSource.open(sources, InputStream.nullInputStream());
                RecordWriter sink = RecordWriter.toFile(records, ComparedRecord::lineOf)) {
            if (model.kind() == Model.Kind.LOOP) {
                LoopModel.run(source, sink, fetch, model.parallelism(), timeline);
            } else {
                BlockingModel.run(source, sink, fetch, model, true, timeline);
            }
        }
        return Files.readAllLines(records).stream()
                .map(ComparedRecord::parse)
                .sorted(Comparator.comparingLong(ComparedRecord::sequence))
                .toList();
    }

    ComparedRecord run(Model model, FetchConfig fetch, String url) throws Exception {
        return run(model, fetch, List.of(url)).getFirst();
    }

    static @Nullable String field(ComparedRecord record, String name) {
        return record.values().get(ComparedRecord.FIELDS.indexOf(name));
    }

    @Override
    public void close() {
        server.close();
    }
}
