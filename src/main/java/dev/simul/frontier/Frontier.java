package dev.simul.frontier;

import dev.simul.source.LineFeed;
import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the sources, and behind them the URLs that were found: a thread-safe door, and behind it a thread of its own that has
 * the store.
 *
 * <p>Memory: at most 1,024 lines are ready for the loop, and of visits that have ended what they brought until it is stored; whoever
 * reports one begins no other in its place before that.
 */
public final class Frontier implements LineFeed {
    /** What records of URLs that were found have for a number of their line. */
    public static final long FOUND_LINE = -1;

    /** How many messages are taken together, so that they cost one commit. */
    private static final int MESSAGES_A_COMMIT = 1_000;

    private final Deliveries deliveries;
    private final Outbox outbox = new Outbox();
    private final LineFeed lines;
    private final Thread thread;
    private final Queue<Message> inbox = new ConcurrentLinkedQueue<>();
    private volatile boolean isClosed;
    private volatile boolean isFinished;
    private volatile boolean hasEnded;
    private volatile @Nullable FrontierException failure;
    /** Those that have not been told yet that it has failed. */
    private final Queue<Consumer<FrontierException>> listeners = new ConcurrentLinkedQueue<>();

    /** Something for the store. */
    private sealed interface Message {
        /** Told once it is stored, or cannot be. */
        Settled settled();

        record Visit(SourceLine line, Visited visited, Settled settled) implements Message {}

        record Named(List<Url> urls, String from, Settled settled) implements Message {}

        record Mark(String what, Settled settled) implements Message {}
    }

    /** Hears what has become of a message. */
    @FunctionalInterface
    public interface Settled {
        /**
         * It is stored; or it is not, and will not be, for {@link Frontier#onFailure} has been called.
         *
         * @param known whether it is stored
         */
        void settled(boolean known);
    }

    private Frontier(Deliveries deliveries, LineFeed lines) {
        this.deliveries = deliveries;
        this.lines = lines;
        this.thread = Thread.ofPlatform().name("simul-frontier").daemon().unstarted(this::run);
    }

    /** Begins. */
    public static Frontier start(FrontierStore store, FollowLimits limits, Given given) {
        Frontier frontier = new Frontier(new Deliveries(store, limits, given), given.lines());
        given.lines().onReady(frontier::wakeUp);
        frontier.thread.start();
        return frontier;
    }

    // ---- the loop's side

    @Override
    public SourcePoll poll() {
        if (isClosed) return SourcePoll.Signal.END;
        boolean end = hasEnded; // read before the lines: none comes after it was set
        SourceLine line = outbox.take();
        if (line == null) return end || isClosed ? SourcePoll.Signal.END : SourcePoll.Signal.EMPTY;
        if (outbox.isLow()) wakeUp();
        return line;
    }

    @Override
    public void onReady(Runnable wake) {
        outbox.onReady(wake);
    }

    @Override
    public @Nullable SourceException failure() {
        return lines.failure();
    }

    /** Adds who hears, on any thread and once, that the store has failed. Any thread. */
    public void onFailure(Consumer<FrontierException> listener) {
        listeners.add(listener);
        tellListeners();
    }

    /**
     * Reports that the visit to a line that was delivered has ended; to be done for each of them. Any thread.
     *
     * @param settled run on the frontier's thread
     */
    public void visited(SourceLine line, Visited visited, Settled settled) {
        send(new Message.Visit(line, visited, settled));
    }

    /**
     * Adds URLs as if they were lines, but for those that are known. Any thread.
     *
     * @param from the URL of what names them
     */
    public void add(List<Url> urls, String from, Settled settled) {
        send(new Message.Named(urls, from, settled));
    }

    /**
     * The same, and waits until they are stored: not for the loop.
     *
     * @return whether they are
     */
    public boolean addAndWait(List<Url> urls, String from) throws InterruptedException {
        CountDownLatch stored = new CountDownLatch(1);
        AtomicBoolean isKnown = new AtomicBoolean();
        add(urls, from, known -> {
            isKnown.set(known);
            stored.countDown();
        });
        stored.await();
        return isKnown.get();
    }

    /**
     * One of those that {@link #add} has ended. Any thread.
     *
     * @param what it was, if {@link #isMarked} is to know of it; else empty
     */
    public void feedEnded(String what) {
        send(new Message.Mark(what, known -> {}));
    }

    /** Whether a feed of that name had ended in an earlier process already. To be asked before {@link #start}. */
    public static boolean isMarked(FrontierStore store, String what) {
        return store.isMarked(what);
    }

    private void send(Message message) {
        inbox.add(message);
        wakeUp();
    }

    private void wakeUp() {
        LockSupport.unpark(thread);
    }

    /** Delivers nothing more; what is reported is stored all the same. */
    @Override
    public void close() {
        isClosed = true;
        lines.close();
        outbox.wakeIfStarved();
        LockSupport.unpark(thread);
    }

    /** Whether there would have been more but for a limit on the number of URLs. */
    public boolean isCut() {
        return deliveries.isCut();
    }

    /** How many URLs have been found that limits on their number keep from being visited. Any thread, before {@link #finish}. */
    public LeftOut leftOut() {
        return deliveries.leftOut();
    }

    /**
     * Ends the thread, and waits for it; not for the loop.
     *
     * @param completed whether the crawl has come to its end: then nobody needs the store any more
     * @throws FrontierException if it cannot be deleted
     */
    public void finish(boolean completed) throws FrontierException {
        close();
        isFinished = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        if (completed && failure == null) {
            deliveries.store().delete();
        } else {
            deliveries.store().close();
        }
    }

    // ---- its thread

    private void run() {
        try {
            while (!isFinished) {
                boolean told = takeMessages();
                boolean delivered = !isClosed && deliver();
                // At once over if somebody has called meanwhile; but a lock below may have heard that in our place.
                if (!told && !delivered && inbox.isEmpty()) LockSupport.park(this);
            }
            while (takeMessages()) {}
        } catch (RuntimeException | Error e) { // a loop that waits for ever would be worse
            fail(new FrontierException(deliveries.store().name(), e));
        }
        refuseMessages();
    }

    /** @return whether there were any */
    private boolean takeMessages() {
        List<Message> taken = new ArrayList<>();
        try {
            Message message;
            while (taken.size() < MESSAGES_A_COMMIT && (message = inbox.poll()) != null) {
                taken.add(message);
                apply(message);
            }
            deliveries.store().commit();
        } catch (RuntimeException | Error e) {
            fail(new FrontierException(deliveries.store().name(), e)); // before they hear that nothing is known
            taken.forEach(each -> settle(each, false));
            throw e;
        }
        taken.forEach(each -> settle(each, true));
        return !taken.isEmpty();
    }

    private void apply(Message message) {
        switch (message) {
            case Message.Visit visit -> deliveries.onVisited(visit.line(), visit.visited());
            case Message.Named named -> deliveries.onNamed(named.urls(), named.from());
            case Message.Mark mark -> deliveries.onFeedEnded(mark.what());
        }
    }

    private static void settle(Message message, boolean known) {
        try {
            message.settled().settled(known);
        } catch (RejectedExecutionException loopHasEnded) {
            // Nobody is left who waits for it.
        }
    }

    /** Fills the outbox. @return whether anything was put in */
    private boolean deliver() {
        boolean any = false;
        while (outbox.hasRoom() && inbox.isEmpty()) {
            SourceLine line = deliveries.next();
            if (line == null) break;
            outbox.put(line);
            any = true;
        }
        if (!hasEnded && deliveries.hasEnded()) hasEnded = true;
        if (any || hasEnded) wakeLoop();
        return any;
    }

    private void wakeLoop() {
        try {
            outbox.wakeIfStarved();
        } catch (RejectedExecutionException loopHasEnded) {
            // Nobody is left who waits for it.
        }
    }

    private void fail(FrontierException newFailure) {
        if (failure != null) return;
        failure = newFailure;
        tellListeners();
    }

    private void tellListeners() {
        FrontierException current = failure;
        if (current == null) return;
        for (Consumer<FrontierException> each = listeners.poll(); each != null; each = listeners.poll()) {
            try {
                each.accept(current);
            } catch (RejectedExecutionException loopHasEnded) {
                // Whoever finishes has its end.
            }
        }
    }

    /** Nothing is stored any more, but whoever waits for it hears so. */
    private void refuseMessages() {
        while (!isFinished || !inbox.isEmpty()) {
            Message message = inbox.poll();
            if (message != null) {
                settle(message, false);
                continue;
            }
            LockSupport.park(this);
        }
    }
}
