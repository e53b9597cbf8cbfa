package dev.simul.compare;

import java.util.List;

/**
 * The timelines of a comparison: of each model that of the run whose wall time is nearest to the median.
 *
 * @param models in the order of the report
 * @param stride of how many lines of the list one has its name here
 * @param names the URLs, or the names of the jobs, of these lines, in the order of the list
 */
record RunTimelines(List<OfModel> models, long stride, List<String> names) {
    RunTimelines {
        models = List.copyOf(models);
        names = List.copyOf(names);
    }

    /** One of them, and in which round it was. */
    record OfModel(int round, Timeline timeline) {}
}
