package dev.simul.fetch;

import dev.simul.http.Exchange;
import dev.simul.http.HttpClient;
import dev.simul.http.Reply;
import dev.simul.net.Origin;
import dev.simul.task.Task;
import dev.simul.url.Url;

/** The innermost fetcher: one request, one response. */
final class ExchangeFetcher implements Fetcher {
    private final HttpClient client;

    ExchangeFetcher(HttpClient client) {
        this.client = client;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        boolean sameOrigin = Origin.of(url).equals(Origin.of(call.start()));
        Exchange exchange = client.get(url, sameOrigin, call.queuedNanos(), call.bodies());
        call.onExchange(url, exchange);
        return exchange.reply();
    }
}
