package dev.simul.net;

import static dev.simul.testing.NameServer.A;
import static dev.simul.testing.NameServer.AAAA;
import static dev.simul.testing.NameServer.Answer.addresses;
import static dev.simul.testing.NameServer.Answer.lost;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import dev.simul.testing.NameServer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses of one family that come after those of the other (RFC 8305 section 3). */
class LateAddressesTest {
    private static final DnsAnswer V4 = new DnsAnswer(List.of(InetAddress.getLoopbackAddress()), 60, null);
    private static final DnsAnswer V6 = new DnsAnswer(List.of(InetAddress.getLoopbackAddress()), 50, null);
    private static final DnsAnswer NONE = new DnsAnswer(List.of(), 0, DnsAnswer.NO_SUCH_HOST);

    private final FrozenTime time = FrozenTime.open();
    private final Loop loop = time.loop();
    private final Promise<DnsAnswer> ipv6 = loop.promise();
    private final Promise<DnsAnswer> ipv4 = loop.promise();
    private final List<DnsAnswer> remembered = new ArrayList<>();
    private final NameLookup lookup = new NameLookup(loop, remembered::add);

    @AfterEach
    void close() {
        time.turns(3);
        assertThat(loop.pendingTimers()).as("timers that wait").isZero();
        assertThat(lookup.waitingForRest()).as("who is still waiting").isZero();
        time.close();
    }

    private Task<NameLookup.Found> lookUp() {
        Task<NameLookup.Found> found = lookup.join(() -> {});
        lookup.start("a.test", (name, family) -> family == AddressFamily.IPV6 ? ipv6 : ipv4);
        return found;
    }

    private static NameLookup incomplete(Task<NameLookup.Found> found) {
        return Objects.requireNonNull(found.result().incomplete());
    }

    @Test
    void ipv6_addresses_wait_for_nobody() {
        Task<NameLookup.Found> found = lookUp();
        ipv6.tryComplete(V6);
        time.turns(2);

        assertThat(found.result().answer()).isEqualTo(V6);
        Task<DnsAnswer> rest = incomplete(found).rest();
        time.advance(Duration.ofSeconds(1));
        assertThat(rest.isDone()).isFalse();

        ipv4.tryComplete(V4);
        time.turns(2);

        assertThat(rest.result()).isEqualTo(V4);
        assertThat(remembered).singleElement().satisfies(both -> {
            assertThat(both.addresses()).hasSize(2);
            assertThat(both.ttlSeconds()).isEqualTo(50);
        });
    }

    @Test
    void ipv4_addresses_wait_a_little_for_the_others() {
        Task<NameLookup.Found> found = lookUp();
        ipv4.tryComplete(V4);

        time.turns(2);
        time.advance(NameLookup.RESOLUTION_DELAY.minusMillis(1));
        assertThat(found.isDone()).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(found.result().answer()).isEqualTo(V4);
        assertThat(lookup.join(() -> {}).result())
                .as("who asks now hears it at once")
                .isEqualTo(found.result());

        ipv6.tryComplete(V6);
        time.turns(2);

        assertThat(incomplete(found).rest().result()).isEqualTo(V6);
    }

    @Test
    void others_that_come_in_time_go_first() {
        Task<NameLookup.Found> found = lookUp();
        ipv4.tryComplete(V4);
        time.advance(NameLookup.RESOLUTION_DELAY.minusMillis(1));
        ipv6.tryComplete(V6);
        time.turns(2);

        assertThat(found.result().incomplete()).isNull();
        assertThat(found.result().answer().addresses()).hasSize(2);
    }

    @Test
    void a_family_that_there_is_not_is_no_answer_as_long_as_there_may_be_the_other() {
        Task<NameLookup.Found> found = lookUp();
        ipv6.tryComplete(NONE);
        time.advance(Duration.ofSeconds(1));
        assertThat(found.isDone()).isFalse();

        ipv4.tryComplete(V4);
        time.turns(2);

        assertThat(found.result()).isEqualTo(new NameLookup.Found(V4, null));
    }

    @Test
    void who_does_not_want_to_hear_of_more_is_forgotten() {
        Task<NameLookup.Found> found = lookUp();
        ipv6.tryComplete(V6);
        time.turns(2);
        Task<DnsAnswer> one = incomplete(found).rest();
        Task<DnsAnswer> other = incomplete(found).rest();
        assertThat(lookup.waitingForRest()).isEqualTo(2);

        one.cancel();
        assertThat(lookup.waitingForRest()).isOne();
        ipv4.tryComplete(NONE);
        time.turns(2);

        assertThat(other.result().addresses()).isEmpty();
    }

    // ---- from name servers to a connection; at ::1 nobody listens, where there is such an address at all

    private static final Duration LIMIT = NameServers.DEFAULT_LIMIT;

    private Task<Channel> race(DnsAddressResolver resolver, int port) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(Transport.best().socketChannel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                });
        Addresses first = time.run(resolver.resolve(new Origin(false, "a.test", port)));
        assertThat(first.known()).hasSize(1);
        return ConnectRace.start(loop, bootstrap, AddressPolicy.ANY, first);
    }

    @Test
    void where_the_first_family_is_dead_a_late_address_of_the_other_is_connected_to() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 5, NetUtil.LOCALHOST4);
                NameServer server = NameServer.start();
                DnsAddressResolver resolver =
                        new DnsAddressResolver(loop, Transport.best(), List.of(server.address()))) {
            server.on("a.test", AAAA, addresses("a.test", 60, "::1"))
                    .on("a.test", A, lost(), addresses("a.test", 60, "127.0.0.1"));
            Task<Channel> connecting = race(resolver, listening.getLocalPort());
            time.turns(50);
            assertThat(connecting.isDone()).isFalse();

            time.advance(LIMIT);
            Channel channel = time.run(connecting);

            assertThat(channel.remoteAddress())
                    .isEqualTo(new InetSocketAddress(NetUtil.LOCALHOST4, listening.getLocalPort()));
            channel.close();
            assertThat(resolver.lookups()).isZero();
        }
    }

    @Test
    void where_the_other_family_is_never_heard_of_the_dead_address_is_told_of_when_name_servers_had_their_time()
            throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (NameServer server = NameServer.start();
                DnsAddressResolver resolver =
                        new DnsAddressResolver(loop, Transport.best(), List.of(server.address()))) {
            server.on("a.test", AAAA, addresses("a.test", 60, "::1")).on("a.test", A, lost());
            Task<Channel> connecting = race(resolver, port);
            for (int round = 0; round < NameServers.DEFAULT_ROUNDS; round++) {
                time.turns(20);
                assertThat(connecting.isDone()).isFalse();
                time.advance(LIMIT);
            }
            time.until(connecting::isDone, "the end");

            FetchError error = FetchFailure.errorOf(Objects.requireNonNull(connecting.exception()));
            assertThat(error)
                    .isInstanceOfSatisfying(
                            FetchError.Connect.class,
                            connect -> assertThat(connect.address()).isEqualTo("[::1]:" + port));
        }
    }
}
