package dev.simul.sink;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes instants as RFC 3339, section 5.6 has it: {@code 2026-11-23T05:39:50.120Z}, in UTC, always three digits of
 * milliseconds, cut and not rounded. Remembers the last second, because records come in almost the order of time.
 */
final class Timestamp {
    /** Four digits are all that RFC 3339 has for a year; what is outside is cut to the nearest second inside. */
    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private long second = Long.MIN_VALUE;
    private String text = "";

    void append(Instant instant, Utf8Buffer out) {
        long wanted = Math.clamp(instant.getEpochSecond(), FIRST_SECOND, LAST_SECOND);
        if (wanted != second) {
            second = wanted;
            text = format(wanted);
        }
        out.ascii(text).decimal(instant.getNano() / 1_000_000, 3).put('Z');
    }

    private static String format(long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        Utf8Buffer out = new Utf8Buffer(20);
        out.decimal(time.getYear(), 4).put('-').decimal(time.getMonthValue(), 2);
        out.put('-').decimal(time.getDayOfMonth(), 2).put('T').decimal(time.getHour(), 2);
        out.put(':').decimal(time.getMinute(), 2).put(':').decimal(time.getSecond(), 2);
        return out.put('.').toString();
    }
}
