package dev.simul.cli;

import dev.simul.crawl.Holdup;
import dev.simul.fetch.AdmissionLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What held a crawl up, in the words of the command line, and which option would change that.
 *
 * @param limits those of the crawl
 * @param titleOnly whether no more of a page is read than its title takes
 * @param toFile whether the records go to a file
 */
record HoldupText(AdmissionLimits limits, boolean titleOnly, boolean toFile) {
    private static final int PERCENT = 100;
    /** What takes less of the time, in percent, is not worth a word. */
    private static final int LEAST_SHOWN = 5;

    /** What takes less is not worth a change. */
    private static final int LEAST_HINTED = 25;

    /** The same of the CPU: the loop has something to do whatever the limits are. */
    private static final int LEAST_CPU_HINTED = 75;

    private static final int MOST_HINTS = 2;
    /** A shorter crawl has been held up by its start most of all. */
    private static final Duration WORTH_A_HINT = Duration.ofSeconds(2);

    /** What it is called. */
    String name(Holdup kind) {
        return switch (kind) {
            case CPU -> "the loop's own CPU";
            case CONCURRENCY -> "-c " + limits.concurrency();
            case DNS -> "the look-up of names";
            case HOST_LIMIT ->
                limits.perHost() == AdmissionLimits.NO_LIMIT
                        ? "hosts that are asked less since they refuse"
                        : "--per-host " + limits.perHost();
            case HOST_DELAY -> isDelayed() ? "--delay " + text(limits.delay()) : "pauses that hosts ask for";
            case RATE -> "--rate " + text(limits.perSecond());
            case SOURCE -> "the source";
            case SINK -> "the output";
            case NETWORK -> "the network, which was gone";
            case THE_LAST -> "the last answers";
        };
    }

    /** One line, the most important first; {@code ""} where there is nothing to tell. */
    String shares(Map<Holdup, Duration> total) {
        long all = sum(total);
        List<String> shares = new ArrayList<>();
        for (Holdup kind : byShare(total)) {
            long percent = percent(total, kind, all);
            if (percent < LEAST_SHOWN) continue;
            shares.add(name(kind) + " (" + percent + " %" + (shares.isEmpty() ? " of the time)" : ")"));
        }
        return shares.isEmpty() ? "" : "held up by " + String.join(", ", shares) + "\n";
    }

    /** What to change, where it is worth it. */
    List<String> hints(Map<Holdup, Duration> total) {
        long all = sum(total);
        if (all < WORTH_A_HINT.toNanos()) return List.of();
        List<String> hints = new ArrayList<>();
        for (Holdup kind : byShare(total)) {
            int least = kind == Holdup.CPU ? LEAST_CPU_HINTED : LEAST_HINTED;
            String hint = percent(total, kind, all) < least ? null : hint(kind);
            if (hint != null && hints.size() < MOST_HINTS) hints.add(hint);
        }
        return hints;
    }

    private @Nullable String hint(Holdup kind) {
        return switch (kind) {
            case CPU -> titleOnly ? null : "--title-only reads no more of a page than its title takes";
            case CONCURRENCY -> "-c " + 2L * limits.concurrency() + " lets twice as many requests be in flight";
            case DNS -> "--dns ADDRESS asks another name server";
            case HOST_LIMIT ->
                limits.perHost() == AdmissionLimits.NO_LIMIT
                        ? null
                        : "--per-host " + 2L * limits.perHost() + " asks each host twice as much at once";
            case HOST_DELAY ->
                isDelayed() ? "--delay " + text(limits.delay().dividedBy(2)) + " asks each host twice as often" : null;
            case RATE -> "--rate " + text(2 * limits.perSecond()) + " allows twice as many requests a second";
            case SINK -> toFile ? null : "-o FILE does not wait for the reader of a pipe";
            case SOURCE, NETWORK, THE_LAST -> null;
        };
    }

    private boolean isDelayed() {
        return limits.delay().isPositive();
    }

    private static List<Holdup> byShare(Map<Holdup, Duration> total) {
        Comparator<Holdup> byTime = Comparator.comparing(kind -> total.getOrDefault(kind, Duration.ZERO));
        return total.keySet().stream().sorted(byTime.reversed()).toList();
    }

    private static long sum(Map<Holdup, Duration> total) {
        return total.values().stream().mapToLong(Duration::toNanos).sum();
    }

    private static long percent(Map<Holdup, Duration> total, Holdup kind, long all) {
        long nanos = total.getOrDefault(kind, Duration.ZERO).toNanos();
        return Math.round((double) PERCENT * nanos / Math.max(1, all));
    }

    /** As the command line takes it. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }
}
