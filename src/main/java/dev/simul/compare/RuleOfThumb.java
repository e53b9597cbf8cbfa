package dev.simul.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two sentences that a comparison comes to: which model won, and why; nothing in them that is not in the figures. */
public final class RuleOfThumb {
    /**
     * From so many times the CPU time on the work is waiting. What the visits take is also their computing, and the wait for
     * a processor, which is several times that where there are more visits under way than processors.
     */
    private static final double WAITING_FROM = 10;

    private final ComparisonResult result;
    private final ModelFigures best;
    /** The best, then those that are no different. */
    private final List<ModelFigures> winners;
    /** Of these the one with the least CPU time. */
    private final ModelFigures cheapest;

    private RuleOfThumb(ComparisonResult result) {
        this.result = result;
        this.best = result.best();
        this.winners = Stream.concat(
                        Stream.of(best),
                        result.models().stream().filter(each -> result.standing(each) == Standing.NO_DIFFERENCE))
                .toList();
        this.cheapest = winners.stream()
                .min(Comparator.comparingDouble(each -> each.process().cpu().median()))
                .orElseThrow();
    }

    public static String of(ComparisonResult result) {
        RuleOfThumb rule = new RuleOfThumb(result);
        return rule.winner() + " " + (result.work() == null ? rule.whyOfFetching() : rule.whyOfComputing());
    }

    // ---- which

    private String winner() {
        if (result.models().size() == 1) {
            return label(best) + " took " + wall(best) + ", with nothing to compare it with.";
        }
        if (winners.size() > 1) {
            String price = cheapestIsCheaper()
                    ? ", but " + label(cheapest) + " took the least CPU time, "
                            + time(cheapest.process().cpu().median())
                    : ", nor is there one in CPU time: take what is easiest to write";
            return "There is no difference between " + labels(winners) + " (" + wall(best) + speedUp() + ")" + price
                    + ".";
        }
        String certainty = result.rounds() == 1 ? "was fastest in the only round" : "won";
        return label(best) + " " + certainty + ": " + wall(best) + speedUp() + ".";
    }

    private boolean cheapestIsCheaper() {
        Interval least = cheapest.process().cpu().interval();
        return winners.stream()
                .filter(each -> !each.equals(cheapest))
                .map(each -> each.process().cpu().interval())
                .allMatch(other -> least != null && other != null && !other.overlaps(least));
    }

    private String speedUp() {
        OptionalDouble speedUp = result.speedUp(best);
        boolean itself = best.model().kind() == Model.Kind.SEQUENTIAL;
        return speedUp.isEmpty() || itself
                ? ""
                : ", " + Amount.factor(speedUp.getAsDouble()) + " as fast as one after the other";
    }

    // ---- why

    private String whyOfFetching() {
        if (best.serverWasTheLimit()) {
            return "But the server was busy "
                    + Amount.percent(best.serverBusyShare().orElse(0))
                    + " of that time: this measures the server more than the models.";
        }
        double waits = result.models().stream()
                .mapToDouble(each -> each.visits().sumSeconds())
                .min()
                .orElse(0);
        double cpu = cheapest.process().cpu().median();
        int inFlight = cheapest.visits().mostInFlight();
        boolean waiting = waits >= WAITING_FROM * cpu;
        String kind = waiting
                ? "The work is waiting, so what counts is how many wait at once"
                : "The work is computing as much as waiting, so what counts is how little is done for each";
        return kind + ": the " + Amount.counted(result.urls(), "visit") + " took "
                + time(waits) + " in all and " + time(cpu) + " of CPU, at most "
                + String.format(Locale.ROOT, "%,d", inFlight) + " at once" + memory() + ".";
    }

    /** With the one that had most threads of those with as many in flight, to hold it against. */
    private String memory() {
        String own = memory(cheapest);
        if (own.isEmpty()) return "";
        return ", with " + own + " of memory for each in " + label(cheapest)
                + result.models().stream()
                        .filter(each -> !each.equals(cheapest))
                        .filter(each -> each.visits().mostInFlight()
                                >= cheapest.visits().mostInFlight())
                        .max(Comparator.comparingInt(each -> each.process().peakThreads()))
                        .filter(other -> !memory(other).isEmpty())
                        .map(other -> " and " + memory(other) + " in " + label(other))
                        .orElse("");
    }

    private static String memory(ModelFigures figures) {
        if (figures.process().peakRssBytes().isEmpty()) return "";
        double rss = figures.process().peakRssBytes().getAsLong();
        return Amount.mebibytes(rss / Math.max(1, figures.visits().mostInFlight()));
    }

    private String whyOfComputing() {
        double cores =
                best.process().cpu().median() / Math.max(1e-9, best.wall().median());
        return String.format(
                        Locale.ROOT,
                        "The work is computing, so what counts is cores, of which about %.0f were busy",
                        cores)
                + result.first(Model.Kind.LOOP)
                        .map(ModelFigures::loop)
                        .map(loop -> "; on the loop it held up everybody for " + Amount.time(loop.lagMax()))
                        .orElse("")
                + result.first(Model.Kind.LOOP_AND_THREADS)
                        .map(ModelFigures::loop)
                        .map(loop -> ", handed to threads by runInThread for " + Amount.time(loop.lagMax()))
                        .orElse("")
                + ".";
    }

    private static String labels(List<ModelFigures> models) {
        String allButLast =
                models.stream().limit(models.size() - 1).map(RuleOfThumb::label).collect(Collectors.joining(", "));
        return allButLast + " and " + label(models.getLast());
    }

    private static String label(ModelFigures figures) {
        return figures.model().label();
    }

    private static String wall(ModelFigures figures) {
        return time(figures.wall().median());
    }

    private static String time(double seconds) {
        return Amount.time(seconds);
    }
}
