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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way and the response to it, from taking a connection to giving it back, whichever protocol it goes by.
 *
 * <p>Ends once, by what comes first: the last byte, a failure, the time limit, a cancel. Loop thread.
 */
public final class Exchange {
    /** How often it begins anew on another connection without an attempt being counted. */
    static final int MAX_RESENDS = 3;

    /** How long the rest of a body that nobody wants is waited for. */
    static final Duration REST_LIMIT = Duration.ofSeconds(1);

    private final Loop loop;
    private final ConnectionPool pool;
    private final HttpLimits limits;
    private final Request request;
    private final Origin origin;
    private final BodyHandler bodies;
    private final ExchangeKeeper keeper;
    private final Promise<Reply> reply;
    /** Ends it at its limit of time; null while it is held. */
    private @Nullable TimerHandle timer;

    private long timerEndNanos;
    private long timeLeftNanos;

    private final Listener listener;
    private Phase phase = Phase.CONNECT;
    private @Nullable Task<Lease> acquiring;
    private @Nullable Lease lease;
    private @Nullable ResponseHead head;
    private @Nullable BodyDecoder decoder;
    private BodyHandler.@Nullable BodySink sink;
    /** From the head to the end. */
    private ExchangeKeeper.@Nullable Keeping keeping;
    /** Of the body, before content decoding, by its head; {@link Reply#UNKNOWN} where that does not say. */
    private long promisedBytes = Reply.UNKNOWN;
    /** Ends the wait for the rest that nobody wants; null while the body is wanted. */
    private @Nullable TimerHandle restTimer;

    private long unwantedBytes;
    private long unreadBytes;
    private @Nullable String remote;
    private ConnectTiming connectTiming = ConnectTiming.REUSED;
    private int resends;
    private long bytes;
    private long wireBytes;
    private long queuedNanos;
    private long acquiringSinceNanos;
    private long sentNanos = Timing.NONE;
    private long firstByteNanos = Timing.NONE;
    private long endNanos = Timing.NONE;

    /** Hears how it goes. Loop thread. */
    public interface Listener {
        /** The request goes out; more than once where it has to go out again. */
        void onSent();
    }

    Exchange(
            Loop loop,
            ConnectionPool pool,
            HttpLimits limits,
            Request request,
            long queuedNanos,
            BodyHandler bodies,
            ExchangeKeeper keeper,
            Listener listener) {
        this.loop = loop;
        this.pool = pool;
        this.limits = limits;
        this.request = request;
        this.origin = Origin.of(request.url());
        this.queuedNanos = queuedNanos;
        this.bodies = bodies;
        this.keeper = keeper;
        this.listener = listener;
        this.reply = loop.promise(request.url());
        this.timeLeftNanos = limits.timeout().toNanos();
        startTimer();
        reply.stopBy(new Stop());
    }

    /** Succeeds with what came, also where that is an error. */
    public Task<Reply> reply() {
        return reply;
    }

    /** What is known so far, as a reply that ended by {@code error}. */
    public Reply soFar(@Nullable FetchError error) {
        return new Reply(head, remote, bytes, wireBytes, unreadBytes, timing(), error);
    }

    /**
     * Reads nothing more of the response for now, or goes on; a little may come all the same. What it waits for in the meantime is not
     * the peer, so the limit of time stands still.
     */
    public void hold(boolean held) {
        if (lease == null || reply.isDone()) return;
        carrierOf(lease).hold(this, held);
        if (!held) {
            if (timer == null) startTimer();
        } else if (timer != null) {
            timeLeftNanos = Math.max(0, timerEndNanos - loop.nanoTime());
            timer.cancel();
            timer = null;
        }
    }

    private void startTimer() {
        timerEndNanos = loop.nanoTime() + timeLeftNanos;
        timer = loop.callAt(timerEndNanos, new TimeOut());
    }

    // No lambdas, here and below: one that captures costs more to make than most of what it does, until it is compiled
    // anew.

    private final class TimeOut implements Runnable {
        @Override
        public void run() {
            onFailure(new FetchError.Timeout(phase, limits.timeout()));
        }
    }

    private final class Stop implements Runnable {
        @Override
        public void run() {
            cleanUp(false);
        }
    }

    void start() {
        Task<Lease> acquired = pool.acquire(origin);
        if (acquired.isSucceeded()) {
            acquiringSinceNanos = loop.nanoTime();
            onAcquired(acquired); // at once: a turn later something may have happened to it
        } else {
            onAcquiring(acquired);
        }
    }

    private void onAcquiring(Task<Lease> task) {
        acquiring = task;
        acquiringSinceNanos = loop.nanoTime();
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
            onFailure(FetchFailure.errorOf(failure));
            return;
        }
        Lease taken = acquired.result();
        lease = taken;
        remote = taken.remote();
        connectTiming = taken.timing();
        long now = loop.nanoTime();
        if (taken.isReused()) countAsQueued(now - acquiringSinceNanos);
        HttpCarrier carrier = carrierOf(taken);
        if (!taken.channel().isActive()) { // closed between two turns
            FetchError broken = carrier.brokenBy();
            if (broken == null) {
                onConnectionLost(carrier.lastWords());
            } else {
                onFailure(broken);
            }
            return;
        }
        phase = Phase.SERVER;
        sentNanos = now;
        carrier.send(this, request);
        listener.onSent(); // not before: what keeps the request from going out must not bring it closer to the next one
    }

    /** Whatever the pool lends was made by our own protocols. */
    private static HttpCarrier carrierOf(Lease taken) {
        return (HttpCarrier) taken.carrier();
    }

    /** It waited while somebody else opened the connection, or for one that had room. */
    private void countAsQueued(long nanos) {
        if (nanos > 0) queuedNanos = nanos + (queuedNanos == Timing.NONE ? 0 : queuedNanos);
    }

    // ---- from the connection

    /** Something of the response has come. */
    void onSignOfLife() {
        loop.workingFor(request.url());
        if (firstByteNanos == Timing.NONE) firstByteNanos = loop.nanoTime();
    }

    /** Whether anything of the response has come. */
    boolean isAnswered() {
        return firstByteNanos != Timing.NONE;
    }

    /** Takes the response. */
    ResponseParser.Listener response() {
        return new Response();
    }

    /** How much of the decoded body has come. */
    long bytes() {
        return bytes;
    }

    /**
     * The response is whole.
     *
     * @param reusable whether the connection may serve another request
     */
    void onEnd(boolean reusable) {
        if (reply.isDone()) return;
        try {
            if (decoder != null && restTimer == null) decoder.end();
        } catch (FetchFailure e) {
            onFailure(e.error());
            return;
        }
        endNanos = loop.nanoTime();
        finish(null, reusable);
    }

    /** There will be no whole response. */
    void onFailure(FetchError error) {
        if (reply.isDone()) return;
        if (restTimer != null) {
            leaveRest(); // nobody wanted what has failed
            return;
        }
        endNanos = loop.nanoTime();
        finish(error, false);
    }

    /** The connection broke, or the peer closed it, before the response was whole. */
    void onConnectionLost(String detail) {
        if (reply.isDone()) return;
        boolean atReuse = lease != null && lease.isReused() && !isAnswered();
        if (!atReuse || !resend(pool::acquireNew))
            onFailure(new FetchError.Closed(head == null ? Phase.SERVER : Phase.BODY, bytes, detail));
    }

    /** The peer promises not to have looked at the request (RFC 9113 section 8.7). */
    void onNotProcessed(String detail) {
        if (reply.isDone()) return;
        if (isAnswered() || !resend(pool::acquireNew)) onConnectionLost(detail);
    }

    /**
     * The connection that it shared with others has ended, by the fault of one of them or its own: which it was is seen when each
     * has a connection for itself.
     *
     * @param error what the matter was
     */
    void onSharedConnectionLost(FetchError error) {
        if (reply.isDone() || (!isAnswered() && resend(pool::acquireAlone))) return;
        onFailure(isAnswered() ? new FetchError.Closed(Phase.BODY, bytes, error.message()) : error);
    }

    /** Begins anew on another connection. @return whether it may */
    private boolean resend(Function<Origin, Task<Lease>> acquire) {
        Lease lost = lease;
        if (resends == MAX_RESENDS || lost == null) return false;
        resends++;
        firstByteNanos = Timing.NONE;
        // Taken away first: a close can make the old connection tell of its end once more.
        lease = null;
        phase = Phase.CONNECT;
        giveBack(lost, false);
        onAcquiring(acquire.apply(origin));
        return true;
    }

    private final class Response implements ResponseParser.Listener, BodyDecoder.Output {
        /** Tells whether the request has been sent again since: what still comes over the old connection is nobody's. */
        private final int sending = resends;

        @Override
        public void onHead(ResponseHead received, BodyFraming framing) throws FetchFailure {
            if (sending != resends || (isGoodbye(received) && resend(pool::acquireNew))) return;
            head = received;
            phase = Phase.BODY;
            promisedBytes = promised(received, framing);
            if (!keeper.equals(ExchangeKeeper.NONE)) {
                keeping = keeper.begin(request.url(), request::withoutSecrets, received, framing.codings());
            }
            sink = bodies.open(received);
            decoder = BodyDecoder.chain(codings(received, framing), limits.maxBodyBytes(), this);
        }

        @Override
        public void onBody(byte[] received, int offset, int length) throws FetchFailure {
            if (sending != resends || reply.isDone()) return;
            wireBytes += length;
            if (keeping != null) keeping.body(received, offset, length);
            if (restTimer != null) {
                onUnwanted(length);
            } else if (decoder != null) {
                decoder.decode(received, offset, length);
                endIfEnough();
            }
        }

        /**
         * Over a connection that was idle a 408 says that no request came in time: it crossed with ours, which may be sent
         * again (RFC 9110 section 15.5.9), as browsers do. Streams of HTTP/2 do not wait for requests.
         */
        private boolean isGoodbye(ResponseHead received) {
            return received.status() == 408
                    && !received.protocol().equals(ResponseHead.HTTP_2)
                    && lease != null
                    && lease.isReused();
        }

        private static List<String> codings(ResponseHead received, BodyFraming framing) {
            List<String> ofContent = received.list("Content-Encoding");
            if (framing.codings().isEmpty()) return ofContent;
            List<String> all = new ArrayList<>(ofContent);
            all.addAll(framing.codings());
            return all;
        }

        /** Takes what is decoded. */
        @Override
        public void accept(byte[] decoded, int offset, int length) throws FetchFailure {
            long room = limits.maxBodyBytes() - bytes;
            int accepted = (int) Math.min(room, length);
            bytes += accepted;
            if (sink != null && accepted > 0) sink.accept(decoded, offset, accepted);
            if (accepted < length) {
                throw new FetchFailure(new FetchError.TooLarge("the body", limits.maxBodyBytes()));
            }
        }
    }

    // ---- a body of which nobody wants the rest

    private static long promised(ResponseHead head, BodyFraming framing) {
        if (framing.kind() == BodyFraming.Kind.LENGTH) return framing.length();
        String length = head.protocol().equals(ResponseHead.HTTP_2) ? head.first("content-length") : null;
        try {
            return length == null ? Reply.UNKNOWN : Math.max(Reply.UNKNOWN, Long.parseLong(length));
        } catch (NumberFormatException e) {
            return Reply.UNKNOWN; // the codec will have its say
        }
    }

    private void endIfEnough() {
        if (sink == null || lease == null || reply.isDone() || !sink.hasEnough()) return;
        restTimer = loop.callLater(REST_LIMIT, this::leaveRest);
        if (rest() > carrierOf(lease).cheapRest()) leaveRest();
    }

    private void onUnwanted(int length) {
        unwantedBytes += length;
        if (lease != null && unwantedBytes > carrierOf(lease).cheapRest()) leaveRest();
    }

    private long rest() {
        return promisedBytes == Reply.UNKNOWN ? Reply.UNKNOWN : Math.max(0, promisedBytes - wireBytes);
    }

    private void leaveRest() {
        if (reply.isDone()) return;
        endNanos = loop.nanoTime();
        unreadBytes = rest();
        finish(null, false);
    }

    // ---- the end

    private void finish(@Nullable FetchError error, boolean reusable) {
        Reply last = soFar(error);
        if (!reply.tryComplete(last)) return;
        if (keeping != null) keeping.end(last);
        keeping = null;
        cleanUp(reusable);
    }

    private void cleanUp(boolean reusable) {
        if (keeping != null) keeping.drop();
        keeping = null;
        if (timer != null) timer.cancel();
        if (restTimer != null) restTimer.cancel();
        if (decoder != null) decoder.close();
        if (acquiring != null) acquiring.cancel();
        Lease taken = lease;
        lease = null;
        if (taken != null) giveBack(taken, reusable);
    }

    private void giveBack(Lease taken, boolean whole) {
        if (carrierOf(taken).leave(this, whole)) {
            taken.release();
        } else {
            taken.discard();
        }
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
