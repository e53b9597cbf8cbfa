package dev.simul.compare;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A {@link ComparisonResult} for programs: one JSON object a model, in the order of the table, keys always present. */
public final class JsonReport {
    private JsonReport() {}

    public static String of(ComparisonResult result) {
        StringBuilder text = new StringBuilder(1024);
        for (ModelFigures model : result.models()) append(model, result, text);
        return text.toString();
    }

    private static void append(ModelFigures model, ComparisonResult result, StringBuilder text) {
        OptionalDouble speedUp = result.speedUp(model);
        text.append("{\"model\":\"").append(model.model().kind().id());
        text.append("\",\"parallelism\":").append(model.model().parallelism());
        text.append(",\"urls\":").append(result.urls());
        text.append(",\"rounds\":").append(result.rounds());
        append("wall_s", model.wall(), model.wallSeconds(), text);
        text.append(",\"requests_per_s\":").append(number(model.requestsPerSecond()));
        append("cpu_s", model.cpu(), model.cpuSeconds(), text);
        text.append(",\"peak_threads\":").append(model.peakThreads());
        text.append(",\"peak_heap_bytes\":").append(model.peakHeapBytes());
        text.append(",\"most_in_flight\":").append(model.mostInFlight());
        text.append(",\"speed_up\":").append(speedUp.isPresent() ? number(speedUp.getAsDouble()) : "null");
        text.append(",\"records_equal\":").append(result.recordsAreEqual()).append("}\n");
    }

    private static void append(String key, Spread spread, List<Double> rounds, StringBuilder text) {
        text.append(",\"").append(key).append("\":{\"median\":").append(number(spread.median()));
        text.append(",\"min\":").append(number(spread.min()));
        text.append(",\"max\":").append(number(spread.max()));
        text.append(",\"rounds\":");
        text.append(rounds.stream().map(JsonReport::number).collect(Collectors.joining(",", "[", "]")));
        text.append('}');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
