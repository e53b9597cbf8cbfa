package dev.simul.compare;

import dev.simul.measure.LatencyFigures;
import dev.simul.measure.ProcessUsage;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a model took.
 *
 * @param usage of its process, or of the whole family
 * @param latencies of the visits, each from its start to its record
 * @param mostInFlight the most visits at once, as the model itself counts
 * @param loop of the models that have one
 * @param workersStartNanos how long it took to start the workers' JVMs, which is not in the wall time; 0 without workers
 */
record Measures(
        ProcessUsage usage,
        LatencyFigures latencies,
        int mostInFlight,
        @Nullable LoopFigures loop,
        long workersStartNanos) {

    /** The same with what the workers took. */
    Measures with(ProcessUsage family, long startNanos) {
        return new Measures(family, latencies, mostInFlight, loop, startNanos);
    }

    /** For another process. */
    String toText() throws IOException {
        Properties properties = new Properties();
        put(properties, "wall_nanos", usage.wallNanos());
        put(properties, "cpu_nanos", usage.cpuNanos());
        put(properties, "peak_threads", usage.peakThreads());
        put(properties, "peak_heap_bytes", usage.peakHeapBytes());
        put(properties, "peak_rss_bytes", usage.peakRssBytes());
        put(properties, "voluntary_switches", usage.voluntarySwitches());
        put(properties, "involuntary_switches", usage.involuntarySwitches());
        put(properties, "visits", latencies.count());
        put(properties, "visits_sum_nanos", latencies.sumNanos());
        put(properties, "visits_median_nanos", latencies.medianNanos());
        put(properties, "visits_p99_nanos", latencies.p99Nanos());
        put(properties, "most_in_flight", mostInFlight);
        put(properties, "workers_start_nanos", workersStartNanos);
        if (loop != null) putLoop(properties, loop);
        StringWriter writer = new StringWriter();
        properties.store(writer, null);
        return writer.toString();
    }

    private static void putLoop(Properties properties, LoopFigures loop) {
        properties.setProperty("loop_busy_share", Double.toString(loop.busyShare()));
        put(properties, "loop_lag_median_nanos", loop.lagMedian().toNanos());
        put(properties, "loop_lag_p99_nanos", loop.lagP99().toNanos());
        put(properties, "loop_lag_max_nanos", loop.lagMax().toNanos());
        LoopFigures.Culprit culprit = loop.culprit();
        if (culprit == null) return;
        properties.setProperty("loop_culprit", culprit.what());
        put(properties, "loop_culprit_nanos", culprit.held().toNanos());
    }

    /** Reads what {@link #toText} has written. */
    static Measures parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        ProcessUsage usage = new ProcessUsage(
                number(properties, "wall_nanos"),
                number(properties, "cpu_nanos"),
                (int) number(properties, "peak_threads"),
                number(properties, "peak_heap_bytes"),
                number(properties, "peak_rss_bytes"),
                number(properties, "voluntary_switches"),
                number(properties, "involuntary_switches"));
        LatencyFigures latencies = new LatencyFigures(
                number(properties, "visits"),
                number(properties, "visits_sum_nanos"),
                number(properties, "visits_median_nanos"),
                number(properties, "visits_p99_nanos"));
        return new Measures(
                usage,
                latencies,
                (int) number(properties, "most_in_flight"),
                loop(properties),
                number(properties, "workers_start_nanos"));
    }

    private static @Nullable LoopFigures loop(Properties properties) throws IOException {
        String busyShare = properties.getProperty("loop_busy_share");
        if (busyShare == null) return null;
        String culprit = properties.getProperty("loop_culprit");
        return new LoopFigures(
                Double.parseDouble(busyShare),
                duration(properties, "loop_lag_median_nanos"),
                duration(properties, "loop_lag_p99_nanos"),
                duration(properties, "loop_lag_max_nanos"),
                culprit == null ? null : new LoopFigures.Culprit(culprit, duration(properties, "loop_culprit_nanos")));
    }

    private static void put(Properties properties, String key, long value) {
        properties.setProperty(key, Long.toString(value));
    }

    private static Duration duration(Properties properties, String key) throws IOException {
        return Duration.ofNanos(number(properties, key));
    }

    private static long number(Properties properties, String key) throws IOException {
        try {
            return Long.parseLong(properties.getProperty(key, ""));
        } catch (NumberFormatException e) {
            throw new IOException("the measures of a run lack " + key, e);
        }
    }
}
