package dev.simul.task;

/** Nothing can ever go on again; the message says who waits for whom. */
public final class DeadlockException extends IllegalStateException {
    DeadlockException(String message) {
        super(message);
    }
}
