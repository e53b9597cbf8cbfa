package peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Has a client that blocks fetch on a virtual thread for each URL. */
final class VirtualThreads implements Crawl.Client {
    interface Get {
        Crawl.Page get(String url) throws Exception;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Get get;

    VirtualThreads(Get get) {
        this.get = get;
    }

    @Override
    public CompletableFuture<Crawl.Page> fetch(String url) {
        CompletableFuture<Crawl.Page> fetched = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                fetched.complete(get.get(url));
            } catch (Exception e) {
                fetched.completeExceptionally(e);
            }
        });
        return fetched;
    }

    @Override
    public void close() {
        threads.close();
    }
}
