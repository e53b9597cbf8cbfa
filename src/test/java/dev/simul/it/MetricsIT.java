package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --metrics} tells while the program runs, beside the records that it has written. */
class MetricsIT {
    /** Far more than a second, which is how often the text is made anew. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    /** {@code /STATUS/...}, {@code /gzip}, {@code /hang-up}, and {@code /held/...}, which is not answered before it is released. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String what = exchange.getRequestURI().getPath().replaceFirst("^/([^/]*).*", "$1");
            if (what.equals("hang-up")) return;
            if (what.equals("held")) release.await();
            byte[] body = "some text ".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            if (what.equals("gzip")) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                body = gzip(body);
            }
            exchange.sendResponseHeaders(what.matches("[0-9]+") ? Integer.parseInt(what) : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private String lines(String... paths) {
        StringBuilder lines = new StringBuilder();
        for (String path : paths) {
            lines.append("http://127.0.0.1:").append(server.getAddress().getPort());
            lines.append(path).append('\n');
        }
        return lines.toString();
    }

    /** The lines come from standard input, so that it runs until that ends. */
    private Running crawl() throws IOException {
        return Simul.in(folder).start("crawl", "-", "--metrics", "0", "--per-host", "0", "--retries", "0");
    }

    /** Each sample by its name and labels, once they are as they should be. */
    private Map<String, String> scrape(String url, Predicate<Map<String, String>> expected) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            Map<String, String> samples = new HashMap<>();
            answer.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int end = line.lastIndexOf(' ');
                assertThat(samples.put(line.substring(0, end), line.substring(end + 1)))
                        .as("twice: %s", line)
                        .isNull();
            });
            if (expected.test(samples)) return samples;
            if (System.nanoTime() - deadline > 0) throw new AssertionError("it stays at\n" + answer.body());
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** What the counters have to be when these are all the records. */
    private static Map<String, String> counters(List<Line> records) {
        Map<String, Long> sums = new HashMap<>();
        for (String each : List.of("urls_done", "urls_failed", "body_bytes", "wire_bytes", "retries_refused")) {
            sums.put("simul_" + each + "_total", 0L);
        }
        for (Line record : records) {
            sums.merge("simul_urls_done_total", 1L, Long::sum);
            sums.merge("simul_body_bytes_total", record.bytes(), Long::sum);
            sums.merge("simul_wire_bytes_total", record.json().get("wire_bytes").asLong(), Long::sum);
            String kind = record.errorKind();
            if (kind != null || record.status() >= 400) sums.merge("simul_urls_failed_total", 1L, Long::sum);
            String outcome = kind == null
                    ? "simul_responses_total{status=\"" + record.status()
                    : "simul_errors_total{kind=\"" + kind;
            sums.merge(outcome + "\"}", 1L, Long::sum);
        }
        Map<String, String> counters = new HashMap<>();
        sums.forEach((name, sum) -> counters.put(name, sum.toString()));
        return counters;
    }

    private static Map<String, String> countersOf(Map<String, String> samples) {
        Map<String, String> counters = new HashMap<>(samples);
        counters.keySet().removeIf(name -> !name.contains("_total") || name.startsWith("simul_holdup"));
        return counters;
    }

    @Test
    void counters_agree_with_the_records_while_it_runs() throws Exception {
        try (Running crawl = crawl()) {
            String url = crawl.awaitComplaintAfter("simul: metrics at ");
            crawl.type(lines("/200/a", "/held/1", "/404/a", "/gzip", "/hang-up", "/held/2", "/200/b"));
            crawl.type("no url\n");
            List<Line> records = crawl.awaitLines(6).stream().map(Line::read).toList();
            assertThat(records)
                    .extracting(Line::outcome)
                    .containsExactlyInAnyOrder("200", "200", "200", "404", "closed", "invalid_url");

            Map<String, String> held = scrape(url, samples -> "6".equals(samples.get("simul_urls_done_total")));
            assertThat(countersOf(held)).isEqualTo(counters(records));
            assertThat(held).containsEntry("simul_in_flight", "2");

            release.countDown();
            List<Line> all =
                    new ArrayList<>(crawl.awaitLines(8).stream().map(Line::read).toList());
            Map<String, String> done = scrape(url, samples -> "8".equals(samples.get("simul_urls_done_total")));
            assertThat(countersOf(done)).isEqualTo(counters(all));
            assertThat(done).containsEntry("simul_in_flight", "0");

            crawl.endInput();
            assertThat(crawl.await().status()).isEqualTo(1);
        }
    }

    /** On Linux all of 127.0.0.0/8 is there: who listens at all addresses would answer at this one as well. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void nobody_is_answered_but_at_127_0_0_1() throws Exception {
        try (Running crawl = crawl()) {
            int port =
                    URI.create(crawl.awaitComplaintAfter("simul: metrics at ")).getPort();

            new Socket(InetAddress.getLoopbackAddress(), port).close();
            InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
            assertThatThrownBy(() -> new Socket(other, port).close()).isInstanceOf(ConnectException.class);

            crawl.endInput();
            assertThat(crawl.await().status()).isZero();
        }
    }
}
