package dev.simul.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.AdmissionLimits;
import dev.simul.fetch.Endurance;
import dev.simul.fetch.FetchCall;
import dev.simul.fetch.FetchConfig;
import dev.simul.fetch.FetchPipeline;
import dev.simul.fetch.FetchPolicy;
import dev.simul.fetch.Shard;
import dev.simul.http.ExchangeKeeper;
import dev.simul.http.HeaderField;
import dev.simul.http.HttpLimits;
import dev.simul.http.HttpVersions;
import dev.simul.http.OpenStreams;
import dev.simul.http.Reply;
import dev.simul.http.RequestFields;
import dev.simul.net.Addressing;
import dev.simul.net.ClientTls;
import dev.simul.net.HostOverrides;
import dev.simul.net.ProxyRules;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.robots.ProductToken;
import dev.simul.task.Task;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole client, as the program puts it together, on {@link FrozenTime}. After each test no lease may be out, no timer may
 * wait, neither ours nor Netty's, no socket may be open, Netty may not have warned of anything and, once the class is through, no
 * buffer may have leaked.
 *
 * <p>The pauses before retries have no length: the jitter draws nothing but zeros. What is set must be set before the first fetch.
 */
public final class ClientFixture implements BeforeEachCallback, AfterEachCallback {
    public static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    private final FrozenTime time = FrozenTime.open();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final NettyWarnings warnings = NettyWarnings.watch();
    private @Nullable FetchPipeline pipeline;

    private int maxRedirects = 10;
    private int retries;
    private int perHost;
    private int concurrency = 100_000;
    private Duration timeout = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private int maxHead = 64 * 1024;
    private long maxBody = 10 * 1024 * 1024;
    private int enough = Integer.MAX_VALUE;
    private SslProvider tlsProvider = SslContext.defaultClientProvider();
    private ClientTls tls = new ClientTls(ClientTls.Trust.NOBODY, List.of());
    private int maxIdle = 100;
    private HttpVersions versions = HttpVersions.BY_ALPN;
    private ProxyRules proxies = ProxyRules.NONE;
    private @Nullable InetSocketAddress everythingAt;
    private HostOverrides overrides = HostOverrides.NONE;
    private boolean publicOnly;
    private Endurance endurance = Endurance.PLAIN;
    private Duration delay = Duration.ZERO;
    private @Nullable ProductToken robot;
    private ExchangeKeeper keeper = ExchangeKeeper.NONE;
    private final List<HeaderField> fields = new ArrayList<>();

    // ---- what it is to do

    public ClientFixture maxRedirects(int count) {
        maxRedirects = count;
        return unbuilt();
    }

    public ClientFixture retries(int count) {
        retries = count;
        return unbuilt();
    }

    public ClientFixture perHost(int count) {
        perHost = count;
        return unbuilt();
    }

    public ClientFixture timeout(Duration limit) {
        timeout = limit;
        return unbuilt();
    }

    public ClientFixture connectTimeout(Duration limit) {
        connectTimeout = limit;
        return unbuilt();
    }

    public ClientFixture maxHead(int bytes) {
        maxHead = bytes;
        return unbuilt();
    }

    public ClientFixture maxBody(long bytes) {
        maxBody = bytes;
        return unbuilt();
    }

    /** The rest of a body is of no use once so many bytes have come. */
    public ClientFixture enoughAfter(int bytes) {
        enough = bytes;
        return this;
    }

    public ClientFixture versions(HttpVersions spoken) {
        versions = spoken;
        return unbuilt();
    }

    public ClientFixture proxies(ProxyRules rules) {
        proxies = rules;
        return unbuilt();
    }

    public ClientFixture maxIdle(int connections) {
        maxIdle = connections;
        return unbuilt();
    }

    public ClientFixture header(String name, String value) {
        fields.add(HeaderField.checked(name, value));
        return unbuilt();
    }

    /** Trusts nobody else. */
    public ClientFixture trusting(X509Certificate... authorities) {
        tls = new ClientTls(ClientTls.Trust.NOBODY, List.of(authorities));
        return unbuilt();
    }

    public ClientFixture trustingEverybody() {
        tls = new ClientTls(ClientTls.Trust.EVERYBODY, List.of());
        return unbuilt();
    }

    /** Says whose TLS it speaks. */
    public ClientFixture tlsOf(SslProvider provider) {
        tlsProvider = provider;
        return unbuilt();
    }

    /** Asks {@code address} whatever the host of a URL, as {@code --mock} does. */
    public ClientFixture everythingAt(InetSocketAddress address) {
        everythingAt = address;
        return unbuilt();
    }

    /** Says where some hosts are, as {@code --resolve} does. */
    public ClientFixture resolve(String... given) {
        overrides = HostOverrides.of(List.of(given));
        return unbuilt();
    }

    /** How many requests may be in flight; without it no test has as many. */
    public ClientFixture concurrency(int limit) {
        concurrency = limit;
        return unbuilt();
    }

    /** The least time between the starts of two requests to one host. */
    public ClientFixture delay(Duration least) {
        delay = least;
        return unbuilt();
    }

    /** Obeys each site's robots.txt. */
    public ClientFixture obeyingRobots() {
        robot = ProductToken.SIMUL;
        return unbuilt();
    }

    /** Tells {@code told} of every response. */
    public ClientFixture keeping(ExchangeKeeper told) {
        keeper = told;
        return unbuilt();
    }

    /** What is put up with before a failure is final; without it no more than is said by the number of retries. */
    public ClientFixture endurance(Endurance all) {
        endurance = all;
        return unbuilt();
    }

    public ClientFixture publicOnly() {
        publicOnly = true;
        return unbuilt();
    }

    private ClientFixture unbuilt() {
        assertThat(pipeline).as("the client is in use already").isNull();
        return this;
    }

    // ---- what it does

    public FrozenTime time() {
        return time;
    }

    public FetchPipeline pipeline() {
        FetchPipeline built = pipeline;
        if (built == null) {
            FetchConfig config = new FetchConfig(
                    new FetchPolicy(maxRedirects, retries, perHost),
                    new HttpLimits(timeout, maxHead, maxBody),
                    connectTimeout,
                    new ClientTls(tls.trust(), tls.further(), tlsProvider),
                    RequestFields.of("simul/test", fields),
                    versions,
                    proxies,
                    maxIdle,
                    new Addressing(everythingAt, overrides, List.of(), publicOnly));
            AdmissionLimits limits = new AdmissionLimits(concurrency, AdmissionLimits.NO_RATE, perHost, delay, false);
            built = FetchPipeline.build(
                    time.loop(), config, limits, endurance, robot, Shard.ALL, keeper, () -> 0L, clock);
            pipeline = built;
        }
        return built;
    }

    /** Fetches {@code url} to the end. */
    public Fetched fetch(String url) {
        return start(url).finish();
    }

    /** Begins to fetch {@code url}. */
    public Fetching start(String url) {
        try {
            Recorder recorder = new Recorder(enough);
            FetchCall call = new FetchCall(time.loop(), clock, Url.parse(url), recorder);
            Task<Reply> task = pipeline().fetcher().fetch(call.start(), call);
            task.addDoneCallback(done -> call.giveBack());
            return new Fetching(task, call, recorder);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A fetch that is under way. */
    public final class Fetching {
        private final Task<Reply> task;
        private final FetchCall call;
        private final Recorder recorder;

        private Fetching(Task<Reply> task, FetchCall call, Recorder recorder) {
            this.task = task;
            this.call = call;
            this.recorder = recorder;
        }

        public boolean isDone() {
            return task.isDone();
        }

        public List<String> events() {
            return recorder.events();
        }

        public void cancel() {
            task.cancel();
        }

        /** Reads nothing more for now, or goes on. */
        public void hold(boolean held) {
            call.hold(held);
        }

        /** How much of the body has come. */
        public int bytes() {
            return recorder.body().length;
        }

        /** Waits for its end. */
        public Fetched finish() {
            time.until(task::isDone, "the end of " + call.start() + " after " + recorder.events());
            time.turns(1);
            Reply reply = reply();
            FetchError error = reply.error();
            recorder.note(error == null ? "whole" : error.kind().id());
            return new Fetched(reply, call.answer(reply), call.effort(reply), recorder);
        }

        /** As a visit makes a reply of a task that may have been cancelled. */
        private Reply reply() {
            if (task.isCancelled()) return call.soFar(new FetchError.Cancelled());
            Throwable defect = task.exception();
            return defect == null ? task.result() : call.soFar(FetchFailure.errorOf(defect));
        }
    }

    // ---- what it must have given back

    @Override
    public void beforeEach(ExtensionContext context) {
        ExtensionContext all = context.getParent().orElse(context);
        all.getStore(ExtensionContext.Namespace.create(ClientFixture.class))
                .computeIfAbsent("leaks", key -> new LeakCheck(), LeakCheck.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        FetchPipeline used = pipeline;
        try {
            if (used == null) return;
            int leased = used.leased();
            used.close();
            time.turns(2);
            if (context.getExecutionException().isPresent()) return; // one failure is enough
            assertThat(leased).as("leases that are out").isZero();
            assertThat(time.loop().pendingTimers()).as("timers that wait").isZero();
            assertThat(time.nettyTimers()).as("timers of Netty that wait").isZero();
            assertThat(time.openChannels()).as("sockets that are open").isZero();
            assertThat(time.loop().pendingWork()).as("work on other threads").isZero();
            assertThat(OpenStreams.count()).as("coded streams that are open").isZero();
            assertThat(warnings.soFar()).as("what Netty warns of").isEmpty();
        } finally {
            warnings.close();
            time.close();
        }
    }

    /** Looks for leaks when the tests of a class are through: for each of them it would take too long. */
    private static final class LeakCheck implements AutoCloseable {
        LeakCheck() {
            BufferLeaks.listen();
        }

        @Override
        public void close() {
            assertThat(BufferLeaks.find()).as("leaked buffers").isEmpty();
        }
    }
}
