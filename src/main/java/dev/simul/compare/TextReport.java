package dev.simul.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A {@link ComparisonResult} for people: how fast, at what price, what is to be known about it, whether it means anything,
 * and what follows. Its tables are at most 100 columns wide.
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
        TextTable table = new TextTable(
                List.of("model", "median", "95 % interval", each, "speed-up", "95 % interval", "against the best"));
        for (ModelFigures model : result.models()) {
            Interval interval = model.wall().interval();
            OptionalDouble speedUp = result.speedUp(model);
            Interval speedUpInterval = result.speedUpInterval(model);
            table.add(List.of(
                    model.model().label(),
                    Amount.seconds(model.wall().median()) + " s",
                    interval == null ? NONE : Amount.seconds(interval),
                    Amount.rate(model.visits().perSecond()),
                    speedUp.isPresent() ? Amount.factor(speedUp.getAsDouble()) : NONE,
                    speedUpInterval == null ? NONE : Amount.factors(speedUpInterval),
                    standing(model, result)));
        }
        return table;
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
        TextTable table = new TextTable(
                List.of("model", "CPU", "RSS", "threads", "switches", "forced", "in flight", "p50", "p99"));
        for (ModelFigures model : result.models()) {
            ProcessFigures process = model.process();
            table.add(List.of(
                    model.model().label(),
                    String.format(Locale.ROOT, "%.2f s", process.cpu().median()),
                    process.peakRssBytes().isPresent()
                            ? Amount.mebibytes((double) process.peakRssBytes().getAsLong())
                            : NONE,
                    String.format(Locale.ROOT, "%,d", process.peakThreads()),
                    count(process.voluntarySwitches()),
                    count(process.involuntarySwitches()),
                    String.format(Locale.ROOT, "%,d", model.visits().mostInFlight()),
                    Amount.time(model.visits().medianSeconds()),
                    Amount.time(model.visits().p99Seconds())));
        }
        return table;
    }

    private static String count(OptionalLong value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,d", value.getAsLong()) : NONE;
    }

    // ---- what is to be known about it

    private static List<String> notes(ComparisonResult result) {
        List<String> notes = new ArrayList<>();
        for (ModelFigures model : result.models()) {
            if (model.loop() != null) notes.add(lag(model, model.loop()));
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

    private static String lag(ModelFigures model, LoopFigures loop) {
        LoopFigures.Culprit culprit = loop.culprit();
        return "lag: " + model.model().label() + " kept others waiting for "
                + Amount.time(loop.lagMedian()) + " (p50), "
                + Amount.time(loop.lagP99()) + " (p99), "
                + Amount.time(loop.lagMax()) + " at most, busy "
                + Amount.percent(loop.busyShare()) + " of the time"
                + (culprit == null
                        ? ""
                        : "; held longest by '" + culprit.what() + "', for " + Amount.time(culprit.held()));
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
