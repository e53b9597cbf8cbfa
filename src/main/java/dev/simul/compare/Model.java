package dev.simul.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A way to do many requests, with its size.
 *
 * @param parallelism how many visits it may have in flight, 1 or more; of a pool its number of threads
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
        /** The event loop of {@code simul crawl}. */
        LOOP;

        private final String id = name().toLowerCase(Locale.ROOT);

        /** The word for it on the command line. */
        public String id() {
            return id;
        }
    }

    public Model {
        if (parallelism < 1) throw new IllegalArgumentException("parallelism < 1: " + parallelism);
    }

    /**
     * The models that the command line names, a pool once for each of its sizes.
     *
     * @param kinds words for kinds
     * @param poolSizes of {@link Kind#THREADS}
     * @param concurrency of {@link Kind#VIRTUAL} and {@link Kind#LOOP}
     * @throws IllegalArgumentException with a message for the user if a word is none, a size is not positive, or a model
     *     would be there twice
     */
    public static List<Model> of(List<String> kinds, List<Integer> poolSizes, int concurrency) {
        List<Model> models = new ArrayList<>();
        for (String word : kinds) {
            switch (kind(word)) {
                case SEQUENTIAL -> add(models, new Model(Kind.SEQUENTIAL, 1));
                case THREADS -> poolSizes.forEach(size -> add(models, pool(size)));
                case VIRTUAL -> add(models, new Model(Kind.VIRTUAL, concurrency));
                case LOOP -> add(models, new Model(Kind.LOOP, concurrency));
            }
        }
        if (models.isEmpty()) throw new IllegalArgumentException("no model is given");
        return models;
    }

    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.id.equals(word)) return kind;
        }
        String known = "there are sequential, threads, virtual and loop";
        throw new IllegalArgumentException(
                word.equals("processes")
                        ? "the model 'processes' does not exist yet; " + known
                        : "no model is named '" + word + "'; " + known);
    }

    private static Model pool(int size) {
        if (size < 1) throw new IllegalArgumentException("a pool must have 1 thread or more, not " + size);
        return new Model(Kind.THREADS, size);
    }

    private static void add(List<Model> models, Model model) {
        if (models.contains(model)) throw new IllegalArgumentException(model.label() + " is given twice");
        models.add(model);
    }

    /** What reports call it: a pool with its size, since there may be several. */
    public String label() {
        return kind == Kind.THREADS ? kind.id + " " + parallelism : kind.id;
    }
}
