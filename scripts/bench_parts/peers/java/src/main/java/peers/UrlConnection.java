package peers;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** The JDK's old HttpURLConnection on virtual threads. */
final class UrlConnection {
    public static void main(String[] arguments) throws Exception {
        Crawl crawl = new Crawl(arguments);
        System.setProperty("http.maxConnections", Integer.toString(crawl.concurrency)); // how many idle ones it keeps
        crawl.run(new VirtualThreads(url -> {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            try (InputStream body = connection.getInputStream()) {
                return new Crawl.Page(connection.getResponseCode(), body.readAllBytes());
            }
        }));
    }
}
