package peers;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.concurrent.CompletableFuture;

/** Vert.x's web client, one event loop. */
final class VertxWeb implements Crawl.Client {
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final WebClient client;

    private VertxWeb(int concurrency) {
        client = WebClient.create(
                vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(concurrency).setEventLoopSize(1));
    }

    public static void main(String[] arguments) throws Exception {
        Crawl crawl = new Crawl(arguments);
        crawl.run(new VertxWeb(crawl.concurrency));
    }

    @Override
    public CompletableFuture<Crawl.Page> fetch(String url) {
        return client.getAbs(url)
                .send()
                .map(response -> new Crawl.Page(
                        response.statusCode(), response.bodyAsBuffer().getBytes()))
                .toCompletionStage()
                .toCompletableFuture();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
