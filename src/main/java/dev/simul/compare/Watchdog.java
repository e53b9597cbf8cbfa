package dev.simul.compare;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends exchanges that take too long before their body begins. A blocked thread cannot look at the clock, and the JDK's own
 * limit is for each read: a peer that sends a byte a second would never exceed it.
 *
 * <p>Not for bodies: there the JDK holds a lock while it reads, and ending it would block the dog.
 */
final class Watchdog implements AutoCloseable {
    /** Until the JDK has a connection there is none to end: so it is tried again. */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ScheduledThreadPoolExecutor executor;

    Watchdog() {
        executor = new ScheduledThreadPoolExecutor(
                1, job -> Thread.ofPlatform().name("simul-watchdog").daemon().unstarted(job));
        executor.setRemoveOnCancelPolicy(true);
    }

    private enum State {
        CONNECTING,
        WAITING,
        /** The limit was exceeded: the exchange is being ended. */
        BITTEN,
        CALLED_OFF
    }

    /**
     * Begins to watch.
     *
     * @param connectLimit until {@link Watch#onConnected}
     * @param limit until {@link Watch#callOff}
     */
    Watch watch(HttpURLConnection connection, Duration connectLimit, Duration limit) {
        Watch watch = new Watch(connection, limit.toNanos());
        watch.lookIn(Math.min(connectLimit.toNanos(), limit.toNanos()));
        return watch;
    }

    /** One exchange that is watched. Its methods are for the thread of the exchange. */
    final class Watch implements AutoCloseable {
        private final HttpURLConnection connection;
        private final long startNanos = System.nanoTime();
        private final long limitNanos;
        private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
        private volatile @Nullable ScheduledFuture<?> nextLook;
        private volatile boolean closed;

        private Watch(HttpURLConnection connection, long limitNanos) {
            this.connection = connection;
            this.limitNanos = limitNanos;
        }

        /** From now on only the limit of the whole counts. */
        void onConnected() {
            state.compareAndSet(State.CONNECTING, State.WAITING);
        }

        /** Ends the watch. @return false if it is too late, and the connection of no more use */
        boolean callOff() {
            boolean inTime = state.compareAndSet(State.WAITING, State.CALLED_OFF);
            close();
            return inTime;
        }

        /** Whether the exchange was ended for taking too long. */
        boolean hasBitten() {
            return state.get() == State.BITTEN;
        }

        /** Ends the watch, whatever has become of it. */
        @Override
        public void close() {
            closed = true;
            ScheduledFuture<?> look = nextLook;
            if (look != null) look.cancel(false);
        }

        private void lookIn(long nanos) {
            ScheduledFuture<?> look = executor.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
            nextLook = look;
            if (closed) look.cancel(false); // meanwhile
        }

        /** The dog's thread. */
        private void look() {
            if (closed) return;
            long leftNanos = startNanos + limitNanos - System.nanoTime();
            if (leftNanos > 0 && state.get() == State.WAITING) {
                lookIn(leftNanos);
                return;
            }
            boolean bites = state.compareAndSet(State.CONNECTING, State.BITTEN)
                    || state.compareAndSet(State.WAITING, State.BITTEN)
                    || state.get() == State.BITTEN;
            if (!bites) return;
            connection.disconnect();
            lookIn(AGAIN_NANOS);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
