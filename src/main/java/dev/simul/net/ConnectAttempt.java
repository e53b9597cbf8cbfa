package dev.simul.net;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.result.Timing;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to one new connection: look up, connect, shake hands. Ends once, by whatever comes first. */
final class ConnectAttempt {
    private final Connector connector;
    private final Loop loop;
    private final Origin origin;
    private final Promise<Connection> result;
    private final TimerHandle timer;

    private Phase phase = Phase.DNS;
    private long phaseStartNanos;
    private long dnsNanos = Timing.NONE;
    private long connectNanos = Timing.NONE;
    private long tlsNanos = Timing.NONE;
    /** What the current phase waits for. */
    private @Nullable Task<?> waitingFor;

    /** An address, or a name that the cache knows. */
    private boolean nothingToLookUp;

    private @Nullable Channel channel;

    ConnectAttempt(Connector connector, Origin origin) {
        this.connector = connector;
        this.loop = connector.loop();
        this.origin = origin;
        this.result = loop.promise();
        this.timer = loop.callLater(connector.connectTimeout(), this::onTimeout);
        this.phaseStartNanos = loop.nanoTime();
        result.stopBy(this::cleanUp);
    }

    Task<Connection> start() {
        Task<List<InetSocketAddress>> lookup = connector.resolver().resolve(origin);
        waitingFor = lookup;
        nothingToLookUp = lookup.isDone();
        lookup.addDoneCallback(this::onAddresses);
        return result;
    }

    private void onAddresses(Task<List<InetSocketAddress>> lookup) {
        if (isOver(lookup)) return;
        long nanos = nextPhase(Phase.CONNECT);
        if (!nothingToLookUp) dnsNanos = nanos;
        Task<Channel> race = ConnectRace.start(loop, connector.bootstrap(), lookup.result());
        waitingFor = race;
        race.addDoneCallback(this::onChannel);
    }

    private void onChannel(Task<Channel> race) {
        if (result.isDone()) {
            // Connected and given up in the same turn: nobody else knows of this channel.
            if (race.isSucceeded()) race.result().close();
            return;
        }
        if (isOver(race)) return;
        Channel connected = race.result();
        channel = connected;
        connectNanos = nextPhase(Phase.TLS);
        if (!origin.secure()) {
            succeed(connected, null);
            return;
        }
        connected.pipeline().addLast(new HeldInput()); // before the handshake, so that nothing goes unheard
        // Not what this attempt waits for in the sense of a cancel: the context is everybody's.
        connector.sslContext(origin).addDoneCallback(context -> {
            if (result.isDone()) return;
            Throwable failure = context.exception();
            if (failure == null) {
                shakeHands(connected, context.result());
            } else {
                fail(new FetchFailure(new FetchError.Tls(origin.host(), "TLS cannot be set up: " + failure)));
            }
        });
    }

    private void shakeHands(Channel connected, SslContext context) {
        SslHandler handler = context.newHandler(connected.alloc(), origin.hostName(), origin.port());
        handler.setHandshakeTimeoutMillis(0); // the attempt has a timer of its own
        handler.setCloseNotifyFlushTimeoutMillis(0);
        connected.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(done -> {
            if (result.isDone()) return;
            Throwable cause = done.cause();
            if (cause == null) {
                tlsNanos = nextPhase(Phase.TLS);
                succeed(connected, handler.applicationProtocol());
            } else if (ConnectFailures.isClosedByPeer(cause)) {
                fail(new FetchFailure(new FetchError.Closed(Phase.TLS, 0, "in the TLS handshake")));
            } else {
                fail(new FetchFailure(new FetchError.Tls(origin.host(), ConnectFailures.tlsDetail(cause))));
            }
        });
    }

    private void succeed(Channel connected, @Nullable String negotiated) {
        timer.cancel();
        Carrier carrier = connector.protocols().speak(connected, origin, negotiated);
        ChannelHandlerContext held = connected.pipeline().context(HeldInput.class);
        if (held != null) ((HeldInput) held.handler()).handOver(held);
        ConnectTiming timing = new ConnectTiming(dnsNanos, connectNanos, tlsNanos);
        if (!result.tryComplete(new Connection(origin, connected, carrier, timing))) connected.close();
    }

    /** Whether there is nothing more to do: the attempt has ended already, or ends by this. */
    private boolean isOver(Task<?> awaited) {
        if (result.isDone()) return true;
        Throwable failure = awaited.exception();
        if (failure == null) return false;
        fail(failure);
        return true;
    }

    private void onTimeout() {
        fail(new FetchFailure(new FetchError.Timeout(phase, connector.connectTimeout())));
    }

    private void fail(Throwable failure) {
        if (result.tryFail(failure)) cleanUp();
    }

    private void cleanUp() {
        timer.cancel();
        if (waitingFor != null) waitingFor.cancel();
        if (channel != null) channel.close();
    }

    private long nextPhase(Phase next) {
        long now = loop.nanoTime();
        long nanos = now - phaseStartNanos;
        phaseStartNanos = now;
        phase = next;
        return nanos;
    }
}
