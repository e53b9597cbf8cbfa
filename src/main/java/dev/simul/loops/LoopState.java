package dev.simul.loops;

import dev.simul.crawl.Crawl;
import dev.simul.crawl.Holdup;
import dev.simul.crawl.HoldupMeter;
import dev.simul.fetch.Admission;
import dev.simul.fetch.FetchPipeline;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How it stands with a loop that crawls, or with several, at one moment. Immutable.
 *
 * @param inFlight requests, see {@link Admission#inFlight}
 * @param mostInFlight how many there have been at once; of several loops the sum, which is never too low
 * @param fresh lines that wait for their hosts
 * @param hosts that are remembered
 * @param refusedRetries since the start
 * @param recent what held it up most in the last second or two
 * @param holdups for how long it was held up by what since the start
 */
public record LoopState(
        int inFlight,
        int mostInFlight,
        int fresh,
        int hosts,
        long refusedRetries,
        Holdup recent,
        Map<Holdup, Duration> holdups) {
    /** Before the start. */
    public static final LoopState NOTHING = new LoopState(0, 0, 0, 0, 0, Holdup.SOURCE, Map.of());

    /** What keeps a crawl from going on faster now, see {@link Crawl#holdup}; its pipeline knows of names. Their loop's thread. */
    public static Holdup holdup(Crawl crawl, FetchPipeline pipeline) {
        Holdup holdup = crawl.holdup();
        return holdup == Holdup.CONCURRENCY && pipeline.waitsForNames() ? Holdup.DNS : holdup;
    }

    /** That of one loop, now. Its thread. */
    public static LoopState of(FetchPipeline pipeline, HoldupMeter holdups) {
        Admission admission = pipeline.admission();
        return new LoopState(
                admission.inFlight(),
                admission.mostInFlight(),
                admission.fresh(),
                admission.hosts(),
                pipeline.refusedRetries(),
                holdups.recent(),
                holdups.total());
    }

    /** That of all together: what holds up most of them is what holds up the whole. */
    public static LoopState of(List<LoopState> loops) {
        Map<Holdup, Integer> votes = new EnumMap<>(Holdup.class);
        Map<Holdup, Duration> holdups = new EnumMap<>(Holdup.class);
        for (LoopState each : loops) {
            votes.merge(each.recent(), 1, Integer::sum);
            each.holdups().forEach((kind, time) -> holdups.merge(kind, time, Duration::plus));
        }
        Holdup most = Holdup.SOURCE;
        for (Holdup kind : Holdup.values()) {
            if (votes.getOrDefault(kind, 0) > votes.getOrDefault(most, 0)) most = kind;
        }
        return new LoopState(
                loops.stream().mapToInt(LoopState::inFlight).sum(),
                loops.stream().mapToInt(LoopState::mostInFlight).sum(),
                loops.stream().mapToInt(LoopState::fresh).sum(),
                loops.stream().mapToInt(LoopState::hosts).sum(),
                loops.stream().mapToLong(LoopState::refusedRetries).sum(),
                most,
                holdups);
    }
}
