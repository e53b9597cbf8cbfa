package dev.simul.net;

import dev.simul.result.Blame;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.result.Timing;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to one new connection: look up and connect; where a proxy is in between, shake hands with it and have it open a tunnel;
 * shake hands with the origin. Ends once, by whatever comes first.
 *
 * <p>The proxy's part counts as connecting: TLS to it is part of how the origin is reached.
 */
final class ConnectAttempt {
    private final Connector connector;
    private final Loop loop;
    private final Route route;
    private final Promise<Connection> result;
    private final TimerHandle timer;

    private Phase phase = Phase.DNS;
    private long phaseStartNanos;
    private long dnsNanos = Timing.NONE;
    private long connectNanos = Timing.NONE;
    private long tlsNanos = Timing.NONE;
    /** What the current phase waits for, and nobody else. */
    private @Nullable Task<?> waitingFor;

    private @Nullable Channel channel;

    /** Towards the end of the route, if that is secure. */
    private @Nullable Task<SslContext> tls;

    ConnectAttempt(Connector connector, Route route) {
        this.connector = connector;
        this.loop = connector.loop();
        this.route = route;
        this.result = loop.promise();
        this.timer = loop.callLater(connector.connectTimeout(), this::onTimeout);
        this.phaseStartNanos = loop.nanoTime();
        result.stopBy(this::cleanUp);
    }

    Task<Connection> start() {
        Origin end = route.end();
        if (end != null && end.secure()) tls = connector.sslContext(end); // made while the name is looked up
        if (route instanceof Route.Tunnelled tunnelled
                && tunnelled.proxy().kind() == ProxyServer.Kind.SOCKS5_LOCAL_NAMES) {
            lookUp(tunnelled.origin(), this::connectByAddress);
        } else {
            lookUp(route.firstHop(), hops -> connect(hops, null));
        }
        return result;
    }

    /** The proxy is told an address that was looked up here, so that it can be judged here as well. */
    private void connectByAddress(Addresses origins) {
        InetSocketAddress end = origins.known().getFirst();
        FetchFailure refusal = connector.refusal(end);
        if (refusal == null) {
            lookUp(route.firstHop(), hops -> connect(hops, end));
        } else {
            fail(refusal);
        }
    }

    private void lookUp(Origin whom, Consumer<Addresses> next) {
        Task<Addresses> lookup = connector.resolver().resolve(whom);
        waitingFor = lookup;
        boolean nothingToLookUp = lookup.isDone(); // an address, or a name that the cache knows
        lookup.addDoneCallback(done -> {
            if (isOver(done, route.proxy() == null || !whom.equals(route.firstHop()) ? null : route.proxy())) return;
            long nanos = nextPhase(Phase.DNS);
            if (!nothingToLookUp) dnsNanos = dnsNanos == Timing.NONE ? nanos : dnsNanos + nanos;
            next.accept(done.result());
        });
    }

    /** Connects to the first of {@code hops}; {@code end} is where the origin is, if the proxy is not to look it up itself. */
    private void connect(Addresses hops, @Nullable InetSocketAddress end) {
        nextPhase(Phase.CONNECT);
        Task<Channel> race = ConnectRace.start(loop, connector.bootstrap(), connector.policyFor(route), hops);
        waitingFor = race;
        race.addDoneCallback(done -> onChannel(done, end));
    }

    private void onChannel(Task<Channel> race, @Nullable InetSocketAddress end) {
        if (result.isDone()) {
            // Connected and given up in the same turn: nobody else knows of this channel.
            if (race.isSucceeded()) race.result().close();
            return;
        }
        ProxyServer proxy = route.proxy();
        if (isOver(race, proxy)) return;
        Channel connected = race.result();
        channel = connected;
        ConnectLayers layers = new ConnectLayers(loop, connected);
        if (proxy == null) {
            secureEnd(layers);
        } else if (proxy.address().secure()) {
            phase = Phase.TLS;
            shakeHands(layers, connector.proxySslContext(), proxy.address(), proxy.toString(), negotiated -> {
                phase = Phase.CONNECT;
                openTunnel(layers, end);
            });
        } else {
            openTunnel(layers, end);
        }
    }

    private void openTunnel(ConnectLayers layers, @Nullable InetSocketAddress end) {
        if (!(route instanceof Route.Tunnelled tunnelled)) {
            secureEnd(layers);
            return;
        }
        ProxyServer proxy = tunnelled.proxy();
        Task<Boolean> tunnel;
        try {
            layers.expect();
            tunnel = layers.tunnel(talk(proxy, tunnelled.origin(), end), proxy);
        } catch (FetchFailure e) {
            fail(e);
            return;
        }
        waitingFor = tunnel;
        tunnel.addDoneCallback(done -> {
            if (!isOver(done, null)) secureEnd(layers);
        });
    }

    private TunnelTalk talk(ProxyServer proxy, Origin origin, @Nullable InetSocketAddress end) throws FetchFailure {
        return switch (proxy.kind()) {
            case HTTP -> connector.protocols().httpTunnel(proxy, origin);
            case SOCKS5, SOCKS5_LOCAL_NAMES ->
                new Socks5Talk(
                        proxy, origin, end == null ? null : end.getAddress().getAddress());
        };
    }

    /** What is sent now goes to the origin, or to the proxy that speaks for it. */
    private void secureEnd(ConnectLayers layers) {
        connectNanos = nextPhase(Phase.TLS);
        Origin end = route.end();
        Task<SslContext> context = tls;
        if (end == null || context == null) {
            succeed(layers, null);
            return;
        }
        shakeHands(layers, context, end, end.host(), negotiated -> {
            tlsNanos = nextPhase(Phase.TLS);
            succeed(layers, negotiated);
        });
    }

    private void shakeHands(
            ConnectLayers layers,
            Task<SslContext> contextForAll,
            Origin peer,
            String nameForMessages,
            Consumer<@Nullable String> next) {
        layers.expect();
        // Not what this attempt waits for in the sense of a cancel: the context is everybody's.
        contextForAll.addDoneCallback(context -> {
            if (result.isDone()) return;
            Throwable failure = context.exception();
            if (failure != null) {
                String why = "TLS cannot be set up: " + ConnectFailures.setUpDetail(failure);
                Blame blame = ConnectFailures.isShortOfFiles(failure) ? Blame.FILES : Blame.PEER;
                fail(new FetchFailure(new FetchError.Tls(nameForMessages, why, blame)));
                return;
            }
            layers.shakeHands(context.result(), peer).addDoneCallback(shaken -> {
                if (result.isDone()) return;
                Throwable cause = shaken.exception();
                if (cause == null) {
                    next.accept(shaken.result().applicationProtocol());
                } else if (ConnectFailures.isClosedByPeer(cause)) {
                    String where = peer.equals(route.end()) ? "" : " with " + nameForMessages;
                    fail(new FetchFailure(new FetchError.Closed(Phase.TLS, 0, "in the TLS handshake" + where)));
                } else {
                    fail(new FetchFailure(new FetchError.Tls(nameForMessages, ConnectFailures.tlsDetail(cause))));
                }
            });
        });
    }

    private void succeed(ConnectLayers layers, @Nullable String negotiated) {
        timer.cancel();
        Channel connected = channel;
        if (connected == null) throw new IllegalStateException("there is no connection");
        Carrier carrier = layers.speak(connector.protocols(), route, negotiated);
        ConnectTiming timing = new ConnectTiming(dnsNanos, connectNanos, tlsNanos);
        if (!result.tryComplete(new Connection(route, connected, carrier, timing))) connected.close();
    }

    /**
     * Whether there is nothing more to do: the attempt has ended already, or ends by this.
     *
     * @param proxy whom it was about; null if it was about the origin
     */
    private boolean isOver(Task<?> awaited, @Nullable ProxyServer proxy) {
        if (result.isDone()) return true;
        Throwable failure = awaited.exception();
        if (failure == null) return false;
        fail(proxy == null ? failure : ConnectFailures.ofProxy(failure));
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
