package peers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The JDK's HttpClient on virtual threads. */
final class Jdk {
    public static void main(String[] arguments) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        new Crawl(arguments).run(new VirtualThreads(url -> {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Crawl.Page(response.statusCode(), response.body());
        }));
    }
}
