package dev.simul.cli;

import dev.simul.task.Loop;
import dev.simul.task.SlowCallback;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What {@code --slow-callbacks} comes to: counts the callbacks that have held the loop, and remembers the worst of them. */
final class SlowCallbacks {
    private static final int REMEMBERED = 5;

    /** Null: nobody has asked. */
    private final @Nullable Duration threshold;
    /** The shortest first, so that it makes room for a longer one. */
    private final PriorityQueue<SlowCallback> worst =
            new PriorityQueue<>((one, other) -> one.held().compareTo(other.held()));

    private long count;

    private SlowCallbacks(@Nullable Duration threshold) {
        this.threshold = threshold;
    }

    static SlowCallbacks of(ParseResult arguments) throws UsageException {
        Duration threshold = arguments.matchedOptionValue("--slow-callbacks", null);
        if (threshold != null && !threshold.isPositive()) {
            throw new UsageException("--slow-callbacks must be longer than nothing");
        }
        return new SlowCallbacks(threshold);
    }

    /**
     * Watches {@code loop}, whose thread calls.
     *
     * @param home runs what is given to it on the one thread that counts
     */
    void watch(Loop loop, Executor home) {
        if (threshold != null) loop.reportSlowCallbacks(threshold, slow -> home.execute(() -> add(slow)));
    }

    void add(SlowCallback slow) {
        count++;
        worst.add(slow);
        if (worst.size() > REMEMBERED) worst.remove();
    }

    /** The worst first, each with its stack; empty where nobody has asked. */
    String text() {
        if (threshold == null) return "";
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d %s held the loop for %d ms or longer%s%n",
                count,
                count == 1 ? "callback" : "callbacks",
                threshold.toMillis(),
                count > REMEMBERED ? ", the worst " + REMEMBERED + ":" : count > 0 ? ":" : ""));
        worst.stream()
                .sorted(Comparator.comparing(SlowCallback::held).reversed())
                .forEach(slow -> text.append(slow.toString().indent(2)));
        return text.toString();
    }
}
