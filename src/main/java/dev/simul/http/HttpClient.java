package dev.simul.http;

import dev.simul.net.ConnectionPool;
import dev.simul.net.Protocols;
import dev.simul.task.Loop;
import dev.simul.url.Url;
import org.jspecify.annotations.Nullable;

/** Sends requests over connections of a pool. Loop thread. */
public final class HttpClient {
    private final Loop loop;
    private final ConnectionPool pool;
    private final RequestFields fields;
    private final HttpLimits limits;
    private final ExchangeKeeper keeper;

    public HttpClient(Loop loop, ConnectionPool pool, RequestFields fields, HttpLimits limits, ExchangeKeeper keeper) {
        this.loop = loop;
        this.pool = pool;
        this.fields = fields;
        this.limits = limits;
        this.keeper = keeper;
    }

    /** The same, but for the size of bodies. */
    public HttpClient withMaxBody(long bytes) {
        return new HttpClient(loop, pool, fields, limits.withMaxBody(bytes), keeper);
    }

    /** What a connector is to speak over its connections, all of one loop, and to proxies in between. */
    public static Protocols protocols(HttpVersions versions, HttpLimits limits, RequestFields fields) {
        return new HttpProtocols(versions, limits.maxHeadBytes(), fields.sentUserAgent());
    }

    /**
     * Sends a GET request.
     *
     * @param sameOrigin whether credentials that the user gave may go along
     * @param cookie what else goes along as a cookie; null: nothing
     * @param queuedNanos how long it had to wait before, for the record
     * @param listener hears of it, maybe before this returns
     */
    public Exchange get(
            Url url,
            boolean sameOrigin,
            @Nullable String cookie,
            long queuedNanos,
            BodyHandler bodies,
            Exchange.Listener listener) {
        Request request = new Request(fields, url, sameOrigin, cookie);
        Exchange exchange = new Exchange(loop, pool, limits, request, queuedNanos, bodies, keeper, listener);
        exchange.start();
        return exchange;
    }
}
