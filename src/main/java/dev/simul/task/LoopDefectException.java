package dev.simul.task;

/** An exception escaped from a callback of the loop: a defect of whoever wrote the callback. */
public final class LoopDefectException extends RuntimeException {
    LoopDefectException(Throwable cause) {
        super("an exception escaped from a callback of the loop: " + cause, cause);
    }
}
