package dev.simul.fetch;

import dev.simul.http.ExchangeKeeper;
import dev.simul.http.HttpClient;
import dev.simul.http.HttpLimits;
import dev.simul.http.NativeCodings;
import dev.simul.net.AddressResolver;
import dev.simul.net.Addressing;
import dev.simul.net.ConnectionPool;
import dev.simul.net.Connector;
import dev.simul.net.Origin;
import dev.simul.net.Protocols;
import dev.simul.robots.ProductToken;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import java.time.Clock;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The whole way of one URL, put together: redirect → robots → retry → admission → exchange → pool → connector. Loop thread.
 */
public final class FetchPipeline implements AutoCloseable {
    private final Loop loop;
    private final Connector connector;
    private final ConnectionPool pool;
    private final Admission admission;
    private final NetworkWatch network;
    private final RetryBudget budget;
    private final Fetcher fetcher;
    private final Fetcher unlimited;

    private FetchPipeline(
            Loop loop,
            Connector connector,
            ConnectionPool pool,
            Admission admission,
            NetworkWatch network,
            RetryBudget budget,
            Fetcher fetcher,
            Fetcher unlimited) {
        this.loop = loop;
        this.connector = connector;
        this.pool = pool;
        this.admission = admission;
        this.network = network;
        this.budget = budget;
        this.fetcher = fetcher;
        this.unlimited = unlimited;
    }

    /**
     * Puts it together.
     *
     * @param limits how many requests, and how fast
     * @param endurance what is put up with before a failure is final
     * @param robot as whom to obey each site's robots.txt; null: none is asked for
     * @param shard which hosts are this loop's; limits are its own part already, see {@link AdmissionLimits#part}
     * @param keeper is told of every response, those of robots.txt among them, but not of what is {@link #unlimited}
     * @param random for the jitter of retries
     * @param clock for dates; durations are the loop's
     */
    public static FetchPipeline build(
            Loop loop,
            FetchConfig config,
            AdmissionLimits limits,
            Endurance endurance,
            @Nullable ProductToken robot,
            Shard shard,
            ExchangeKeeper keeper,
            RandomGenerator random,
            Clock clock) {
        Transport transport = Transport.best();
        Addressing addressing = config.addressing();
        AddressResolver resolver = addressing.resolver(loop, transport);
        Protocols protocols = HttpClient.protocols(config.versions(), config.limits(), config.fields());
        Connector connector = new Connector(
                loop,
                transport,
                resolver,
                addressing.policy(),
                config.tls(),
                config.connectTimeout(),
                protocols,
                config.proxies());
        ConnectionPool pool = new ConnectionPool(loop, connector, config.maxIdle());
        HttpClient client = new HttpClient(loop, pool, config.fields(), config.limits(), keeper);
        HttpClient bare = new HttpClient(loop, pool, config.fields(), config.limits(), ExchangeKeeper.NONE);

        FetchPolicy policy = config.policy();
        Fetcher exchange = new ExchangeFetcher(client);
        Admission admission = new Admission(loop, limits, shard, clock);
        NetworkWatch network = new NetworkWatch(loop, admission, pool::reach, endurance.patience());
        RetryPolicy retries = new RetryPolicy(policy.retries(), random, clock);
        RetryBudget budget = new RetryBudget(loop, endurance.retryShare(), shard.count());
        OurTroubles troubles = new OurTroubles(admission, network);
        UnaryOperator<Fetcher> enduring =
                once -> new RetryFetcher(loop, new AdmittedFetcher(loop, once, admission), retries, budget, troubles);
        Fetcher allowed = enduring.apply(exchange);
        boolean keepsCookies = !config.fields().takesAwayCookies();
        if (robot != null) {
            HttpLimits limit = config.limits().withMaxBody(Long.MAX_VALUE); // that of --max-body is for pages
            Fetcher one = new ExchangeFetcher(new HttpClient(loop, pool, config.fields(), limit, keeper));
            RedirectPolicy toRobots = new RedirectPolicy(RobotsRequest.MAX_REDIRECTS, keepsCookies);
            Fetcher many = new RedirectFetcher(enduring.apply(one), toRobots, shard);
            RobotsRequest request = new RobotsRequest(loop, clock, many, robot);
            RobotsCache cache = RobotsCache.part(shard.count());
            allowed = new RobotsFetcher(loop, allowed, admission, request, cache);
        }
        Fetcher redirected =
                new RedirectFetcher(allowed, new RedirectPolicy(policy.maxRedirects(), keepsCookies), shard);
        return new FetchPipeline(
                loop, connector, pool, admission, network, budget, redirected, new ExchangeFetcher(bare));
    }

    /** Sets who hears of troubles. */
    public void listener(FetchListener listener) {
        admission.listener(listener);
        network.listener(listener);
    }

    /** Another loop had an answer: if this one takes the network to be gone, that is wrong. Nobody is told. */
    public void networkIsThere() {
        network.isThere();
    }

    /** Whether there is a network, by a host that has answered before; false where none has. */
    public Task<Boolean> proveNetwork() {
        return network.prove();
    }

    /** How many retries were not made because there had been too many. */
    public long refusedRetries() {
        return budget.refused();
    }

    /** Who may make a request. */
    public Admission admission() {
        return admission;
    }

    public Fetcher fetcher() {
        return fetcher;
    }

    /** Makes one request at once, whatever the limits: for what is no part of a crawl. */
    public Fetcher unlimited() {
        return unlimited;
    }

    /** Reads the trusted certificates now rather than with the first https URL; done when they are there. */
    public Task<?> prepareTls() {
        return connector.sslContext(new Origin(true, "localhost", 443)); // as for any other
    }

    /** Loads what some content codings need now rather than with the first response that uses them. */
    public Task<?> prepareCodings() {
        return loop.runInThread(NativeCodings::load);
    }

    /** Whether most of the requests in flight wait for a name to be looked up. */
    public boolean waitsForNames() {
        return 2 * connector.lookups() > admission.inFlight();
    }

    /** How many connections are lent out: none when nothing is in flight. */
    public int leased() {
        return pool.leased();
    }

    /** Closes idle connections and the resolver. */
    @Override
    public void close() {
        network.close();
        pool.close();
        connector.close();
    }
}
