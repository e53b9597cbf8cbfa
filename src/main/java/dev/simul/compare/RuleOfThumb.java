package dev.simul.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Two sentences that a comparison comes to: which model won, and why; nothing in them that is not in the figures. */
public final class RuleOfThumb {
    /** Below that share of CPU time in the time of the visits the work is waiting. */
    private static final double WAITING_BELOW = 0.5;

    private final ComparisonResult result;
    private final ModelFigures best;
    private final List<ModelFigures> equals;

    private RuleOfThumb(ComparisonResult result) {
        this.result = result;
        this.best = result.best();
        this.equals = result.models().stream()
                .filter(each -> result.standing(each) == Standing.NO_DIFFERENCE)
                .toList();
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
        if (!equals.isEmpty()) {
            ModelFigures cheapest = cheapest();
            return "There is no difference between " + all() + " (" + wall(best) + speedUp() + "): of these take "
                    + label(cheapest) + ", which took the least CPU time, "
                    + time(cheapest.process().cpu().median()) + ".";
        }
        String certainty = result.rounds() == 1 ? "was fastest in the only round" : "won";
        return label(best) + " " + certainty + ": " + wall(best) + speedUp() + ".";
    }

    private ModelFigures cheapest() {
        return result.models().stream()
                .filter(each -> each.equals(best) || equals.contains(each))
                .min(Comparator.comparingDouble(each -> each.process().cpu().median()))
                .orElseThrow();
    }

    private String all() {
        String others = equals.stream().map(RuleOfThumb::label).collect(Collectors.joining(", "));
        return label(best) + " and " + others;
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
        double cpu = best.process().cpu().median();
        int inFlight = best.visits().mostInFlight();
        boolean waiting = cpu < WAITING_BELOW * waits;
        String kind = waiting
                ? "The work is waiting, so what counts is how many wait at once"
                : "The work is computing more than waiting, so what counts is how little is done for each";
        return kind + ": the " + Amount.counted(result.urls(), "visit") + " took "
                + time(waits) + " in all and " + time(cpu) + " of CPU, "
                + String.format(Locale.ROOT, "%,d", inFlight) + " were in flight" + memory() + ".";
    }

    /** Of the model with most in flight that is not the best as well, so that there is something to hold it against. */
    private String memory() {
        String own = memory(best);
        if (own.isEmpty()) return "";
        return ", and " + own
                + result.models().stream()
                        .filter(each -> !each.equals(best) && each.visits().mostInFlight() > 1)
                        .max(Comparator.<ModelFigures>comparingInt(
                                        each -> each.visits().mostInFlight())
                                .thenComparingLong(
                                        each -> each.process().peakRssBytes().orElse(0)))
                        .map(this::memory)
                        .filter(other -> !other.isEmpty())
                        .map(other -> " (" + other + ")")
                        .orElse("");
    }

    /** What each further one in flight costs beyond the first; without the sequential model, the mean of all. */
    private String memory(ModelFigures figures) {
        int inFlight = figures.visits().mostInFlight();
        if (figures.process().peakRssBytes().isEmpty()) return "";
        double rss = figures.process().peakRssBytes().getAsLong();
        OptionalDouble base = result.sequential().stream()
                .filter(sequential ->
                        inFlight > 1 && sequential.process().peakRssBytes().isPresent())
                .mapToDouble(sequential -> sequential.process().peakRssBytes().getAsLong())
                .findFirst();
        if (base.isEmpty()) {
            return label(figures) + " had " + Amount.mebibytes(rss / Math.max(1, inFlight)) + " of memory for each";
        }
        double further = (rss - base.getAsDouble()) / (inFlight - 1);
        return label(figures) + " needed "
                + (further < 0 ? "no more memory" : Amount.mebibytes(further) + " of memory for each further one");
    }

    private String whyOfComputing() {
        double cores =
                best.process().cpu().median() / Math.max(1e-9, best.wall().median());
        return String.format(
                        Locale.ROOT, "The work is computing, so what counts is cores, of which %.1f were busy", cores)
                + result.first(Model.Kind.LOOP)
                        .map(ModelFigures::loop)
                        .map(loop -> "; on the loop it held up everybody for " + Amount.time(loop.lagMax()))
                        .orElse("")
                + result.first(Model.Kind.LOOP_AND_THREADS)
                        .map(ModelFigures::loop)
                        .map(loop -> ", by runInThread for " + Amount.time(loop.lagMax()))
                        .orElse("")
                + ".";
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
