package dev.simul.cli;

/** A number as it is written on the command line, perhaps with a fraction. */
final class DecimalNumber {
    private DecimalNumber() {}

    /**
     * Reads a number.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static double parse(String text) {
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) { // Java reads 1e3, 0x1p3, NaN and 7d as well
            throw new IllegalArgumentException("'" + text + "' is not a number like 20 or 0.5");
        }
        return Double.parseDouble(text);
    }
}
