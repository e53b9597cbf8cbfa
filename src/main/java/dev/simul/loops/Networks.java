package dev.simul.loops;

import dev.simul.fetch.FetchListener;
import dev.simul.task.Loop;
import dev.simul.task.TimerHandle;
import java.time.Duration;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the loops say of the network, made into what there is to tell of the only one they have. A loop that takes it to be gone is
 * wrong if another one still has answers: then its hosts are, and it is told so. Where the others have none, since they have done with
 * their hosts or wait, they are asked to reach one. Coordinator's thread, but for what {@link #of} and {@link #onProof} are.
 */
final class Networks {
    /** So long others have to prove a loop wrong before anybody is told what it says. */
    static final Duration DOUBT = Duration.ofSeconds(1);

    /** So often the others are asked whether there is a network, for as long as somebody takes it to be gone. */
    static final Duration ASK_EVERY = Duration.ofSeconds(5);

    private final Loop loop;
    private final int loops;
    private FetchListener listener = FetchListener.NOBODY;
    private final IntConsumer setRight;
    private final IntConsumer askForProof;
    /** The loops that take it to be gone. */
    private final BitSet gone = new BitSet();

    private long sinceNanos;
    private String detail = "";
    private boolean goneIsTold;
    private boolean isShortOfFiles;
    private boolean isLost;
    private @Nullable TimerHandle doubt;
    private @Nullable TimerHandle asking;

    /**
     * Makes one.
     *
     * @param loops how many there are
     * @param setRight tells a loop that the network is there
     * @param askForProof asks a loop to reach a host that has answered before, and to say so by {@link #onProof}
     */
    Networks(Loop loop, int loops, IntConsumer setRight, IntConsumer askForProof) {
        this.loop = loop;
        this.loops = loops;
        this.setRight = setRight;
        this.askForProof = askForProof;
    }

    /** Sets who hears of it once for all loops. */
    void listener(FetchListener newListener) {
        listener = newListener;
    }

    /** Whom a loop tells, on its own thread. */
    FetchListener of(int index) {
        return new FetchListener() {
            @Override
            public void onShortOfFiles() {
                loop.execute(() -> shortOfFiles());
            }

            @Override
            public void onNetworkGone(String why) {
                loop.execute(() -> gone(index, why));
            }

            @Override
            public void onNetworkBack(Duration after) {
                loop.execute(() -> back(index));
            }

            @Override
            public void onNetworkLost(Duration after) {
                loop.execute(() -> lost(after));
            }
        };
    }

    private void shortOfFiles() {
        if (isShortOfFiles) return;
        isShortOfFiles = true;
        listener.onShortOfFiles();
    }

    private void gone(int index, String why) {
        if (gone.isEmpty()) {
            sinceNanos = loop.nanoTime();
            detail = why;
            doubt = loop.callLater(DOUBT, this::tell);
        }
        gone.set(index);
        if (asking == null) ask();
    }

    private void ask() {
        for (int i = gone.nextClearBit(0); i < loops; i = gone.nextClearBit(i + 1)) askForProof.accept(i);
        asking = loop.callLater(ASK_EVERY, this::ask);
    }

    private void tell() {
        doubt = null;
        goneIsTold = true;
        listener.onNetworkGone(detail);
    }

    private void back(int index) {
        if (!gone.get(index)) return;
        gone.clear(index);
        if (!gone.isEmpty()) return;
        if (doubt != null) doubt.cancel();
        doubt = null;
        if (asking != null) asking.cancel();
        asking = null;
        if (goneIsTold) listener.onNetworkBack(Duration.ofNanos(loop.nanoTime() - sinceNanos));
        goneIsTold = false;
    }

    private void lost(Duration after) {
        if (isLost) return;
        isLost = true;
        listener.onNetworkLost(after);
    }

    /** A loop has reached a host. Any thread. */
    void onProof(int index) {
        loop.execute(() -> onAnswer(index));
    }

    /** A visit of that loop had an answer. */
    void onAnswer(int index) {
        if (gone.isEmpty() || gone.get(index)) return;
        for (int i = gone.nextSetBit(0); i >= 0; i = gone.nextSetBit(i + 1)) {
            setRight.accept(i);
            back(i);
        }
    }
}
