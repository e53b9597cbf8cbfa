package dev.simul.compare;

import dev.simul.work.Work;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison came to.
 *
 * @param urls how many lines the list has, or how many jobs there are
 * @param models in the order of the report, at least one
 * @param differing how many of the lines or jobs have not given the same record in all runs
 * @param differences the first of these, {@link RecordComparison#MAX_SHOWN} at most
 * @param work what was computed; null where URLs were fetched
 */
public record ComparisonResult(
        long urls,
        int rounds,
        List<ModelFigures> models,
        long differing,
        List<Difference> differences,
        @Nullable Work work) {
    public ComparisonResult {
        models = List.copyOf(models);
        differences = List.copyOf(differences);
    }

    /** Of fetching URLs. */
    public ComparisonResult(
            long urls, int rounds, List<ModelFigures> models, long differing, List<Difference> differences) {
        this(urls, rounds, models, differing, differences, null);
    }

    /** Whether the figures mean anything: whether all runs have done the same. */
    public boolean recordsAreEqual() {
        return differing == 0;
    }

    /** The one with the least median of the wall time. */
    public ModelFigures best() {
        return models.stream()
                .min(Comparator.comparingDouble(each -> each.wall().median()))
                .orElseThrow();
    }

    /** How {@code figures}, one of these, stands against the best. */
    public Standing standing(ModelFigures figures) {
        if (figures.equals(best())) return Standing.BEST;
        Interval own = figures.wall().interval();
        Interval ofBest = best().wall().interval();
        if (own == null || ofBest == null) return Standing.UNKNOWN;
        return own.overlaps(ofBest) ? Standing.NO_DIFFERENCE : Standing.SLOWER;
    }

    /** How often {@code figures} would fit into the time that the sequential model takes, if that was run. */
    public OptionalDouble speedUp(ModelFigures figures) {
        return sequential().stream()
                .mapToDouble(sequential ->
                        sequential.wall().median() / figures.wall().median())
                .filter(Double::isFinite)
                .findFirst();
    }

    /** In which {@link #speedUp} is to be expected, 95 %; null where that is not known, and of the sequential model itself. */
    public @Nullable Interval speedUpInterval(ModelFigures figures) {
        ModelFigures sequential = sequential().orElse(null);
        if (sequential == null || figures.equals(sequential)) return null;
        return Bootstrap.ofRatio(sequential.wall().rounds(), figures.wall().rounds());
    }

    /** The sequential model, if it was run. */
    Optional<ModelFigures> sequential() {
        return first(Model.Kind.SEQUENTIAL);
    }

    /** The first model of a kind, if there is one. */
    Optional<ModelFigures> first(Model.Kind kind) {
        return models.stream().filter(each -> each.model().kind() == kind).findFirst();
    }
}
