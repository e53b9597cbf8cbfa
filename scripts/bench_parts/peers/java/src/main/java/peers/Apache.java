package peers;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** Apache's HttpClient 5, asynchronous, one I/O thread. */
final class Apache implements Crawl.Client {
    private final CloseableHttpAsyncClient client;

    private Apache(int concurrency) {
        client = HttpAsyncClients.custom()
                .setIOReactorConfig(
                        IOReactorConfig.custom().setIoThreadCount(1).build())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(concurrency)
                        .setMaxConnPerRoute(concurrency)
                        .build())
                .build();
        client.start();
    }

    public static void main(String[] arguments) throws Exception {
        Crawl crawl = new Crawl(arguments);
        crawl.run(new Apache(crawl.concurrency));
    }

    @Override
    public CompletableFuture<Crawl.Page> fetch(String url) {
        CompletableFuture<Crawl.Page> fetched = new CompletableFuture<>();
        client.execute(SimpleRequestBuilder.get(url).build(), new FutureCallback<SimpleHttpResponse>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                fetched.complete(new Crawl.Page(response.getCode(), response.getBodyBytes()));
            }

            @Override
            public void failed(Exception e) {
                fetched.completeExceptionally(e);
            }

            @Override
            public void cancelled() {
                fetched.completeExceptionally(new CancellationException());
            }
        });
        return fetched;
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
