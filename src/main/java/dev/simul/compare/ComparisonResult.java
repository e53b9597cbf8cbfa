package dev.simul.compare;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a comparison came to.
 *
 * @param urls how many lines the list has
 * @param differing how many of them have not given the same record in all runs
 * @param differences the first of these, {@link RecordComparison#MAX_SHOWN} at most
 */
public record ComparisonResult(
        long urls, int rounds, List<ModelFigures> models, long differing, List<Difference> differences) {
    public ComparisonResult {
        models = List.copyOf(models);
        differences = List.copyOf(differences);
    }

    /** Whether the figures mean anything: whether all runs have done the same. */
    public boolean recordsAreEqual() {
        return differing == 0;
    }

    /** How often {@code figures} would fit into the time that the sequential model takes, if that was run. */
    public OptionalDouble speedUp(ModelFigures figures) {
        return models.stream()
                .filter(each -> each.model().kind() == Model.Kind.SEQUENTIAL)
                .mapToDouble(sequential ->
                        sequential.wall().median() / figures.wall().median())
                .filter(Double::isFinite)
                .findFirst();
    }
}
