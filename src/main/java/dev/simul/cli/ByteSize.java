package dev.simul.cli;

import java.util.List;
import java.util.Locale;

/** A number of bytes as it is written on the command line and shown to people: {@code 64KiB}, {@code 10MiB}. */
record ByteSize(long bytes) {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    /**
     * Reads a size; a number without a unit is bytes.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static ByteSize parse(String text) {
        int unitAt = 0;
        while (unitAt < text.length() && Character.isDigit(text.charAt(unitAt))) unitAt++;
        String unit = text.substring(unitAt);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit);
        if (unitAt == 0 || power < 0) throw notASize(text);
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(text.substring(0, unitAt)), 1L << (10 * power)));
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw notASize(text);
        }
    }

    private static IllegalArgumentException notASize(String text) {
        return new IllegalArgumentException("'" + text + "' is not a size, such as 64KiB or 10MiB");
    }

    /** With the largest unit of which there is at least one, and three digits at the most. */
    @Override
    public String toString() {
        double value = bytes;
        int power = 0;
        while (value >= 999.5 && power < UNITS.size() - 1) {
            value /= 1024;
            power++;
        }
        String number = power > 0 && value < 10
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%.0f", value);
        return number + " " + UNITS.get(power);
    }
}
