package dev.simul.http;

import dev.simul.net.ConnectionPool;
import dev.simul.task.Loop;
import dev.simul.url.Url;
import io.netty.channel.ChannelHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends requests over connections of a pool. Loop thread. */
public final class HttpClient {
    private static final int COPY_BYTES = 64 * 1024;

    private final Loop loop;
    private final ConnectionPool pool;
    private final RequestFields fields;
    private final HttpLimits limits;

    public HttpClient(Loop loop, ConnectionPool pool, RequestFields fields, HttpLimits limits) {
        this.loop = loop;
        this.pool = pool;
        this.fields = fields;
        this.limits = limits;
    }

    /** Makes the handlers that a connector puts on its connections, all of one loop. */
    public static Supplier<ChannelHandler> connectionHandlers() {
        byte[] copy = new byte[COPY_BYTES];
        return () -> new Http1Handler(copy);
    }

    /**
     * Sends a GET request.
     *
     * @param sameOrigin whether credentials that the user gave may go along
     * @param cookie what else goes along as a cookie; null: nothing
     * @param queuedNanos how long it had to wait before, for the record
     */
    public Exchange get(Url url, boolean sameOrigin, @Nullable String cookie, long queuedNanos, BodyHandler bodies) {
        byte[] request = fields.get(url, sameOrigin, cookie);
        Exchange exchange = new Exchange(loop, pool, limits, url, request, queuedNanos, bodies);
        exchange.start();
        return exchange;
    }
}
