package dev.simul.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A {@link ComparisonResult} for people: how fast, at what price, what is to be known about it, whether it means anything,
 * and what follows. At most 100 columns wide but for the words at its end.
 */
public final class TextReport {
    private static final String NONE = "—";

    private TextReport() {}

    public static String of(ComparisonResult result) {
        StringBuilder text = new StringBuilder(2048);
        speed(result).appendTo(text);
        text.append('\n');
        price(result).appendTo(text);
        text.append('\n');
        for (String note : notes(result)) text.append(note).append('\n');
        text.append(verdict(result));
        if (result.recordsAreEqual())
            text.append('\n').append(RuleOfThumb.of(result)).append('\n');
        return text.toString();
    }

    /** Whether the figures mean anything; if not, which URLs or jobs differ, and in what. */
    public static String verdict(ComparisonResult result) {
        return Verdict.of(result);
    }

    // ---- how fast

    private static TextTable speed(ComparisonResult result) {
        String each = result.work() == null ? "req/s" : "jobs/s";
        TextTable table = new TextTable(List.of(
                "model",
                "median",
                "95 % interval",
                each,
                "p50",
                "p99",
                "in flight",
                "speed-up",
                "interval",
                "against the best"));
        for (ModelFigures model : result.models()) {
            Interval interval = model.wall().interval();
            VisitFigures visits = model.visits();
            Interval speedUpInterval = result.speedUpInterval(model);
            table.add(List.of(
                    model.model().label(),
                    Amount.seconds(model.wall().median()) + " s",
                    interval == null ? NONE : Amount.seconds(interval),
                    Amount.rate(visits.perSecond()),
                    Amount.time(visits.medianSeconds()),
                    Amount.time(visits.p99Seconds()),
                    Integer.toString(visits.mostInFlight()),
                    result.speedUp(model).isPresent()
                            ? Amount.factor(result.speedUp(model).getAsDouble())
                            : NONE,
                    speedUpInterval == null ? NONE : range(speedUpInterval),
                    standing(model, result)));
        }
        return table;
    }

    private static String range(Interval interval) {
        return String.format(Locale.ROOT, "%.1f – %.1f", interval.low(), interval.high());
    }

    private static String standing(ModelFigures model, ComparisonResult result) {
        return switch (result.standing(model)) {
            case BEST -> "best";
            case NO_DIFFERENCE -> "no difference";
            case SLOWER, UNKNOWN ->
                Amount.factor(model.wall().median() / result.best().wall().median());
        };
    }

    // ---- at what price

    private static TextTable price(ComparisonResult result) {
        TextTable table = new TextTable(List.of(
                "model", "CPU", "RSS", "threads", "switches", "forced", "loop lag p50", "p99", "max", "loop busy"));
        for (ModelFigures model : result.models()) {
            ProcessFigures process = model.process();
            List<String> row = new ArrayList<>(List.of(
                    model.model().label(),
                    String.format(Locale.ROOT, "%.2f s", process.cpu().median()),
                    process.peakRssBytes().isPresent()
                            ? Amount.mebibytes((double) process.peakRssBytes().getAsLong())
                            : NONE,
                    String.format(Locale.ROOT, "%,d", process.peakThreads()),
                    count(process.voluntarySwitches()),
                    count(process.involuntarySwitches())));
            row.addAll(loop(model));
            table.add(row);
        }
        return table;
    }

    private static List<String> loop(ModelFigures model) {
        LoopFigures loop = model.loop();
        if (loop == null) return List.of(NONE, NONE, NONE, NONE);
        return List.of(
                Amount.time(loop.lagMedian()),
                Amount.time(loop.lagP99()),
                Amount.time(loop.lagMax()),
                Amount.percent(loop.busyShare()));
    }

    private static String count(OptionalLong value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,d", value.getAsLong()) : NONE;
    }

    // ---- what is to be known about it

    private static List<String> notes(ComparisonResult result) {
        List<String> notes = new ArrayList<>();
        for (ModelFigures model : result.models()) {
            LoopFigures loop = model.loop();
            if (loop != null && loop.culprit() != null) notes.add(culprit(model, loop, loop.culprit()));
        }
        for (ModelFigures model : result.models()) {
            if (model.workersStartSeconds().isPresent()) notes.add(workers(model));
        }
        for (ModelFigures model : result.models()) {
            if (model.serverWasTheLimit()) notes.add(server(model));
        }
        if (result.rounds() == 1) notes.add("rounds: one, so there are no intervals and nobody knows what chance did");
        return notes;
    }

    private static String culprit(ModelFigures model, LoopFigures loop, LoopFigures.Culprit culprit) {
        return "held up: " + model.model().label() + " by '" + culprit.what() + "' for "
                + Amount.time(culprit.held()) + ", longest of all; by all that came together for "
                + Amount.time(loop.lagMax());
    }

    private static String workers(ModelFigures model) {
        return "workers: " + model.model().label() + " took "
                + Amount.time(model.workersStartSeconds().getAsDouble())
                + " to start its JVMs, which is in no figure above";
    }

    private static String server(ModelFigures model) {
        return "server: busy " + Amount.percent(model.serverBusyShare().getAsDouble()) + " of the time of "
                + model.model().label() + ", so there the server was the limit, not the client";
    }
}
