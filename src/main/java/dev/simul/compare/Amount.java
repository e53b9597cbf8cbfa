package dev.simul.compare;

import java.time.Duration;
import java.util.Locale;

/** Figures as the text report writes them: so many digits that they say what was measured and no more. */
final class Amount {
    private static final double MIB = 1024.0 * 1024;

    private Amount() {}

    /** Without the unit, for columns. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 100 ? "%.3f" : "%.1f", seconds);
    }

    static String seconds(Interval interval) {
        return seconds(interval.low()) + " – " + seconds(interval.high());
    }

    /** With the unit that suits it. */
    static String time(double seconds) {
        if (seconds >= 100) return String.format(Locale.ROOT, "%,.0f s", seconds);
        if (seconds >= 1) return String.format(Locale.ROOT, "%.2f s", seconds);
        if (seconds < 0.001) return String.format(Locale.ROOT, "%.0f µs", seconds * 1e6);
        double millis = seconds * 1000;
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    static String time(Duration duration) {
        return time(duration.toNanos() / 1e9);
    }

    static String factor(double factor) {
        return String.format(Locale.ROOT, factor < 1000 ? "%.1f×" : "%,.0f×", factor);
    }

    static String factors(Interval interval) {
        return String.format(Locale.ROOT, "%.1f – %.1f", interval.low(), interval.high());
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%,.0f", perSecond);
    }

    static String mebibytes(double bytes) {
        double mib = bytes / MIB;
        return String.format(Locale.ROOT, mib < 10 ? "%.1f MiB" : "%,.0f MiB", mib);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }
}
