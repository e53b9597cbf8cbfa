package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {
    private final IdleConnections idle = new IdleConnections();

    private static Connection connection() {
        Route route = new Route.Direct(new Origin(false, "a.test", 80));
        Carrier carrier = () -> 1;
        return new Connection(route, new EmbeddedChannel(), carrier, ConnectTiming.REUSED);
    }

    @Test
    void is_a_set_in_the_order_in_which_they_came() {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 6; i++) connections.add(connection());
        Set<Connection> expected = new LinkedHashSet<>();
        Random random = new Random(20_261_128);
        for (int i = 0; i < 2_000; i++) {
            Connection connection = connections.get(random.nextInt(connections.size()));
            if (random.nextBoolean()) {
                idle.add(connection);
                expected.add(connection);
            } else {
                idle.remove(connection);
                expected.remove(connection);
            }
            assertThat(idle.size()).isEqualTo(expected.size());
            assertThat(idle.oldest()).isSameAs(expected.stream().findFirst().orElse(null));
        }
        for (Connection oldest = idle.oldest(); oldest != null; oldest = idle.oldest()) {
            assertThat(oldest).isSameAs(expected.iterator().next());
            idle.remove(oldest);
            expected.remove(oldest);
        }
        assertThat(expected).isEmpty();
    }
}
