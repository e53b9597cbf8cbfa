package dev.simul.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations as people say them. */
final class TimeText {
    private TimeText() {}

    /** For example {@code 12 h}, {@code 1 h 55 s}, {@code 2.5 s} or {@code 500 ms}; exact to the millisecond. */
    static String of(Duration duration) {
        if (duration.toMillis() == 0) return "0 s";
        List<String> parts = new ArrayList<>();
        if (duration.toHours() > 0) parts.add(duration.toHours() + " h");
        if (duration.toMinutesPart() > 0) parts.add(duration.toMinutesPart() + " min");
        long millis = duration.toSecondsPart() * 1000L + duration.toMillisPart();
        if (millis > 0) parts.add(seconds(millis));
        return String.join(" ", parts);
    }

    private static String seconds(long millis) {
        if (millis < 1000) return millis + " ms";
        if (millis % 1000 == 0) return millis / 1000 + " s";
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0).replaceFirst("0+$", "") + " s";
    }

    /** Rounded to two digits, for what is known no better. */
    static String roughly(Duration duration) {
        long nanos = duration.toNanos();
        long unit = 1;
        while (nanos / unit >= 100) unit *= 10;
        return of(Duration.ofNanos((nanos + unit / 2) / unit * unit));
    }
}
