package dev.simul.task;

import java.util.List;
import java.util.stream.Collectors;

/** Failures of several tasks that belong together, in the order in which they occurred. */
public final class ExceptionGroup extends RuntimeException {
    private final List<Throwable> exceptions;

    /** @param exceptions at least one */
    public ExceptionGroup(List<? extends Throwable> exceptions) {
        super(
                exceptions.size() + (exceptions.size() == 1 ? " task" : " tasks") + " of the group failed: "
                        + exceptions.stream().map(Throwable::toString).collect(Collectors.joining("; ")),
                exceptions.getFirst());
        this.exceptions = List.copyOf(exceptions);
        exceptions.stream().skip(1).forEach(this::addSuppressed);
    }

    public List<Throwable> exceptions() {
        return exceptions;
    }
}
