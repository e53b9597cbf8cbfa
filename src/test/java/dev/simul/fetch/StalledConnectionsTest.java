package dev.simul.fetch;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.serve.ScriptedServer;
import dev.simul.testing.ClientFixture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten thousand peers that take a connection and then do nothing, and one that works. Nobody accepts these connections: the
 * kernel does, so that they take no files at the other end, which is in this process too.
 */
class StalledConnectionsTest {
    private static final int STALLED = 10_000;
    private static final int PER_LISTENER = 100;
    private static final int FILES_BESIDES = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Of the heap: request, exchange, channel, timers, and what leak detection remembers of each buffer. */
    private static final long MOST_BYTES_EACH = 32 * 1024;

    @RegisterExtension
    final ClientFixture client = new ClientFixture().timeout(LIMIT);

    private final ScriptedServer server = ScriptedServer.start();
    private final List<ServerSocket> deaf = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (ServerSocket listener : deaf) listener.close();
    }

    private static boolean mayOpenFiles(long count) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() >= count;
    }

    private List<ClientFixture.Fetching> stall() throws IOException {
        List<ClientFixture.Fetching> stalled = new ArrayList<>(STALLED);
        while (stalled.size() < STALLED) {
            ServerSocket listener = new ServerSocket(0, PER_LISTENER + 1, InetAddress.getLoopbackAddress());
            deaf.add(listener);
            for (int i = 0; i < PER_LISTENER; i++) {
                stalled.add(client.start("http://127.0.0.1:" + listener.getLocalPort() + "/" + i));
                if (i % 20 == 0) client.time().turns(1);
            }
            client.time().until(() -> client.pipeline().leased() == stalled.size(), stalled.size() + " connections");
        }
        return stalled;
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void fetchOften() {
        for (int i = 0; i < 200; i++) {
            assertThat(client.fetch(server.url("/")).text()).isEqualTo("hi");
        }
    }

    @Test
    void they_slow_nothing_down_and_end_with_their_time_and_leave_nothing_behind() throws IOException {
        assumeTrue(mayOpenFiles(STALLED + FILES_BESIDES), "ulimit -n is too low");
        server.on("/", respond(200).body("hi"));
        fetchOften();
        long before = usedHeap();

        List<ClientFixture.Fetching> stalled = stall();

        assertThat((usedHeap() - before) / STALLED).as("bytes each").isLessThan(MOST_BYTES_EACH);
        fetchOften();
        assertThat(client.time().elapsed()).as("nobody had to wait for a timer").isZero();
        assertThat(client.pipeline().leased()).isEqualTo(STALLED);

        client.time().advance(LIMIT);

        for (ClientFixture.Fetching each : stalled) {
            assertThat(each.finish().error()).isEqualTo(new FetchError.Timeout(Phase.SERVER, LIMIT));
        }
        assertThat(client.pipeline().leased()).isZero();
        fetchOften();
    }
}
