package dev.simul.fetch;

import dev.simul.http.Exchange;
import dev.simul.http.HttpClient;
import dev.simul.http.Reply;
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
        RedirectChain chain = call.chain();
        Exchange exchange = call.limited(client)
                .get(url, call.sendsCredentials(), chain.cookie(), call.queuedNanos(), call.bodies(), call);
        call.onExchange(exchange);
        return exchange.reply();
    }
}
