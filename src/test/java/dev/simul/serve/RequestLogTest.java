package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLogTest {
    @TempDir
    Path folder;

    @Test
    void each_request_has_two_lines_whatever_it_asks_for() throws Exception {
        Path file = folder.resolve("log.jsonl");
        try (RequestLog log = RequestLog.open(file);
                MockServer server = MockServer.start(ServeConfig.of(Scenario.POLITE), log);
                HttpClient client = HttpClient.newHttpClient()) {
            for (String target : List.of("/robots.txt", "/%22%5C?x=1")) {
                URI url = URI.create("http://127.0.0.1:" + server.port() + target);
                client.send(
                        HttpRequest.newBuilder(url)
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            }
        }

        assertThat(Files.readAllLines(file))
                .map(line -> line.replaceAll("_us\":-?\\d+", "_us\":0"))
                .containsExactly(
                        "{\"event\":\"began\",\"at_us\":0,\"late_us\":0,\"id\":1,\"connection\":1,\"host\":\"127.0.0.1\",\"target\":\"/robots.txt\"}",
                        "{\"event\":\"ended\",\"at_us\":0,\"id\":1,\"status\":200,\"retry_after\":\"\"}",
                        "{\"event\":\"began\",\"at_us\":0,\"late_us\":0,\"id\":2,\"connection\":1,\"host\":\"127.0.0.1\",\"target\":\"/%22%5C?x=1\"}",
                        "{\"event\":\"ended\",\"at_us\":0,\"id\":2,\"status\":200,\"retry_after\":\"\"}");
    }
}
