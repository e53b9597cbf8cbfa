package dev.simul.net;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers (RFC 8305 section 5): the families take turns, the next address is
 * tried when the one before has failed or has not answered for {@link #STAGGER}; the first connection wins, the others
 * are closed.
 */
final class ConnectRace {
    /** RFC 8305 section 8: the recommended Connection Attempt Delay. */
    static final Duration STAGGER = Duration.ofMillis(250);

    private final Loop loop;
    private final Bootstrap bootstrap;
    private final AddressPolicy policy;
    private final Queue<InetSocketAddress> waiting;
    private final Set<ChannelFuture> running = new HashSet<>();
    private final Promise<Channel> winner;
    private @Nullable TimerHandle stagger;
    private @Nullable FetchFailure firstFailure;
    private @Nullable FetchFailure firstRefusal;

    private ConnectRace(Loop loop, Bootstrap bootstrap, AddressPolicy policy, List<InetSocketAddress> addresses) {
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.policy = policy;
        this.waiting = new ArrayDeque<>(interleaved(addresses));
        this.winner = loop.promise();
        winner.stopBy(this::stop);
    }

    /** Starts the race. A cancel closes all that takes part in it. @return completes with an active channel */
    static Task<Channel> start(
            Loop loop, Bootstrap bootstrap, AddressPolicy policy, List<InetSocketAddress> addresses) {
        ConnectRace race = new ConnectRace(loop, bootstrap, policy, addresses);
        race.tryNext();
        return race.winner;
    }

    private void tryNext() {
        if (stagger != null) stagger.cancel();
        InetSocketAddress address = nextAllowed();
        if (address == null) {
            if (running.isEmpty()) winner.tryFail(whyNot());
            return;
        }
        ChannelFuture connecting = bootstrap.connect(address);
        running.add(connecting);
        if (!waiting.isEmpty()) stagger = loop.callLater(STAGGER, this::tryNext);
        connecting.addListener(done -> {
            if (loop.inLoop()) {
                onConnected(connecting, address);
            } else { // where there is no socket to be had, Netty says so on a thread of its own
                loop.execute(() -> onConnected(connecting, address));
            }
        });
    }

    private void onConnected(ChannelFuture connecting, InetSocketAddress address) {
        running.remove(connecting);
        if (connecting.isSuccess()) {
            Channel channel = connecting.channel();
            if (winner.tryComplete(channel)) {
                stop();
            } else {
                channel.close();
            }
        } else if (!winner.isDone()) {
            onFailure(address, connecting.cause());
        }
    }

    /** In a loop, since a hostile name server may give thousands that are forbidden. */
    private @Nullable InetSocketAddress nextAllowed() {
        while (true) {
            InetSocketAddress address = waiting.poll();
            if (address == null) return null;
            String refusal = policy.refusal(address.getAddress().getAddress());
            if (refusal == null) return address;
            if (firstRefusal == null) {
                String text = NetUtil.toSocketAddressString(address);
                firstRefusal = new FetchFailure(new FetchError.Blocked(text, refusal));
            }
        }
    }

    /** That there is no connection says more than that some addresses are forbidden. */
    private FetchFailure whyNot() {
        if (firstFailure != null) return firstFailure;
        return firstRefusal != null ? firstRefusal : new FetchFailure(new FetchError.Connect("nowhere", "no address"));
    }

    private void onFailure(InetSocketAddress address, @Nullable Throwable cause) {
        // That there are no files says something of us, and nothing of the other addresses.
        if (firstFailure == null || ConnectFailures.isShortOfFiles(cause)) {
            FetchError error =
                    new FetchError.Connect(NetUtil.toSocketAddressString(address), ConnectFailures.detail(cause));
            firstFailure = new FetchFailure(error, cause);
        }
        if (!waiting.isEmpty()) {
            tryNext();
        } else if (running.isEmpty()) {
            winner.tryFail(whyNot());
        }
    }

    /** The race is decided. */
    private void stop() {
        if (stagger != null) stagger.cancel();
        waiting.clear();
        for (ChannelFuture loser : List.copyOf(running))
            if (!loser.isDone()) loser.channel().close();
    }

    /** One of each family in turn, beginning with the family of the first, as RFC 8305 section 4 orders them. */
    private static List<InetSocketAddress> interleaved(List<InetSocketAddress> addresses) {
        if (addresses.size() < 3) return addresses;
        boolean firstIsV6 = isV6(addresses.getFirst());
        Queue<InetSocketAddress> same = new ArrayDeque<>();
        Queue<InetSocketAddress> other = new ArrayDeque<>();
        for (InetSocketAddress address : addresses) (isV6(address) == firstIsV6 ? same : other).add(address);
        List<InetSocketAddress> order = new ArrayList<>(addresses.size());
        while (!same.isEmpty() || !other.isEmpty()) {
            if (!same.isEmpty()) order.add(same.remove());
            if (!other.isEmpty()) order.add(other.remove());
        }
        return order;
    }

    private static boolean isV6(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address;
    }
}
