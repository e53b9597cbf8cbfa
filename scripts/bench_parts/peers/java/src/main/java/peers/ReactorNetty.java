package peers;

import java.util.concurrent.CompletableFuture;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** reactor-netty's HttpClient, one event loop. */
final class ReactorNetty implements Crawl.Client {
    private final LoopResources loop = LoopResources.create("crawl", 1, true);
    private final ConnectionProvider connections;
    private final HttpClient client;

    private ReactorNetty(int concurrency) {
        connections = ConnectionProvider.builder("crawl")
                .maxConnections(concurrency)
                .pendingAcquireMaxCount(-1)
                .build();
        client = HttpClient.create(connections).runOn(loop);
    }

    public static void main(String[] arguments) throws Exception {
        Crawl crawl = new Crawl(arguments);
        crawl.run(new ReactorNetty(crawl.concurrency));
    }

    @Override
    public CompletableFuture<Crawl.Page> fetch(String url) {
        return client.get()
                .uri(url)
                .responseSingle((response, body) -> body.asByteArray()
                        .map(bytes -> new Crawl.Page(response.status().code(), bytes)))
                .toFuture();
    }

    @Override
    public void close() {
        connections.dispose();
        loop.dispose();
    }
}
