package dev.simul.compare;

/** A run did not come to its end. The message is for the user. */
final class RunFailure extends Exception {
    RunFailure(String message) {
        super(message, null, false, false);
    }
}
