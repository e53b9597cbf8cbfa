package dev.simul.fetch;

import dev.simul.http.HttpLimits;
import dev.simul.http.HttpVersions;
import dev.simul.http.RequestFields;
import dev.simul.net.Addressing;
import dev.simul.net.ClientTls;
import dev.simul.net.ProxyRules;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a crawl talks to the web.
 *
 * @param connectTimeout for name look-up, connect and TLS handshake together
 * @param versions which versions of HTTP may be spoken
 * @param proxies who is asked to reach which origin
 * @param maxIdle how many connections are kept for a next request
 * @param addressing where hosts are
 */
public record FetchConfig(
        FetchPolicy policy,
        HttpLimits limits,
        Duration connectTimeout,
        ClientTls tls,
        RequestFields fields,
        HttpVersions versions,
        ProxyRules proxies,
        int maxIdle,
        Addressing addressing) {
    public FetchConfig {
        if (!connectTimeout.isPositive()) {
            throw new IllegalArgumentException("connectTimeout must be positive: " + connectTimeout);
        }
    }

    /** One loop's part: it keeps as many idle connections as its part of all. */
    public FetchConfig part(Shard shard) {
        int idle = shard.partOf(maxIdle);
        return new FetchConfig(policy, limits, connectTimeout, tls, fields, versions, proxies, idle, addressing);
    }

    /** Where all hosts are, whatever their names; null: where their names say. */
    public @Nullable InetSocketAddress everythingAt() {
        return addressing.everythingAt();
    }
}
