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
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers (RFC 8305 section 5): the families take turns, the next address is
 * tried when the one before has failed or has not answered for {@link #STAGGER}; the first connection wins, the others
 * are closed. Addresses that are found later take their turn among those that have not been tried yet, and as long as some may
 * still be found the race is not lost. Each address is judged before it is tried.
 */
final class ConnectRace {
    /** RFC 8305 section 8: the recommended Connection Attempt Delay. */
    static final Duration STAGGER = Duration.ofMillis(250);

    private final Loop loop;
    private final Bootstrap bootstrap;
    private final AddressPolicy policy;
    /** In the order in which they are tried. */
    private final Deque<InetSocketAddress> waiting;

    private final Set<ChannelFuture> running = new HashSet<>();
    private final Promise<Channel> winner;
    /** Waits until the next one may be tried; null when that may be at once. */
    private @Nullable TimerHandle stagger;
    /** Further addresses; null when there is nothing to wait for. */
    private @Nullable Task<List<InetSocketAddress>> later;

    private @Nullable InetSocketAddress lastTried;
    private @Nullable FetchFailure firstFailure;
    private @Nullable FetchFailure firstRefusal;

    private ConnectRace(Loop loop, Bootstrap bootstrap, AddressPolicy policy, Addresses addresses) {
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.policy = policy;
        List<InetSocketAddress> known = addresses.known();
        this.waiting = interleaved(known, known.isEmpty() || isV6(known.getFirst()));
        this.winner = loop.promise();
        winner.stopBy(this::stop);
        this.later = addresses.later();
        if (later != null) later.addDoneCallback(this::onFound);
    }

    /** Starts the race. A cancel closes all that takes part in it. @return completes with an active channel */
    static Task<Channel> start(Loop loop, Bootstrap bootstrap, AddressPolicy policy, Addresses addresses) {
        ConnectRace race = new ConnectRace(loop, bootstrap, policy, addresses);
        race.tryNext();
        return race.winner;
    }

    private void tryNext() {
        if (stagger != null) stagger.cancel();
        stagger = null;
        InetSocketAddress address = nextAllowed();
        if (address == null) {
            loseIfOver();
            return;
        }
        lastTried = address;
        ChannelFuture connecting = bootstrap.connect(address);
        running.add(connecting);
        if (!waiting.isEmpty() || later != null) stagger = loop.callLater(STAGGER, this::tryNext);
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

    /** The families take turns from here on, as if all had been known from the start. */
    private void onFound(Task<List<InetSocketAddress>> found) {
        later = null;
        if (winner.isDone()) return;
        List<InetSocketAddress> all = new ArrayList<>(waiting);
        all.addAll(found.result());
        waiting.clear();
        waiting.addAll(interleaved(all, lastTried == null || !isV6(lastTried)));
        if (stagger == null) tryNext();
    }

    /** In a loop, since a hostile name server may give many that are forbidden. */
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

    private void onFailure(InetSocketAddress address, @Nullable Throwable cause) {
        // That there are no files says something of us, and nothing of the other addresses.
        if (firstFailure == null || ConnectFailures.isShortOfFiles(cause)) {
            FetchError error = new FetchError.Connect(
                    NetUtil.toSocketAddressString(address),
                    ConnectFailures.detail(cause),
                    ConnectFailures.blame(cause));
            firstFailure = new FetchFailure(error, cause);
        }
        if (!waiting.isEmpty() || address.equals(lastTried)) {
            tryNext();
        } else {
            loseIfOver();
        }
    }

    /** Nothing is tried, and there is nothing to try, now or later. */
    private void loseIfOver() {
        if (!waiting.isEmpty() || !running.isEmpty() || later != null) return;
        if (winner.tryFail(whyNot())) stop();
    }

    /** That there is no connection says more than that some addresses are forbidden. */
    private FetchFailure whyNot() {
        if (firstFailure != null) return firstFailure;
        return firstRefusal != null ? firstRefusal : new FetchFailure(new FetchError.Connect("nowhere", "no address"));
    }

    /** The race is decided. */
    private void stop() {
        if (stagger != null) stagger.cancel();
        if (later != null) later.cancel();
        waiting.clear();
        for (ChannelFuture loser : List.copyOf(running))
            if (!loser.isDone()) loser.channel().close();
    }

    /** One of each family in turn, as RFC 8305 section 4 orders them. */
    private static Deque<InetSocketAddress> interleaved(List<InetSocketAddress> addresses, boolean v6First) {
        Deque<InetSocketAddress> first = new ArrayDeque<>();
        Deque<InetSocketAddress> second = new ArrayDeque<>();
        for (InetSocketAddress address : addresses) (isV6(address) == v6First ? first : second).add(address);
        Deque<InetSocketAddress> order = new ArrayDeque<>(addresses.size());
        while (!first.isEmpty() || !second.isEmpty()) {
            if (!first.isEmpty()) order.add(first.remove());
            if (!second.isEmpty()) order.add(second.remove());
        }
        return order;
    }

    private static boolean isV6(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address;
    }
}
