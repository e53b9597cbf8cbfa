package dev.simul.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** A duration as it is written on the command line: {@code 250ms}, {@code 10s}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
final class DurationText {
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));
    private static final BigDecimal MAX_NANOS =
            BigDecimal.valueOf(Duration.ofDays(365).toNanos());

    private DurationText() {}

    /**
     * Reads a duration; 0 needs no unit.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static Duration parse(String text) {
        if (text.equals("0")) return Duration.ZERO;
        int unitAt = text.length();
        while (unitAt > 0 && Character.isLetter(text.charAt(unitAt - 1))) unitAt--;
        Duration unit = UNITS.get(text.substring(unitAt));
        if (unit == null) throw notADuration(text);
        try {
            BigDecimal nanos = new BigDecimal(text.substring(0, unitAt)).multiply(BigDecimal.valueOf(unit.toNanos()));
            if (nanos.signum() < 0 || nanos.compareTo(MAX_NANOS) > 0) throw notADuration(text);
            return Duration.ofNanos(nanos.longValue());
        } catch (NumberFormatException notANumber) {
            throw notADuration(text);
        }
    }

    private static IllegalArgumentException notADuration(String text) {
        return new IllegalArgumentException("'" + text + "' is not a duration, such as 250ms, 10s or 2m");
    }
}
