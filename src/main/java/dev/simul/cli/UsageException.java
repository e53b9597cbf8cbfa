package dev.simul.cli;

/** The command line asks for something that cannot be. The message is one line for the user. */
final class UsageException extends Exception {
    UsageException(String message) {
        super(message, null, false, false);
    }
}
