package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.source.SourceSpec;
import dev.simul.work.Work;
import java.util.List;

/** What every model is given to do. Each piece of it is a line with a number, and so is each result. */
sealed interface Workload {

    /**
     * A list of URLs is to be fetched.
     *
     * @param sources files, or given URLs
     */
    record Urls(FetchConfig fetch, List<SourceSpec> sources) implements Workload {
        public Urls {
            sources = List.copyOf(sources);
        }
    }

    /** There is something to compute. */
    record Computing(Work work) implements Workload {}

    /** The names of the values in a line of the results. */
    default List<String> fields() {
        return switch (this) {
            case Urls urls -> ComparedRecord.FIELDS;
            case Computing computing -> JobLines.FIELDS;
        };
    }
}
