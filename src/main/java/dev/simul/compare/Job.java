package dev.simul.compare;

import java.nio.file.Path;

/**
 * What one run is to do.
 *
 * @param directory where it leaves its records
 */
record Job(Path directory, Model model, Workload workload) {
    /** Where its records go, a line of {@link ComparedRecord} each. */
    Path records() {
        return directory.resolve("records");
    }

    /** Where everything goes that the process prints. */
    Path output() {
        return directory.resolve("output");
    }

    /** Where everything goes that one of its workers prints. */
    Path output(int worker) {
        return directory.resolve("output-of-worker-" + worker);
    }
}
