package dev.simul.task;

/** A task was asked for what it does not have yet, or told what it has already. */
public final class InvalidStateException extends IllegalStateException {
    public InvalidStateException(String message) {
        super(message);
    }
}
