package peers;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, asynchronous by its own dispatcher. */
final class OkHttp implements Crawl.Client {
    private final OkHttpClient client;

    private OkHttp(int concurrency) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(concurrency);
        dispatcher.setMaxRequestsPerHost(concurrency);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(concurrency, 1, TimeUnit.MINUTES))
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        Crawl crawl = new Crawl(arguments);
        crawl.run(new OkHttp(crawl.concurrency));
    }

    @Override
    public CompletableFuture<Crawl.Page> fetch(String url) {
        CompletableFuture<Crawl.Page> fetched = new CompletableFuture<>();
        client.newCall(new Request.Builder().url(url).build()).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    fetched.complete(new Crawl.Page(response.code(), response.body().bytes()));
                } catch (IOException e) {
                    fetched.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                fetched.completeExceptionally(e);
            }
        });
        return fetched;
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
    }
}
