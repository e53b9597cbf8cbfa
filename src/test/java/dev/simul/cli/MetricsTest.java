package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static HttpResponse<String> ask(String method, String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void the_newest_text_is_answered_and_nothing_else() throws Exception {
        try (Metrics metrics = Metrics.listen(0)) {
            metrics.publish("simul_in_flight 1\n");
            metrics.publish("simul_in_flight 2\n");

            HttpResponse<String> answer = ask("GET", metrics.url());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body()).isEqualTo("simul_in_flight 2\n");
            assertThat(ask("HEAD", metrics.url()).body()).isEmpty();
            assertThat(ask("POST", metrics.url()).statusCode()).isEqualTo(405);
            assertThat(ask("GET", metrics.url().replace("metrics", "etc/passwd"))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_port_that_is_taken_is_not_had() throws Exception {
        try (Metrics metrics = Metrics.listen(0)) {
            int port = URI.create(metrics.url()).getPort();
            Assertions.assertThatExceptionOfType(BindException.class).isThrownBy(() -> Metrics.listen(port));
        }
    }
}
