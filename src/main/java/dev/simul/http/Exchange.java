package dev.simul.http;

import dev.simul.net.ConnectTiming;
import dev.simul.net.ConnectionPool;
import dev.simul.net.Lease;
import dev.simul.net.Origin;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.result.Timing;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import dev.simul.url.Url;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way and the response to it, from taking a connection to giving it back.
 *
 * <p>Ends once, by what comes first: the last byte, a failure, the time limit, a cancel. Loop thread.
 */
public final class Exchange {
    private final Loop loop;
    private final ConnectionPool pool;
    private final HttpLimits limits;
    private final Url url;
    private final Origin origin;
    private final byte[] request;
    private final long queuedNanos;
    private final BodyHandler bodies;
    private final Promise<Reply> reply;
    private final TimerHandle timer;

    private Phase phase = Phase.CONNECT;
    private @Nullable Task<Lease> acquiring;
    private @Nullable Lease lease;
    private @Nullable ResponseParser parser;
    private @Nullable ResponseHead head;
    private @Nullable BodyDecoder decoder;
    private BodyHandler.@Nullable BodySink sink;
    private @Nullable String remote;
    private ConnectTiming connectTiming = ConnectTiming.REUSED;
    private long bytes;
    private long wireBytes;
    private long sentNanos = Timing.NONE;
    private long firstByteNanos = Timing.NONE;
    private long endNanos = Timing.NONE;

    Exchange(
            Loop loop,
            ConnectionPool pool,
            HttpLimits limits,
            Url url,
            byte[] request,
            long queuedNanos,
            BodyHandler bodies) {
        this.loop = loop;
        this.pool = pool;
        this.limits = limits;
        this.url = url;
        this.origin = Origin.of(url);
        this.request = request;
        this.queuedNanos = queuedNanos;
        this.bodies = bodies;
        this.reply = loop.promise(url);
        this.timer = loop.callLater(limits.timeout(), () -> fail(new FetchError.Timeout(phase, limits.timeout())));
        reply.stopBy(() -> cleanUp(false));
    }

    /** Succeeds with what came, also where that is an error. */
    public Task<Reply> reply() {
        return reply;
    }

    /** What is known so far, as a reply that ended by {@code error}. */
    public Reply soFar(@Nullable FetchError error) {
        return new Reply(head, remote, bytes, wireBytes, timing(), error);
    }

    void start() {
        onAcquiring(pool.acquire(origin));
    }

    private void onAcquiring(Task<Lease> task) {
        acquiring = task;
        task.addDoneCallback(this::onAcquired);
    }

    private void onAcquired(Task<Lease> acquired) {
        if (reply.isDone()) {
            // Given up in the very turn in which the lease came: it goes back unused.
            if (acquired.isSucceeded()) acquired.result().release();
            return;
        }
        Throwable failure = acquired.exception();
        if (failure != null) {
            fail(FetchFailure.errorOf(failure));
            return;
        }
        Lease taken = acquired.result();
        lease = taken;
        remote = taken.remote();
        connectTiming = taken.timing();
        Http1Handler handler = taken.channel().pipeline().get(Http1Handler.class);
        if (handler == null || !taken.channel().isActive()) {
            onConnectionLost("nothing came"); // closed between two turns
            return;
        }
        parser = new ResponseParser(new Listener(), limits.maxHeadBytes());
        phase = Phase.SERVER;
        sentNanos = loop.nanoTime();
        handler.send(this, request);
    }

    // ---- from the connection

    /**
     * Some bytes have come. The array is valid during the call only.
     *
     * @param moreFollow whether there are further ones at hand, so that a response that ends here has something behind it
     */
    void onBytes(byte[] received, int offset, int length, boolean moreFollow) {
        ResponseParser reading = parser;
        if (reading == null || reply.isDone()) return;
        loop.workingFor(url);
        if (firstByteNanos == Timing.NONE) firstByteNanos = loop.nanoTime();
        try {
            int consumed = reading.feed(received, offset, length);
            if (reading.isAtEnd()) succeed(reading.allowsReuse() && consumed == length && !moreFollow);
        } catch (FetchFailure e) {
            fail(e.error());
        }
    }

    /**
     * The connection has ended.
     *
     * @param orderly whether the peer said that nothing was cut off: over TLS the end of a body that the connection
     *     delimits can be forged (RFC 9112 section 9.8)
     */
    void onEndOfStream(boolean orderly) {
        ResponseParser reading = parser;
        if (reading == null || reply.isDone()) return;
        if (reading.endsWithConnection() && !orderly) {
            fail(new FetchError.Closed(Phase.BODY, bytes, "without the end that TLS wants"));
            return;
        }
        try {
            reading.endOfStream(bytes);
            succeed(false);
        } catch (FetchFailure e) {
            if (firstByteNanos == Timing.NONE) {
                onConnectionLost(detailOf(e.error()));
            } else {
                fail(e.error());
            }
        }
    }

    /** The connection broke. */
    void onConnectionLost(String detail) {
        if (reply.isDone()) return;
        Lease lost = lease;
        if (lost != null && lost.isReused() && firstByteNanos == Timing.NONE) {
            // Taken away first: a close can make the old connection tell of its end once more.
            lease = null;
            parser = null;
            phase = Phase.CONNECT;
            leave(lost);
            lost.discard();
            onAcquiring(pool.acquireNew(origin));
            return;
        }
        fail(new FetchError.Closed(head == null ? Phase.SERVER : Phase.BODY, bytes, detail));
    }

    /** A defect, or what a handler before ours has thrown. */
    void onError(FetchError error) {
        fail(error);
    }

    private static String detailOf(FetchError error) {
        return error instanceof FetchError.Closed closed ? closed.detail() : error.message();
    }

    private final class Listener implements ResponseParser.Listener {
        @Override
        public void onHead(ResponseHead received, BodyFraming framing) throws FetchFailure {
            head = received;
            phase = Phase.BODY;
            sink = bodies.open(received);
            List<String> codings = new ArrayList<>(received.list("Content-Encoding"));
            codings.addAll(framing.codings());
            boolean noBody = framing.kind() == BodyFraming.Kind.NONE
                    || (framing.kind() == BodyFraming.Kind.LENGTH && framing.length() == 0);
            decoder = BodyDecoder.chain(noBody ? List.of() : codings, this::onDecoded);
        }

        @Override
        public void onBody(byte[] received, int offset, int length) throws FetchFailure {
            wireBytes += length;
            if (decoder != null) decoder.decode(received, offset, length);
        }

        private void onDecoded(byte[] decoded, int offset, int length) throws FetchFailure {
            long room = limits.maxBodyBytes() - bytes;
            int accepted = (int) Math.min(room, length);
            bytes += accepted;
            if (sink != null && accepted > 0) sink.accept(decoded, offset, accepted);
            if (accepted < length) {
                throw new FetchFailure(new FetchError.TooLarge("the body", limits.maxBodyBytes()));
            }
        }
    }

    // ---- the end

    private void succeed(boolean reusable) {
        try {
            if (decoder != null) decoder.end();
        } catch (FetchFailure e) {
            fail(e.error());
            return;
        }
        endNanos = loop.nanoTime();
        if (reply.tryComplete(soFar(null))) cleanUp(reusable);
    }

    private void fail(FetchError error) {
        endNanos = loop.nanoTime();
        if (reply.tryComplete(soFar(error))) cleanUp(false);
    }

    private void cleanUp(boolean reusable) {
        timer.cancel();
        if (decoder != null) decoder.close();
        if (acquiring != null) acquiring.cancel();
        Lease taken = lease;
        lease = null;
        if (taken == null) return;
        leave(taken);
        if (reusable) {
            taken.release();
        } else {
            taken.discard();
        }
    }

    private void leave(Lease taken) {
        Http1Handler handler = taken.channel().pipeline().get(Http1Handler.class);
        if (handler != null) handler.forget(this);
    }

    private Timing timing() {
        long until = endNanos == Timing.NONE ? loop.nanoTime() : endNanos;
        return new Timing(
                queuedNanos,
                connectTiming.dnsNanos(),
                connectTiming.connectNanos(),
                connectTiming.tlsNanos(),
                sentNanos == Timing.NONE || firstByteNanos == Timing.NONE ? Timing.NONE : firstByteNanos - sentNanos,
                firstByteNanos == Timing.NONE ? Timing.NONE : until - firstByteNanos);
    }
}
