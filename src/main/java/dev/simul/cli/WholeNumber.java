package dev.simul.cli;

/** A whole number as it is written on the command line. */
final class WholeNumber {
    private WholeNumber() {}

    /**
     * Reads a number.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static int parse(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number, or too large a one", e);
        }
    }
}
