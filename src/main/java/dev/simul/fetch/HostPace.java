package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.result.Timing;
import java.time.Clock;
import java.time.Duration;

/**
 * How much one host is asked: what the user allows, and less where the host shows that it is too much for it.
 *
 * <ul>
 *   <li>{@code Retry-After} of a 429 or 503, and {@code RateLimit} fields that leave nothing, are a pause, see {@link ServerWish}.
 *   <li>A 429 or 503 halves how many are in flight, and spaces the starts where the server does not say for how long; every other
 *       answer widens it again by a fraction (additive increase, multiplicative decrease, as TCP does it).
 *   <li>Where the time to the first byte rises, the number in flight is halved as well. Only under a limit per host: without one the
 *       user wants to see what the host can do.
 * </ul>
 *
 * <p>Loop thread.
 */
final class HostPace {
    /** Whoever asks for a longer pause gets this one. */
    static final Duration MAX_PAUSE = Duration.ofSeconds(60);

    static final Duration FIRST_SPACING = Duration.ofMillis(100);
    static final Duration MAX_SPACING = Duration.ofSeconds(1);
    /** For how long a host's refusals are remembered after the last one. */
    static final Duration MEMORY = Duration.ofSeconds(60);

    /** A rise of less than this says nothing. */
    private static final long LATENCY_SLACK_NANOS = Duration.ofMillis(100).toNanos();

    private final AdmissionLimits limits;
    private final int askers;
    private final Clock clock;
    private final double widest;

    private double width;
    private long delayNanos;
    /** Counts where it is longer than the delay, while the host refuses. */
    private long spacingNanos;

    private long lastStartNanos;
    private boolean hasStarted;
    /** What was so before the last one. */
    private long earlierStartNanos;

    private boolean hadStarted;
    private long pausedUntilNanos;
    private boolean isPaused;
    private long slowedNanos;
    private boolean wasSlowed;
    /** To the first byte, of the last few replies and of more of them; {@link Timing#NONE} before the first. */
    private double recentNanos = Timing.NONE;

    private double usualNanos = Timing.NONE;

    /**
     * Makes that of a host that was not asked before.
     *
     * @param askers how many may ask it without knowing of each other, 1 or more: each keeps to its part of what the host is to bear
     */
    HostPace(AdmissionLimits limits, int askers, Clock clock) {
        this.limits = limits;
        this.askers = askers;
        this.clock = clock;
        boolean isLimited = limits.perHost() != AdmissionLimits.NO_LIMIT;
        this.widest = isLimited ? Math.max(1, limits.perHost() / askers) : Integer.MAX_VALUE;
        this.width = widest;
        this.delayNanos = limits.delay().multipliedBy(askers).toNanos();
    }

    /** How many may be in flight, 1 or more. */
    int width() {
        return (int) width;
    }

    /** Whether there is a time between two starts. */
    boolean isSpaced() {
        return delayNanos + spacingNanos > 0;
    }

    /** The host itself asks for this much time between two starts (Crawl-delay). */
    void atLeast(Duration delay) {
        delayNanos = Math.max(delayNanos, delay.multipliedBy(askers).toNanos());
    }

    void onStart(long nowNanos) {
        earlierStartNanos = lastStartNanos;
        hadStarted = hasStarted;
        lastStartNanos = nowNanos;
        hasStarted = true;
    }

    /** The last one did not start after all. Where starts are not spaced, nobody asks when that was. */
    void undoStart() {
        lastStartNanos = earlierStartNanos;
        hasStarted = hadStarted;
    }

    /** When the next may start; not after {@code nowNanos} if it may already. */
    long dueNanos(long nowNanos) {
        long due = nowNanos;
        if (hasStarted && isSpaced()) due = later(due, lastStartNanos + Math.max(delayNanos, spacingNanos));
        if (isPaused) due = later(due, pausedUntilNanos);
        return due;
    }

    /** When there is nothing to be remembered about the host any more; not after {@code nowNanos} if that is so already. */
    long forgetNanos(long nowNanos) {
        long until = dueNanos(nowNanos);
        boolean usual = width >= widest && spacingNanos == 0;
        return usual || !wasSlowed ? until : later(until, slowedNanos + MEMORY.toNanos());
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }

    /**
     * A request is over.
     *
     * @param grantedNanos when it was allowed
     * @param inFlight how many there were with it
     */
    void onReply(Reply reply, long grantedNanos, int inFlight, long nowNanos) {
        if (!limits.adaptive() || reply.head() == null) return;
        Duration wish = ServerWish.pauseAfter(reply.head(), clock);
        if (wish != null) pause(wish.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : wish, nowNanos);
        // What was on its way when it was slowed down says nothing about how it is since.
        boolean isNews = !wasSlowed || grantedNanos - slowedNanos >= 0;
        if (refuses(reply.head().status())) {
            if (!isNews) return;
            if (wish == null) space();
            slowDown(inFlight, nowNanos);
        } else if (latencyRises(reply.timing().serverNanos())) {
            if (isNews) slowDown(inFlight, nowNanos);
        } else {
            speedUp();
        }
    }

    private static boolean refuses(int status) {
        return status == 429 || status == 503;
    }

    private void pause(Duration wish, long nowNanos) {
        long until = nowNanos + wish.toNanos();
        pausedUntilNanos = isPaused ? later(pausedUntilNanos, until) : until;
        isPaused = true;
    }

    private void space() {
        spacingNanos = spacingNanos == 0 ? FIRST_SPACING.toNanos() : Math.min(2 * spacingNanos, MAX_SPACING.toNanos());
    }

    private void slowDown(int inFlight, long nowNanos) {
        width = Math.max(1, Math.min(width, inFlight) / 2);
        slowedNanos = nowNanos;
        wasSlowed = true;
    }

    private void speedUp() {
        width = Math.min(widest, width + 1 / width);
        spacingNanos = spacingNanos <= FIRST_SPACING.toNanos() ? 0 : spacingNanos / 2;
    }

    /** Compares the last few with the last few dozen: pages differ, and a host that is always slow is not in trouble. */
    private boolean latencyRises(long serverNanos) {
        if (limits.perHost() == AdmissionLimits.NO_LIMIT || serverNanos == Timing.NONE) return false;
        if (usualNanos == Timing.NONE) {
            usualNanos = serverNanos;
            recentNanos = serverNanos;
            return false;
        }
        recentNanos += (serverNanos - recentNanos) / 8;
        boolean rises = recentNanos > 2 * usualNanos + LATENCY_SLACK_NANOS;
        usualNanos += (serverNanos - usualNanos) / 64;
        return rises;
    }
}
