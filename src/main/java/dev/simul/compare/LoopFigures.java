package dev.simul.compare;

import dev.simul.task.LoopLoad;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an event loop fared.
 *
 * @param busyShare the part of the time in which it did not wait, 0 to 1
 * @param lagMedian how long what became ready had to wait at the most, half of the time
 * @param lagP99 99 of 100 times
 * @param lagMax the longest it was
 * @param culprit what held the loop longest; null where nobody looked
 */
public record LoopFigures(
        double busyShare,
        Duration lagMedian,
        Duration lagP99,
        Duration lagMax,
        @Nullable Culprit culprit) {

    /** Something that held the loop: what, and for how long. */
    public record Culprit(String what, Duration held) {}

    static LoopFigures of(LoopLoad load, @Nullable Culprit culprit) {
        return new LoopFigures(load.busyShare(), load.lagMedian(), load.lagP99(), load.lagMax(), culprit);
    }

    /** Of several runs: the medians, but the worst of what is the worst. Null of none. */
    static @Nullable LoopFigures ofAll(List<LoopFigures> runs) {
        if (runs.isEmpty()) return null;
        return new LoopFigures(
                Spread.of(runs.stream().map(LoopFigures::busyShare).toList()).median(),
                median(runs.stream().map(LoopFigures::lagMedian).toList()),
                median(runs.stream().map(LoopFigures::lagP99).toList()),
                runs.stream()
                        .map(LoopFigures::lagMax)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                runs.stream()
                        .map(LoopFigures::culprit)
                        .filter(Objects::nonNull)
                        .max(Comparator.comparing(Culprit::held))
                        .orElse(null));
    }

    private static Duration median(List<Duration> values) {
        List<Double> nanos =
                values.stream().map(each -> (double) each.toNanos()).toList();
        return Duration.ofNanos(Math.round(Spread.of(nanos).median()));
    }
}
