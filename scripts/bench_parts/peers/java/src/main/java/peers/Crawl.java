package peers;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jsoup.Jsoup;

/**
 * The crawl that all have in common: {@code LIST C OUT}, at most C fetches at a time, titles by jsoup, a line a URL with status, bytes,
 * URL and title.
 */
final class Crawl {
    /** Begins a fetch, from any thread. It ends by the future and never by an exception. */
    interface Client extends AutoCloseable {
        CompletableFuture<Page> fetch(String url);
    }

    record Page(int status, byte[] body) {}

    private final Path list;
    private final Path out;
    final int concurrency;

    Crawl(String[] arguments) {
        list = Path.of(arguments[0]);
        concurrency = Integer.parseInt(arguments[1]);
        out = Path.of(arguments[2]);
    }

    /** Crawls, closes the client, and ends the process, whatever threads the client may have left. */
    void run(Client client) throws Exception {
        Semaphore free = new Semaphore(concurrency);
        try (client;
                BufferedReader lines = Files.newBufferedReader(list);
                Writer records = Files.newBufferedWriter(out)) {
            for (String line; (line = lines.readLine()) != null; ) {
                String url = line;
                free.acquire();
                client.fetch(url).whenComplete((page, error) -> {
                    try {
                        write(records, url, page, error);
                    } finally {
                        free.release();
                    }
                });
            }
            free.acquire(concurrency);
        }
        System.exit(0);
    }

    private static void write(Writer records, String url, Page page, Throwable error) {
        String record = error == null
                ? page.status + "\t" + page.body.length + "\t" + url + "\t" + title(page.body, url) + "\n"
                : "0\t0\t" + url + "\t" + error + "\n";
        synchronized (records) {
            try {
                records.write(record);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String title(byte[] body, String url) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(body), null, url).title();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
