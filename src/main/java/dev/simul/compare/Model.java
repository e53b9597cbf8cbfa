package dev.simul.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A way to do many requests, with its size.
 *
 * @param parallelism how many visits it may have in flight, 1 or more; of a pool its number of threads or processes
 */
public record Model(Kind kind, int parallelism) {
    /** What there is to compare, in the order of the report. */
    public enum Kind {
        /** One after the other, on one thread. */
        SEQUENTIAL,
        /** A fixed pool of platform threads that block. */
        THREADS,
        /** A virtual thread for each visit, as many at once as a semaphore lets. */
        VIRTUAL,
        /** Processes that work one after the other, each with a JVM of its own. */
        PROCESSES,
        /** The event loop of {@code simul crawl}. */
        LOOP,
        /** The event loop, which hands everything that computes to its worker threads. */
        LOOP_AND_THREADS("loop+threads");

        private final String id;

        Kind() {
            this.id = name().toLowerCase(Locale.ROOT);
        }

        Kind(String id) {
            this.id = id;
        }

        /** The word for it on the command line. */
        public String id() {
            return id;
        }
    }

    public Model {
        if (parallelism < 1) throw new IllegalArgumentException("parallelism < 1: " + parallelism);
    }

    /** Of which there may be several, so that the size belongs to the name. */
    private static final Set<Kind> SIZED = EnumSet.of(Kind.THREADS, Kind.PROCESSES);

    /**
     * The models that the command line names, a pool once for each of its sizes.
     *
     * @param kinds words for kinds
     * @param threads sizes of {@link Kind#THREADS}
     * @param processes sizes of {@link Kind#PROCESSES}
     * @param concurrency of the other ones
     * @throws IllegalArgumentException with a message for the user if a word is none, a size is not positive, or a model
     *     would be there twice
     */
    public static List<Model> of(List<String> kinds, List<Integer> threads, List<Integer> processes, int concurrency) {
        List<Model> models = new ArrayList<>();
        for (String word : kinds) {
            Kind kind = kind(word);
            switch (kind) {
                case SEQUENTIAL -> add(models, new Model(kind, 1));
                case THREADS -> threads.forEach(size -> add(models, pool(kind, size, "thread")));
                case PROCESSES -> processes.forEach(size -> add(models, pool(kind, size, "process")));
                case VIRTUAL, LOOP, LOOP_AND_THREADS -> add(models, new Model(kind, concurrency));
            }
        }
        if (models.isEmpty()) throw new IllegalArgumentException("no model is given");
        return models;
    }

    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.id.equals(word)) return kind;
        }
        throw new IllegalArgumentException("no model is named '" + word
                + "'; there are sequential, threads, virtual, processes, loop and, with --work, loop+threads");
    }

    private static Model pool(Kind kind, int size, String member) {
        if (size < 1) throw new IllegalArgumentException("a pool must have 1 " + member + " or more, not " + size);
        return new Model(kind, size);
    }

    private static void add(List<Model> models, Model model) {
        if (models.contains(model)) throw new IllegalArgumentException(model.label() + " is given twice");
        models.add(model);
    }

    /** What reports call it: a pool with its size, since there may be several. */
    public String label() {
        return SIZED.contains(kind) ? kind.id + " " + parallelism : kind.id;
    }
}
