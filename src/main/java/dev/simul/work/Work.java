package dev.simul.work;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The kinds of work, each a list of jobs that any of several threads may do in any order. */
public enum Work {
    /** Sums of squares: twenty jobs of nearly the same size. */
    SUM("sum"),
    /** Are these prime? Six jobs, one of them much shorter than the others. */
    PRIMES("primes"),
    /** Sums of all primes up to a limit: three jobs, one of them nearly half of the whole. */
    PRIME_SUMS("prime-sums");

    private final String id;

    Work(String id) {
        this.id = id;
    }

    /** The word for it on the command line. */
    public String id() {
        return id;
    }

    public List<WorkJob> jobs() {
        return arguments().mapToObj(argument -> new WorkJob(this, argument)).toList();
    }

    private LongStream arguments() {
        return switch (this) {
            case SUM -> LongStream.range(0, 20).map(i -> 5_000_000 + i);
            case PRIMES ->
                LongStream.of(
                        112272535095293L,
                        112582705942171L,
                        112272535095293L,
                        115280095190773L,
                        115797848077099L,
                        1099726899285419L);
            case PRIME_SUMS -> LongStream.of(400_000, 500_000, 600_000);
        };
    }

    /** The words for all of them, separated by commas. */
    public static String ids() {
        return Arrays.stream(values()).map(Work::id).collect(Collectors.joining(", "));
    }

    /**
     * The work that is called so.
     *
     * @throws IllegalArgumentException with a message for the user if there is none
     */
    public static Work named(String word) {
        for (Work work : values()) {
            if (work.id.equals(word)) return work;
        }
        throw new IllegalArgumentException("no work is named '" + word + "'; there are " + ids());
    }
}
