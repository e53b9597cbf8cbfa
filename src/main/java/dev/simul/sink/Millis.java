package dev.simul.sink;

import java.time.Duration;

/**
 * Nanoseconds as milliseconds: at most three decimals, rounded half up, no zeros at the end, no exponent, whatever the
 * size.
 */
final class Millis {
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    private Millis() {}

    static void append(long nanos, Utf8Buffer out) {
        long micros = nanos / 1_000 + (nanos % 1_000 >= 500 ? 1 : 0);
        out.decimal(micros / 1_000);
        int fraction = (int) (micros % 1_000);
        if (fraction == 0) return;
        out.put('.');
        if (fraction % 100 == 0) {
            out.decimal(fraction / 100, 1);
        } else if (fraction % 10 == 0) {
            out.decimal(fraction / 10, 2);
        } else {
            out.decimal(fraction, 3);
        }
    }

    /** From 0 to 292 years: what is beyond is cut to it. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) return 0;
        return duration.toSeconds() > MAX_SECONDS ? Long.MAX_VALUE : duration.toNanos();
    }
}
