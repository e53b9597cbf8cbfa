package peers;

import java.util.concurrent.CompletableFuture;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;

/** AsyncHttpClient, on Netty's epoll, one I/O thread. */
final class Ahc implements Crawl.Client {
    private final AsyncHttpClient client;

    private Ahc(int concurrency) {
        client = Dsl.asyncHttpClient(Dsl.config()
                .setIoThreadsCount(1)
                .setUseNativeTransport(true)
                .setUseOnlyEpollNativeTransport(true)
                .setMaxConnections(concurrency)
                .setMaxConnectionsPerHost(concurrency));
    }

    public static void main(String[] arguments) throws Exception {
        Crawl crawl = new Crawl(arguments);
        crawl.run(new Ahc(crawl.concurrency));
    }

    @Override
    public CompletableFuture<Crawl.Page> fetch(String url) {
        return client.prepareGet(url)
                .execute()
                .toCompletableFuture()
                .thenApply(response -> new Crawl.Page(response.getStatusCode(), response.getResponseBodyAsBytes()));
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
