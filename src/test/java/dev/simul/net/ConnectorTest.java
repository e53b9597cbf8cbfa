package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.result.Timing;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From addresses to a connection: RFC 8305, with addresses that the test chooses. */
class ConnectorTest {
    private static final Route ORIGIN = new Route.Direct(new Origin(false, "a.test", 80));
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FrozenTime time = FrozenTime.open();
    private final Loop loop = time.loop();
    private final Promise<Addresses> lookup = loop.promise();
    private final Connector connector = new Connector(
            loop,
            Transport.best(),
            new OneAnswer(lookup),
            AddressPolicy.ANY,
            new ClientTls(ClientTls.Trust.NOBODY, List.of()),
            LIMIT,
            new PlainProtocols(false),
            ProxyRules.NONE);
    private final List<Socket> crowd = new ArrayList<>();
    private ServerSocket open = listening(50);
    private ServerSocket deaf = listening(1);

    private static ServerSocket listening(int backlog) {
        try {
            return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Connects to the deaf one until it lets nobody in any more. */
    @BeforeEach
    void crowdTheDeafOne() throws IOException {
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket();
            crowd.add(socket);
            try {
                socket.connect(deaf.getLocalSocketAddress(), 100);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("this system lets everybody in");
    }

    @AfterEach
    void close() throws IOException {
        time.turns(2);
        assertThat(loop.pendingTimers()).as("timers that wait").isZero();
        for (Socket socket : crowd) socket.close();
        open.close();
        deaf.close();
        time.close();
    }

    private static Addresses addresses(InetSocketAddress... all) {
        return Addresses.of(List.of(all));
    }

    private static InetSocketAddress at(ServerSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private static InetSocketAddress refusing() throws IOException {
        try (ServerSocket closed = listening(1)) {
            return at(closed);
        }
    }

    private static String text(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    private void assertConnected(Task<Connection> connecting) {
        Connection connection = time.run(connecting);
        assertThat(connection.remote()).isEqualTo(text(at(open)));
        assertThat(connection.channel().isActive()).isTrue();
        connection.channel().close();
    }

    @Test
    void the_first_address_that_answers_is_the_one() {
        lookup.tryComplete(addresses(at(open)));

        assertConnected(connector.connect(ORIGIN));
    }

    @Test
    void after_one_that_refuses_the_next_is_tried_at_once() throws IOException {
        lookup.tryComplete(addresses(refusing(), refusing(), at(open)));

        assertConnected(connector.connect(ORIGIN));

        assertThat(time.elapsed()).isEqualTo(Duration.ZERO);
    }

    @Test
    void beside_one_that_does_not_answer_the_next_is_tried_a_quarter_of_a_second_later() {
        lookup.tryComplete(addresses(at(deaf), at(open)));
        Task<Connection> connecting = connector.connect(ORIGIN);
        time.turns(20);

        time.advance(ConnectRace.STAGGER.minusMillis(1));
        time.turns(20);
        assertThat(connecting.isDone()).isFalse();
        time.advance(Duration.ofMillis(1));

        assertConnected(connecting);
    }

    @Test
    void if_all_refuse_the_first_one_is_told_of() throws IOException {
        InetSocketAddress first = refusing();
        lookup.tryComplete(addresses(first, refusing(), refusing()));
        Task<Connection> connecting = connector.connect(ORIGIN);

        time.until(connecting::isDone, "the end");

        assertThat(FetchFailure.errorOf(failure(connecting)))
                .isEqualTo(new FetchError.Connect(text(first), "connection refused"));
    }

    @Test
    void if_one_refuses_the_other_has_all_of_the_time() throws IOException {
        lookup.tryComplete(addresses(refusing(), at(deaf)));
        Task<Connection> connecting = connector.connect(ORIGIN);
        time.turns(50);

        time.advance(LIMIT.minusMillis(1));
        assertThat(connecting.isDone()).isFalse();
        time.advance(Duration.ofMillis(1));

        assertThat(FetchFailure.errorOf(failure(connecting))).isEqualTo(new FetchError.Timeout(Phase.CONNECT, LIMIT));
    }

    @Test
    void a_look_up_that_takes_too_long_is_cancelled() {
        Task<Connection> connecting = connector.connect(ORIGIN);

        time.advance(LIMIT);

        assertThat(FetchFailure.errorOf(failure(connecting))).isEqualTo(new FetchError.Timeout(Phase.DNS, LIMIT));
        assertThat(lookup.isCancelled()).isTrue();
    }

    @Test
    void a_look_up_that_fails_is_the_end() {
        Task<Connection> connecting = connector.connect(ORIGIN);
        FetchFailure noSuchHost = new FetchFailure(new FetchError.Dns("a.test", "no such host"));
        lookup.tryFail(noSuchHost);

        time.until(connecting::isDone, "the end");

        assertThat(failure(connecting)).isSameAs(noSuchHost);
    }

    @Test
    void how_long_each_phase_took_is_written_down() {
        Task<Connection> connecting = connector.connect(ORIGIN);
        time.advance(Duration.ofMillis(30));
        lookup.tryComplete(addresses(at(open)));

        Connection connection = time.run(connecting);

        assertThat(connection.timing()).isEqualTo(new ConnectTiming(30_000_000, 0, Timing.NONE));
        connection.channel().close();
    }

    @Test
    void a_cancel_stops_the_look_up_or_the_race() {
        Task<Connection> lookingUp = connector.connect(ORIGIN);
        lookingUp.cancel();
        assertThat(lookup.isCancelled()).isTrue();

        for (int turns = 0; turns < 6; turns++) {
            Connector racing = new Connector(
                    loop,
                    Transport.best(),
                    new OneAnswer(loop.succeeded(addresses(at(deaf), at(open)))),
                    AddressPolicy.ANY,
                    new ClientTls(ClientTls.Trust.NOBODY, List.of()),
                    LIMIT,
                    new PlainProtocols(false),
                    ProxyRules.NONE);
            Task<Connection> connecting = racing.connect(ORIGIN);
            time.turns(turns);
            connecting.cancel();
            time.turns(2);

            assertThat(connecting.isCancelled()).isTrue();
            assertThat(loop.pendingTimers()).isZero();
        }
    }

    // ---- addresses of the other family that come later

    private final Promise<List<InetSocketAddress>> later = loop.promise();

    private Task<Connection> connect(InetSocketAddress... known) {
        lookup.tryComplete(new Addresses(List.of(known), () -> later));
        Task<Connection> connecting = connector.connect(ORIGIN);
        time.turns(50);
        return connecting;
    }

    @Test
    void one_that_is_found_after_all_others_have_failed_wins() throws IOException {
        Task<Connection> connecting = connect(refusing(), refusing());
        assertThat(connecting.isDone()).as("there is hope").isFalse();

        time.advance(Duration.ofSeconds(2));
        later.tryComplete(List.of(at(open)));

        assertConnected(connecting);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void one_that_is_found_beside_one_that_does_not_answer_is_tried_at_once_if_that_had_its_time() {
        Task<Connection> connecting = connect(at(deaf));
        time.advance(ConnectRace.STAGGER);
        later.tryComplete(List.of(at(open)));

        assertConnected(connecting);
        assertThat(time.elapsed()).isEqualTo(ConnectRace.STAGGER);
    }

    @Test
    void one_that_is_found_after_the_last_one_refused_waits_for_nobody() throws IOException {
        Task<Connection> connecting = connect(at(deaf), refusing());
        time.advance(ConnectRace.STAGGER); // the second one is tried, and refuses
        time.turns(50);
        later.tryComplete(List.of(at(open)));

        assertConnected(connecting);
        assertThat(time.elapsed()).isEqualTo(ConnectRace.STAGGER);
    }

    @Test
    void one_that_is_found_early_leaves_the_one_before_its_time() {
        Task<Connection> connecting = connect(at(deaf));
        time.advance(ConnectRace.STAGGER.minusMillis(1));
        later.tryComplete(List.of(at(open)));
        time.turns(50);
        assertThat(connecting.isDone()).isFalse();

        time.advance(Duration.ofMillis(1));

        assertConnected(connecting);
    }

    @Test
    void one_of_the_other_family_goes_before_the_rest_of_the_first() { // RFC 8305 section 4
        InetSocketAddress ipv6 = new InetSocketAddress(NetUtil.LOCALHOST6, 1);
        List<SocketAddress> tried = new ArrayList<>();
        Bootstrap nowhere = new Bootstrap()
                .group(loop.eventLoop())
                .channel(Transport.best().socketChannel())
                .disableResolver()
                .handler(new ChannelOutboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }

                    @Override
                    public void connect(
                            ChannelHandlerContext ctx, SocketAddress to, SocketAddress from, ChannelPromise promise) {
                        tried.add(to); // and nothing comes of it
                    }
                });
        InetSocketAddress ipv4 = at(deaf);
        Task<Channel> race = ConnectRace.start(
                loop, nowhere, AddressPolicy.ANY, new Addresses(List.of(ipv4, ipv4, ipv4), () -> later));
        time.turns(3);
        later.tryComplete(List.of(ipv6, ipv6));
        for (int attempt = 0; attempt < 4; attempt++) time.advance(ConnectRace.STAGGER);

        assertThat(tried).containsExactly(ipv4, ipv6, ipv4, ipv6, ipv4);
        race.cancel();
    }

    @Test
    void if_none_is_found_it_fails_as_those_before_did() throws IOException {
        InetSocketAddress first = refusing();
        Task<Connection> connecting = connect(first);
        time.advance(Duration.ofSeconds(8));
        assertThat(connecting.isDone()).isFalse();

        later.tryComplete(List.of());
        time.until(connecting::isDone, "the end");

        assertThat(FetchFailure.errorOf(failure(connecting)))
                .isEqualTo(new FetchError.Connect(text(first), "connection refused"));
    }

    @Test
    void if_name_servers_say_nothing_for_too_long_the_limit_counts_and_nobody_waits_for_them_any_more()
            throws IOException {
        Task<Connection> connecting = connect(refusing());

        time.advance(LIMIT);

        assertThat(FetchFailure.errorOf(failure(connecting))).isEqualTo(new FetchError.Timeout(Phase.CONNECT, LIMIT));
        assertThat(later.isCancelled()).isTrue();
    }

    @Test
    void when_the_race_is_won_nobody_waits_for_more() {
        Task<Connection> connecting = connect(at(open));

        assertConnected(connecting);

        assertThat(later.isCancelled()).isTrue();
    }

    @Test
    void a_cancel_while_only_more_is_waited_for_leaves_nothing() throws IOException {
        Task<Connection> connecting = connect(refusing());

        connecting.cancel();

        assertThat(later.isCancelled()).isTrue();
    }

    @Test
    void one_that_is_found_later_is_judged_as_well() throws IOException {
        Connector strict = new Connector(
                loop,
                Transport.best(),
                new OneAnswer(lookup),
                AddressPolicy.PUBLIC_ONLY,
                new ClientTls(ClientTls.Trust.NOBODY, List.of()),
                LIMIT,
                new PlainProtocols(false),
                ProxyRules.NONE);
        lookup.tryComplete(new Addresses(List.of(at(open)), () -> later));
        Task<Connection> connecting = strict.connect(ORIGIN);
        time.turns(50);
        assertThat(connecting.isDone())
                .as("a forbidden address does not end it")
                .isFalse();

        later.tryComplete(List.of(at(deaf), at(open)));
        time.until(connecting::isDone, "the end");

        assertThat(FetchFailure.errorOf(failure(connecting)))
                .isEqualTo(new FetchError.Blocked(text(at(open)), "it is a loopback address"));
    }

    private static Throwable failure(Task<?> task) {
        Throwable failure = task.exception();
        if (failure == null) throw new AssertionError("it succeeded");
        return failure;
    }
}
