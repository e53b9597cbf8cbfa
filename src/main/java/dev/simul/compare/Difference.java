package dev.simul.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL or a job for which two runs have not given the same record.
 *
 * @param url or the job's name
 * @param line its line in its source; null where it was given on the command line, and of a job
 * @param oneRun which run, as words
 * @param otherRun which other one
 */
public record Difference(String url, @Nullable String line, String oneRun, String otherRun, List<Field> fields) {
    public Difference {
        fields = List.copyOf(fields);
    }

    /** A field that is not the same; {@code record} where one of them has none, or more than one. */
    public record Field(
            String name, @Nullable String one, @Nullable String other) {}
}
