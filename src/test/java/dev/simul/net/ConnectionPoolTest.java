package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets which connection, with a protocol whose connections take as many exchanges as the test says. */
class ConnectionPoolTest {
    private static final Origin ORIGIN = new Origin(false, "a.test", 80);
    private static final Origin OTHER = new Origin(false, "b.test", 80);

    private final FrozenTime time = FrozenTime.open();
    private final Loop loop = time.loop();
    private final RoomyProtocols protocols = new RoomyProtocols();
    private final ServerSocket server = listening();
    private final Connector connector = new Connector(
            loop,
            Transport.best(),
            new FixedAddressResolver(loop, (InetSocketAddress) server.getLocalSocketAddress()),
            AddressPolicy.ANY,
            new ClientTls(ClientTls.Trust.NOBODY, List.of()),
            Duration.ofSeconds(10),
            protocols,
            ProxyRules.NONE);
    private final ConnectionPool pool = new ConnectionPool(loop, connector, 3);

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        time.turns(2);
        assertThat(pool.leased()).as("leases that are out").isZero();
        assertThat(loop.pendingTimers()).as("timers that wait").isZero();
        assertThat(protocols.opened).as("connections").noneMatch(Channel::isActive);
        server.close();
        time.close();
    }

    private List<Lease> acquire(int count) {
        List<Task<Lease>> asked =
                IntStream.range(0, count).mapToObj(i -> pool.acquire(ORIGIN)).toList();
        return asked.stream().map(time::run).toList();
    }

    private static List<Channel> channels(List<Lease> leases) {
        return leases.stream().map(Lease::channel).distinct().toList();
    }

    @Test
    void who_asks_while_a_connection_is_being_opened_waits_for_it_and_shares_it() {
        protocols.room = 100;

        List<Lease> leases = acquire(5);

        assertThat(channels(leases)).hasSize(1);
        assertThat(leases.getFirst().isReused()).isFalse();
        assertThat(leases.subList(1, 5)).allMatch(Lease::isReused);
        leases.forEach(Lease::release);
    }

    @Test
    void where_it_turns_out_not_to_be_shared_each_gets_one_of_its_own() {
        List<Lease> leases = acquire(3);

        assertThat(channels(leases)).hasSize(3);
        leases.forEach(Lease::discard);
    }

    @Test
    void from_then_on_nobody_waits_for_another_one() {
        acquire(1).forEach(Lease::discard);
        protocols.room = 100;

        acquire(3).forEach(Lease::release);

        time.until(() -> protocols.opened.size() == 4, "a connection for each");
    }

    @Test
    void where_nothing_is_shared_nobody_waits() {
        protocols.mayShare = false;
        protocols.room = 100;

        acquire(3).forEach(Lease::release);

        time.until(() -> protocols.opened.size() == 3, "a connection for each");
    }

    @Test
    void a_connection_that_is_full_is_helped_by_another_one() {
        protocols.room = 2;

        List<Lease> leases = acquire(5);

        assertThat(channels(leases)).hasSize(3);
        leases.forEach(Lease::release);
        assertThat(pool.idle()).isEqualTo(3);
        assertThat(channels(acquireAndRelease(4))).as("there is room again").hasSize(2);
    }

    private List<Lease> acquireAndRelease(int count) {
        List<Lease> leases = acquire(count);
        leases.forEach(Lease::release);
        return leases;
    }

    @Test
    void a_connection_that_takes_no_more_is_closed_with_its_last_lease() {
        protocols.room = 100;
        List<Lease> leases = acquire(2);
        Channel channel = leases.getFirst().channel();

        protocols.room = 0;
        leases.getFirst().release();
        assertThat(channel.isActive()).isTrue();
        leases.getLast().release();

        assertThat(channel.isActive()).isFalse();
        assertThat(pool.idle()).isZero();
    }

    @Test
    void a_connection_that_takes_no_more_is_not_lent_again() {
        protocols.room = 100;
        Lease first = acquire(1).getFirst();
        protocols.room = 0;
        Task<Lease> next = pool.acquire(ORIGIN);
        protocols.room = 100;

        Lease second = time.run(next);

        assertThat(second.channel()).isNotSameAs(first.channel());
        first.release();
        second.release();
    }

    @Test
    void one_who_discards_a_shared_connection_ends_it_for_all() {
        protocols.room = 100;
        List<Lease> leases = acquire(2);

        leases.getFirst().discard();

        assertThat(leases.getLast().channel().isActive()).isFalse();
        leases.getLast().release();
        assertThat(pool.idle()).isZero();
    }

    @Test
    void one_who_wants_to_be_alone_is_until_it_gives_the_connection_back() {
        protocols.room = 100;
        Lease alone = time.run(pool.acquireAlone(ORIGIN));

        Lease other = acquire(1).getFirst();
        assertThat(other.channel()).isNotSameAs(alone.channel());
        other.discard();
        alone.release();

        List<Lease> shared = acquire(2);
        assertThat(channels(shared)).containsExactly(alone.channel());
        shared.forEach(Lease::release);
    }

    @Test
    void each_origin_has_its_own() {
        protocols.room = 100;
        Task<Lease> one = pool.acquire(ORIGIN);
        Task<Lease> other = pool.acquire(OTHER);

        assertThat(time.run(one).channel()).isNotSameAs(time.run(other).channel());
        one.result().release();
        other.result().release();
    }

    @Test
    void of_too_many_idle_ones_the_longest_idle_is_closed() {
        protocols.mayShare = false;
        List<Lease> leases = acquire(4);

        leases.forEach(Lease::release);

        assertThat(pool.idle()).isEqualTo(3);
        assertThat(leases.getFirst().channel().isActive()).isFalse();
        assertThat(leases.subList(1, 4)).allMatch(lease -> lease.channel().isActive());
    }

    @Test
    void an_idle_one_is_closed_after_a_while_and_one_in_use_is_not() {
        protocols.room = 100;
        List<Lease> leases = acquire(2);
        leases.getFirst().release();

        time.advance(RoomyConnections.IDLE_TIMEOUT);
        assertThat(leases.getLast().channel().isActive()).isTrue();
        leases.getLast().release();
        time.advance(RoomyConnections.IDLE_TIMEOUT);

        assertThat(leases.getLast().channel().isActive()).isFalse();
    }

    @Test
    void a_cancel_of_one_who_waits_is_nothing_to_the_others() {
        protocols.room = 100;
        List<Task<Lease>> asked =
                IntStream.range(0, 3).mapToObj(i -> pool.acquire(ORIGIN)).toList();

        asked.getFirst().cancel();
        asked.getLast().cancel();

        time.run(asked.get(1)).release();
        assertThat(protocols.opened).hasSize(1);
    }

    @Test
    void a_cancel_by_one_who_begins_anew_stops_that() {
        List<Task<Lease>> asked =
                IntStream.range(0, 2).mapToObj(i -> pool.acquire(ORIGIN)).toList();
        Lease first = time.run(asked.getFirst());

        asked.getLast().cancel();
        time.turns(5);

        assertThat(asked.getLast().isCancelled()).isTrue();
        first.release();
    }

    @Test
    void a_failure_is_everybodys() throws IOException {
        server.close();
        List<Task<Lease>> asked =
                IntStream.range(0, 3).mapToObj(i -> pool.acquire(ORIGIN)).toList();

        for (Task<Lease> lease : asked) {
            time.until(lease::isDone, "the end");
            assertThat(lease.exception()).hasMessageContaining("connection refused");
        }
    }
}
