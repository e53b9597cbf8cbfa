package dev.simul.net;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a connection that takes its time to open: each does, in its look-up, until the test lets it through. */
class ConnectionPoolWaitingTest {
    private static final Origin ORIGIN = new Origin(false, "a.test", 80);
    private static final Origin OTHER = new Origin(false, "b.test", 80);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final FrozenTime time = FrozenTime.open();
    private final Loop loop = time.loop();
    private final RoomyProtocols protocols = new RoomyProtocols();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    /** The connections that have been begun, by their look-ups. */
    private final List<Promise<Addresses>> begun = new ArrayList<>();

    private final AddressResolver resolver = new AddressResolver() {
        @Override
        public Task<Addresses> resolve(Origin origin) {
            Promise<Addresses> lookup = loop.promise();
            begun.add(lookup);
            return lookup;
        }

        @Override
        public void close() {}
    };
    private final Connector connector = new Connector(
            loop,
            Transport.best(),
            resolver,
            AddressPolicy.ANY,
            new ClientTls(ClientTls.Trust.NOBODY, List.of()),
            CONNECT_TIMEOUT,
            protocols,
            ProxyRules.NONE);
    private final ConnectionPool pool = new ConnectionPool(loop, connector, 3);

    ConnectionPoolWaitingTest() throws IOException {
        protocols.mayShare = false;
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        time.turns(2);
        assertThat(pool.leased()).as("leases that are out").isZero();
        assertThat(loop.pendingTimers()).as("timers that wait").isZero();
        assertThat(begun).as("look-ups").allMatch(Task::isDone);
        assertThat(protocols.opened).as("connections").noneMatch(Channel::isActive);
        assertThat(time.openChannels()).as("sockets").isZero();
        server.close();
        time.close();
    }

    private void letThrough(int index) {
        begun.get(index).tryComplete(Addresses.of(List.of((InetSocketAddress) server.getLocalSocketAddress())));
    }

    private void leaveNoFileTo(int index) {
        IOException cause = new IOException("newSocketStream(..) failed: Too many open files");
        begun.get(index).tryFail(new FetchFailure(new FetchError.Connect("a.test:80", "no files"), cause));
    }

    private Lease opened(Origin origin) {
        Task<Lease> asked = pool.acquire(origin);
        letThrough(begun.size() - 1);
        return time.run(asked);
    }

    private ErrorKind failure(Task<Lease> asked) {
        time.until(asked::isDone, "the end");
        return FetchFailure.errorOf(requireNonNull(asked.exception())).kind();
    }

    @Test
    void what_others_have_done_with_goes_to_those_who_wait_in_the_order_in_which_they_asked() {
        Lease used = opened(ORIGIN);
        List<Task<Lease>> asked = List.of(pool.acquire(ORIGIN), pool.acquire(ORIGIN), pool.acquire(ORIGIN));

        for (Task<Lease> next : asked) {
            assertThat(next.isDone()).isFalse();
            Channel channel = used.channel();
            used.release();
            assertThat(next.isDone()).isTrue();
            used = next.result();
            assertThat(used.channel()).isSameAs(channel);
            assertThat(used.isReused()).isTrue();
        }
        used.release();
        assertThat(protocols.opened).hasSize(1);
    }

    @Test
    void it_does_not_go_to_another_origin() {
        Lease used = opened(ORIGIN);
        Task<Lease> other = pool.acquire(OTHER);

        used.release();

        assertThat(other.isDone()).isFalse();
        other.cancel();
    }

    @Test
    void who_wants_a_new_one_or_one_alone_waits_on() {
        Lease used = opened(ORIGIN);
        Task<Lease> fresh = pool.acquireNew(ORIGIN);
        Task<Lease> alone = pool.acquireAlone(ORIGIN);
        Task<Lease> any = pool.acquire(ORIGIN);

        used.release();
        assertThat(List.of(fresh.isDone(), alone.isDone(), any.isDone())).containsExactly(false, false, true);
        letThrough(1);
        letThrough(2);

        assertThat(time.run(fresh).isReused()).isFalse();
        assertThat(time.run(alone).isReused()).isFalse();
        List.of(fresh, alone, any).forEach(lease -> lease.result().release());
    }

    @Test
    void a_connection_that_is_spent_or_discarded_goes_to_nobody() {
        Lease used = opened(ORIGIN);
        Task<Lease> next = pool.acquire(ORIGIN);

        used.discard();
        assertThat(next.isDone()).isFalse();
        letThrough(1);

        assertThat(time.run(next).isReused()).isFalse();
        next.result().release();
    }

    @Test
    void room_that_comes_about_on_a_shared_connection_goes_to_who_waits_too() {
        protocols.room = 2;
        Lease first = opened(ORIGIN);
        Lease second = time.run(pool.acquire(ORIGIN));
        Task<Lease> third = pool.acquire(ORIGIN);
        assertThat(third.isDone()).isFalse();

        first.release();

        assertThat(time.run(third).channel()).isSameAs(second.channel());
        second.release();
        third.result().release();
    }

    @Test
    void what_was_being_opened_is_the_next_ones() {
        Lease used = opened(ORIGIN);
        Task<Lease> served = pool.acquire(ORIGIN);
        used.release();
        Task<Lease> next = pool.acquire(ORIGIN);
        assertThat(begun).as("nobody begins another one").hasSize(2);

        letThrough(1);

        Lease lease = time.run(next);
        assertThat(lease.channel()).isNotSameAs(served.result().channel());
        assertThat(lease.timing()).as("it began before").isEqualTo(ConnectTiming.REUSED);
        served.result().release();
        lease.release();
    }

    @Test
    void where_nobody_comes_it_is_kept_idle() {
        Lease used = opened(ORIGIN);
        Task<Lease> served = pool.acquire(ORIGIN);
        used.release();
        letThrough(1);
        time.until(() -> pool.idle() == 1, "an idle connection");

        Lease next = time.run(pool.acquire(ORIGIN));

        assertThat(next.isReused()).as("the peer may have closed it").isTrue();
        assertThat(begun).hasSize(2);
        next.release();
        served.result().release();
    }

    @Test
    void its_failure_is_nobodys_or_makes_the_next_one_begin_anew() {
        Lease used = opened(ORIGIN);
        Task<Lease> served = pool.acquire(ORIGIN);
        used.release();
        time.advance(CONNECT_TIMEOUT.minusSeconds(1));
        Task<Lease> next = pool.acquire(ORIGIN);

        time.advance(Duration.ofSeconds(1));
        assertThat(begun).as("begun anew").hasSize(3);
        time.advance(CONNECT_TIMEOUT);

        assertThat(failure(next)).isEqualTo(ErrorKind.TIMEOUT);
        served.result().release();
    }

    @Test
    void a_cancel_of_one_who_took_it_over_stops_it() {
        Lease used = opened(ORIGIN);
        Task<Lease> served = pool.acquire(ORIGIN);
        used.release();

        pool.acquire(ORIGIN).cancel();
        time.turns(2);

        assertThat(begun.get(1).isCancelled()).isTrue();
        served.result().release();
    }

    @Test
    void spare_ones_count_as_idle_ones() {
        for (int i = 0; i < 5; i++) {
            Origin origin = new Origin(false, i + ".test", 80);
            Lease used = opened(origin);
            Task<Lease> served = pool.acquire(origin);
            used.release();
            served.result().discard();
        }
        time.turns(2);

        assertThat(begun.stream().filter(lookup -> !lookup.isDone())).hasSize(3);
        opened(ORIGIN).release();
        assertThat(pool.idle()).as("there are three already").isZero();
    }

    @Test
    void with_nothing_kept_there_are_no_spare_ones_but_who_waits_is_served() {
        ConnectionPool keepsNothing = new ConnectionPool(loop, connector, 0);
        Task<Lease> first = keepsNothing.acquire(ORIGIN);
        letThrough(0);
        time.run(first);
        Task<Lease> second = keepsNothing.acquire(ORIGIN);

        first.result().release();
        time.turns(2);

        assertThat(begun.get(1).isCancelled()).isTrue();
        second.result().release();
        assertThat(protocols.opened).noneMatch(Channel::isActive);
        keepsNothing.close();
    }

    @Test
    void the_failure_of_its_own_connection_is_that_of_who_waits() {
        Lease used = opened(ORIGIN);
        Task<Lease> next = pool.acquire(ORIGIN);

        time.advance(CONNECT_TIMEOUT);

        assertThat(failure(next)).isEqualTo(ErrorKind.TIMEOUT);
        used.release();
        assertThat(pool.idle()).isEqualTo(1);
    }

    @Test
    void where_no_file_is_left_the_longest_idle_connection_makes_room() {
        Lease first = opened(OTHER);
        Lease second = opened(OTHER);
        first.release();
        second.release();
        Task<Lease> asked = pool.acquire(ORIGIN);

        leaveNoFileTo(2);
        time.until(() -> begun.size() == 4, "another attempt");
        assertThat(first.channel().isActive()).isFalse();
        assertThat(second.channel().isActive()).isTrue();
        letThrough(3);

        time.run(asked).release();
    }

    @Test
    void where_none_is_idle_the_failure_is_told() {
        Lease idle = opened(OTHER);
        idle.release();
        Task<Lease> asked = pool.acquire(ORIGIN);

        leaveNoFileTo(1);
        time.until(() -> begun.size() == 3, "another attempt");
        leaveNoFileTo(2);

        assertThat(failure(asked)).isEqualTo(ErrorKind.CONNECT);
        assertThat(pool.idle()).isZero();
    }

    @Test
    void a_cancel_during_the_further_attempt_stops_that() {
        opened(OTHER).release();
        Task<Lease> asked = pool.acquire(ORIGIN);
        leaveNoFileTo(1);
        time.until(() -> begun.size() == 3, "another attempt");

        asked.cancel();
        time.turns(2);

        assertThat(begun.get(2).isCancelled()).isTrue();
    }
}
