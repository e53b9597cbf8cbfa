package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Start, end, and what is counted in between. */
final class MockServerTest {

    @Test
    void it_listens_on_the_loopback_address_only_and_says_where() throws IOException {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.PAGES))) {
            assertThat(server.address().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
            assertThat(server.port()).isPositive();

            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + server.port() + "/x")
                    .toURL()
                    .openConnection();
            assertThat(connection.getResponseCode()).isEqualTo(200);
            assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("<title>");
        }
    }

    @Test
    void every_scenario_answers_for_the_ready_page_without_its_latency() throws IOException {
        for (Scenario scenario : Scenario.all()) {
            ServeConfig slow = ServeConfig.of(scenario).withLatency(Duration.ofHours(1), Duration.ZERO);
            try (MockServer server = MockServer.start(slow);
                    Wire wire = Wire.to(server.address())) {
                wire.send("GET / HTTP/1.1\r\nHost: ready.simul.invalid\r\n\r\n");

                assertThat(wire.readResponse().toString()).contains("200 OK").contains("<title>Ready</title>");
            }
        }
    }

    @Test
    void a_port_that_is_taken_is_an_error_that_names_it() throws IOException {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.PAGES))) {
            ServeConfig same = new ServeConfig(server.port(), Scenario.PAGES, null, null, 0);
            assertThatThrownBy(() -> MockServer.start(same))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + server.port() + ": ");
        }
    }

    @Test
    void a_port_is_free_again_after_the_end() throws IOException {
        MockServer first = MockServer.start(ServeConfig.of(Scenario.PAGES));
        try (Wire wire = Wire.to(first.address()).send(Wire.get("/"))) {
            wire.readResponse();
            first.close();
        }
        ServeConfig same = new ServeConfig(first.port(), Scenario.PAGES, null, null, 0);
        try (MockServer second = MockServer.start(same)) {
            assertThat(second.port()).isEqualTo(first.port());
        }
    }

    @Test
    @Timeout(60)
    void the_end_does_not_wait_for_stalled_or_endless_answers() throws IOException {
        MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
        try (Wire silent = Wire.to(server.address()).send(Wire.get("/silence"));
                Wire endless = Wire.to(server.address()).send(Wire.get("/endless-body"));
                Wire late = Wire.to(server.address()).send(Wire.get("/delay/10m"));
                Wire idle = Wire.to(server.address())) {
            endless.read(100_000);
            server.close();

            silent.rest();
            late.rest();
            idle.rest();
            assertThat(server.stats().open()).isZero();
            assertThat(server.stats().inFlight()).isZero();
        }
        server.close(); // twice is fine
    }

    @Test
    @Timeout(60)
    void the_end_does_not_wait_for_a_tls_client_that_does_not_read() throws Exception {
        MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
        try (Socket socket = Trust.connect(server.address());
                SSLSocket secure = Trust.handshake(Trust.in(server.authority()), socket, "a.example");
                Wire wire = new Wire(secure).send(Wire.get("/endless-body"))) {
            wire.read(100_000);
            server.close();
            assertThat(server.stats().open()).isZero();
        }
    }

    @Test
    @Timeout(120)
    void no_end_leaves_a_connection_or_the_port_behind() throws IOException {
        for (int round = 0; round < 30; round++) { // the loop may miss its channels, but not each time
            MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
            try (Wire early = Wire.to(server.address()).send(Wire.get("/silence"));
                    Wire idle = Wire.to(server.address())) {
                server.close();

                early.rest();
                idle.rest();
                assertThat(server.stats().open()).isZero();
                assertThatThrownBy(() -> Wire.to(server.address())).isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void it_counts_requests_and_connections() throws IOException {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Wire second = Wire.to(server.address())) {
            Wire first = Wire.to(server.address()).send(Wire.get("/silence"));
            second.send(Wire.get("/status/200")).readResponse();
            first.send(Wire.get("/status/200")); // behind the silent one
            second.send(Wire.get("/status/200")).readResponse();
            while (server.stats().inFlight() < 2) Thread.onSpinWait();

            ServerStats stats = server.stats();
            assertThat(stats.answered()).isEqualTo(2);
            assertThat(stats.mostInFlight()).isBetween(2, 3);
            assertThat(stats.accepted()).isEqualTo(2);
            assertThat(stats.open()).isEqualTo(2);
            assertThat(stats.mostOpen()).isEqualTo(2);
            assertThat(stats.busyNanos()).isPositive();

            first.close();
            while (server.stats().open() > 1) Thread.onSpinWait();
            assertThat(server.stats().inFlight()).isZero();
            assertThat(server.stats().answered()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(120)
    void a_thousand_connections_wait_for_their_latency_together() throws IOException {
        int connections = 1000;
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.IMDB))) {
            long start = System.nanoTime();
            List<Wire> wires = new ArrayList<>();
            try {
                for (int i = 0; i < connections; i++) {
                    wires.add(Wire.to(server.address())
                            .send(Wire.lastGet("/title/tt" + (1_000_000 + i) + "/fullcredits")));
                }
                for (Wire wire : wires) {
                    Wire.Rest rest = wire.rest();
                    assertThat(rest.text()).startsWith("HTTP/1.1 200 OK").endsWith("</html>\n");
                    assertThat(rest.end()).isEqualTo(Wire.End.CLOSED);
                }
            } finally {
                for (Wire wire : wires) wire.close();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(connections * 3 / 10));
            assertThat(server.stats().answered()).isEqualTo(connections);
            assertThat(server.stats().mostInFlight()).isGreaterThan(1);
        }
    }

    @Test
    void a_client_that_asks_but_does_not_read_costs_it_no_memory_and_others_no_time() throws IOException {
        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
                Wire deaf =
                        Wire.to(server.address()).send(Wire.get("/title-huge").repeat(1000));
                Wire other = Wire.to(server.address())) {
            for (int i = 0; i < 20; i++) other.send(Wire.get("/status/200")).readResponse();
            assertThat(server.stats().answered()).isLessThan(20 + 100); // what fits into the kernel's buffers
            assertThat(deaf.read(9)).isEqualTo("HTTP/1.1 ");
        }
    }
}
