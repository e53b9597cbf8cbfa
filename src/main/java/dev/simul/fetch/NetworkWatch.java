package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.net.Origin;
import dev.simul.result.Blame;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import dev.simul.url.Url;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the network has vanished, so that the list is not burnt through meanwhile.
 *
 * <p>It becomes suspicious when several requests in a row find no way, and nobody answers in between. Then nothing is begun until the
 * host that answered last has been asked for a connection: if it has one to give, the trouble is that of the hosts of the list. If not,
 * it is asked again now and then, for as long as the patience lasts. Loop thread.
 */
final class NetworkWatch implements AutoCloseable {
    /** So many in a row are suspicious. */
    static final int SUSPICIOUS = 5;

    /** The same as long as nobody has answered at all: then there is nobody better to ask than those of the list. */
    static final int SUSPICIOUS_AT_FIRST = 50;

    /** Each suspicion that was wrong lets the next one take longer. */
    private static final int GROWTH = 4;

    private static final int MOST_SUSPICIOUS = 10_000;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** So long a host that has answered before may take to prove that there is a network. */
    static final Duration PROOF = Duration.ofSeconds(10);

    private enum State {
        THERE,
        ASKING,
        GONE,
        LOST
    }

    private final Loop loop;
    private final Admission admission;
    private final Function<Origin, Task<?>> reach;
    private final Duration patience;
    private FetchListener listener = FetchListener.NOBODY;

    private State state = State.THERE;
    private int signs;
    private int threshold = SUSPICIOUS_AT_FIRST;
    /** Who answered last; null: nobody has. */
    private @Nullable Origin known;

    private String detail = "";
    private long sinceNanos;
    private Duration pause = FIRST_PAUSE;
    private @Nullable TimerHandle timer;
    private @Nullable Task<?> asking;

    /**
     * Makes one that suspects nothing.
     *
     * @param reach opens a connection anew and closes it again
     * @param patience zero: it never suspects anything
     */
    NetworkWatch(Loop loop, Admission admission, Function<Origin, Task<?>> reach, Duration patience) {
        this.loop = loop;
        this.admission = admission;
        this.reach = reach;
        this.patience = patience;
    }

    void listener(FetchListener newListener) {
        listener = newListener;
    }

    /**
     * A request is over.
     *
     * @return whether it is to be made again, as if it had not been made, once others may be made
     */
    boolean isToBeRepeated(Url url, Reply reply) {
        if (patience.isZero()) return false;
        FetchError error = reply.error();
        if (error != null && isSign(error)) {
            signs++;
            if (state == State.THERE && signs >= threshold) suspect(Origin.of(url), error.message());
            return state != State.THERE;
        }
        if (reply.head() != null) {
            if (known == null) threshold = SUSPICIOUS;
            known = Origin.of(url);
            signs = 0;
            if (state != State.THERE) back();
        }
        return false;
    }

    /** Somebody else has an answer. A suspicion was wrong, and nobody is told that it is over. */
    void isThere() {
        if (state == State.THERE || state == State.LOST) return;
        state = State.ASKING;
        back();
    }

    /** Has the host that answered last asked for a connection: whether there is a network. False where nobody has answered yet. */
    Task<Boolean> prove() {
        Origin asked = known;
        if (asked == null || state != State.THERE) return loop.succeeded(false);
        Promise<Boolean> proof = loop.promise("whether there is a network");
        reach.apply(asked)
                .withTimeout(PROOF)
                .addDoneCallback(done -> proof.tryComplete(!done.isCancelled() && isReached(done.exception())));
        return proof;
    }

    /** A time-out may have other reasons: it counts only where somebody can be asked who has answered before. */
    private boolean isSign(FetchError error) {
        if (error.blame() == Blame.NETWORK) return true;
        return known != null
                && error instanceof FetchError.Timeout late
                && (late.phase() == Phase.DNS || late.phase() == Phase.CONNECT);
    }

    private void suspect(Origin origin, String why) {
        state = State.ASKING;
        detail = why;
        sinceNanos = loop.nanoTime();
        pause = FIRST_PAUSE;
        admission.pause();
        ask(known == null ? origin : known);
    }

    private void ask(Origin origin) {
        Task<?> connecting = reach.apply(origin).withTimeout(patience.minus(away()));
        asking = connecting;
        connecting.addDoneCallback(done -> {
            if (done.isCancelled() || state == State.THERE) return;
            if (isReached(done.exception())) {
                back();
            } else {
                onNothing(origin);
            }
        });
    }

    /** To be refused takes a network. */
    private static boolean isReached(@Nullable Throwable failure) {
        return failure == null
                || (failure instanceof FetchFailure known
                        && known.error().blame() == Blame.PEER
                        && !(known.error() instanceof FetchError.Timeout));
    }

    private void onNothing(Origin origin) {
        if (state == State.ASKING) {
            state = State.GONE;
            listener.onNetworkGone(detail);
        }
        Duration left = patience.minus(away());
        if (left.isNegative() || left.isZero()) {
            state = State.LOST;
            listener.onNetworkLost(away());
            return;
        }
        timer = loop.callLater(left.compareTo(pause) < 0 ? left : pause, () -> ask(origin));
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private Duration away() {
        return Duration.ofNanos(loop.nanoTime() - sinceNanos);
    }

    private void back() {
        stopAsking();
        if (state == State.ASKING) {
            threshold = Math.min(MOST_SUSPICIOUS, threshold * GROWTH);
        } else {
            threshold = known == null ? SUSPICIOUS_AT_FIRST : SUSPICIOUS;
            listener.onNetworkBack(away());
        }
        state = State.THERE;
        signs = 0;
        admission.resume();
    }

    private void stopAsking() {
        if (timer != null) timer.cancel();
        if (asking != null) asking.cancel();
    }

    @Override
    public void close() {
        stopAsking();
    }
}
