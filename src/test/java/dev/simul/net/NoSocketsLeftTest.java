package dev.simul.net;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.Blame;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Task;
import dev.simul.testing.FrozenTime;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The process has as many files open as it may: Netty then fails before there is a channel, and not on the loop's thread. */
class NoSocketsLeftTest {
    private final FrozenTime time = FrozenTime.open();
    private final Bootstrap bootstrap = new Bootstrap()
            .group(time.loop().eventLoop())
            .disableResolver()
            .handler(new ChannelInboundHandlerAdapter())
            .channelFactory(() -> {
                throw new ChannelException(new IOException("newSocketStream(..) failed: Too many open files"));
            });

    @AfterEach
    void stop() {
        assertThat(time.loop().pendingTimers()).isZero();
        time.close();
    }

    private Task<Channel> race(String... addresses) {
        List<InetSocketAddress> all = Arrays.stream(addresses)
                .map(address -> new InetSocketAddress(address, 80))
                .toList();
        return ConnectRace.start(time.loop(), bootstrap, AddressPolicy.ANY, Addresses.of(all));
    }

    @Test
    void a_connect_fails_at_once_and_says_what_to_do() {
        Task<Channel> race = race("127.0.0.1");
        time.until(race::isDone, "the end");

        assertThat(ConnectFailures.isShortOfFiles(race.exception()))
                .as("so that the pool can make room")
                .isTrue();
        assertThat(FetchFailure.errorOf(requireNonNull(race.exception())))
                .isEqualTo(new FetchError.Connect(
                        "127.0.0.1:80",
                        "too many open files here (ulimit -n raises the limit, a lower --concurrency needs fewer)",
                        Blame.FILES));
    }

    @Test
    void so_does_one_with_several_addresses() {
        Task<Channel> race = race("127.0.0.1", "::1", "127.0.0.2");
        time.until(race::isDone, "the end");

        assertThat(FetchFailure.errorOf(requireNonNull(race.exception()))).isInstanceOf(FetchError.Connect.class);
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void a_question_to_a_name_server_fails_at_once_as_well() {
        Task<DnsAnswer> asked = DnsExchange.ask(
                time.loop(),
                bootstrap,
                bootstrap,
                new Random(1),
                new InetSocketAddress(NetUtil.LOCALHOST4, 53),
                new DnsQuestion("a.test", AddressFamily.IPV4),
                false,
                Duration.ofSeconds(1));

        assertThat(time.run(asked).trouble()).startsWith("the name server cannot be reached: too many open files here");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void a_cancel_meanwhile_does_no_harm() {
        Task<Channel> race = race("127.0.0.1", "127.0.0.2");
        race.cancel();
        time.turns(20);

        assertThat(race.isCancelled()).isTrue();
    }
}
