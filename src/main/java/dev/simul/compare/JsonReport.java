package dev.simul.compare;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link ComparisonResult} for programs: one JSON object a model, in the order of the table, keys always present. */
public final class JsonReport {
    private final StringBuilder text = new StringBuilder(1024);

    private JsonReport() {}

    public static String of(ComparisonResult result) {
        JsonReport report = new JsonReport();
        for (ModelFigures model : result.models()) report.append(model, result);
        return report.text.toString();
    }

    private void append(ModelFigures model, ComparisonResult result) {
        text.append("{\"model\":\"").append(model.model().kind().id()).append('"');
        append("parallelism", Integer.toString(model.model().parallelism()));
        append("work", result.work() == null ? "null" : '"' + result.work().id() + '"');
        append("urls", Long.toString(result.urls()));
        append("rounds", Integer.toString(result.rounds()));
        append("wall_s", object(model.wall()));
        append("against_best", '"' + result.standing(model).name().toLowerCase(Locale.ROOT) + '"');
        append("requests_per_s", number(model.visits().perSecond()));
        append("request_p50_s", number(model.visits().medianSeconds()));
        append("request_p99_s", number(model.visits().p99Seconds()));
        append("requests_sum_s", number(model.visits().sumSeconds()));
        append("overlap", number(model.visits().overlap()));
        append("most_in_flight", Integer.toString(model.visits().mostInFlight()));
        append(model.process());
        append("loop", model.loop() == null ? "null" : object(model.loop()));
        append("server_busy_share", number(model.serverBusyShare()));
        append("server_was_limit", Boolean.toString(model.serverWasTheLimit()));
        append("workers_start_s", number(model.workersStartSeconds()));
        append("speed_up", number(result.speedUp(model)));
        append("speed_up_interval_95", array(result.speedUpInterval(model)));
        append("records_equal", Boolean.toString(result.recordsAreEqual()));
        text.append("}\n");
    }

    private void append(ProcessFigures process) {
        append("cpu_s", object(process.cpu()));
        append("peak_threads", Integer.toString(process.peakThreads()));
        append("peak_heap_bytes", Long.toString(process.peakHeapBytes()));
        append("peak_rss_bytes", number(process.peakRssBytes()));
        append("voluntary_switches", number(process.voluntarySwitches()));
        append("involuntary_switches", number(process.involuntarySwitches()));
    }

    private void append(String key, String json) {
        text.append(",\"").append(key).append("\":").append(json);
    }

    private static String object(Spread spread) {
        return "{\"median\":" + number(spread.median())
                + ",\"interval_95\":" + array(spread.interval())
                + ",\"min\":" + number(spread.min())
                + ",\"max\":" + number(spread.max())
                + ",\"rounds\":" + array(spread.rounds())
                + '}';
    }

    private static String object(LoopFigures loop) {
        LoopFigures.Culprit culprit = loop.culprit();
        return "{\"busy_share\":" + number(loop.busyShare())
                + ",\"lag_p50_s\":" + number(loop.lagMedian())
                + ",\"lag_p99_s\":" + number(loop.lagP99())
                + ",\"lag_max_s\":" + number(loop.lagMax())
                + ",\"culprit\":"
                // The names of jobs are ours: there is nothing in them to escape.
                + (culprit == null
                        ? "null"
                        : "{\"what\":\"" + culprit.what() + "\",\"held_s\":" + number(culprit.held()) + '}')
                + '}';
    }

    private static String array(@Nullable Interval interval) {
        return interval == null ? "null" : array(List.of(interval.low(), interval.high()));
    }

    private static String array(List<Double> values) {
        return values.stream().map(JsonReport::number).collect(Collectors.joining(",", "[", "]"));
    }

    private static String number(Duration duration) {
        return number(duration.toNanos() / 1e9);
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "null";
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "null";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
