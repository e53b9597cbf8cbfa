package dev.simul.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A date in about any form that a server ever sent (section 5.1.1): time, day, month and year in any order, each by the first
 * token that looks like it. Zones are ignored, all is UTC. One instance a date; time is linear in the text.
 */
final class CookieDate {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int NOT_FOUND = -1;

    private final String text;

    // The token that is looked at.
    private int start;
    private int end;

    private int hour = NOT_FOUND;
    private int minute;
    private int second;
    private int day = NOT_FOUND;
    private int month = NOT_FOUND;
    private int year = NOT_FOUND;

    private CookieDate(String text) {
        this.text = text;
    }

    /** Returns null where {@code text} fails to be a date. */
    static @Nullable Instant parse(String text) {
        CookieDate date = new CookieDate(text);
        while (date.nextToken()) date.read();
        return date.toInstant();
    }

    private boolean nextToken() {
        start = end;
        while (start < text.length() && isDelimiter(text.charAt(start))) start++;
        end = start;
        while (end < text.length() && !isDelimiter(text.charAt(end))) end++;
        return start < end;
    }

    private void read() {
        if (hour == NOT_FOUND && readTime()) return;
        int digits = digitsFrom(start);
        if (day == NOT_FOUND && digits >= 1 && digits <= 2) {
            day = number(start, digits);
        } else if (month == NOT_FOUND && monthOfToken() != NOT_FOUND) {
            month = monthOfToken();
        } else if (year == NOT_FOUND && digits >= 2 && digits <= 4) {
            year = number(start, digits);
        }
    }

    /** Three fields of one or two digits with colons between; what follows does not matter unless it is a digit. */
    private boolean readTime() {
        int[] fields = new int[3];
        int at = start;
        for (int i = 0; i < fields.length; i++) {
            int digits = digitsFrom(at);
            if (digits < 1 || digits > 2) return false;
            fields[i] = number(at, digits);
            at += digits;
            if (i < 2 && (at == end || text.charAt(at++) != ':')) return false;
        }
        hour = fields[0];
        minute = fields[1];
        second = fields[2];
        return true;
    }

    private int digitsFrom(int from) {
        int at = from;
        while (at < end && isDigit(text.charAt(at))) at++;
        return at - from;
    }

    /** Of at most four digits. */
    private int number(int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) value = value * 10 + text.charAt(i) - '0';
        return value;
    }

    private int monthOfToken() {
        if (end - start < 3) return NOT_FOUND;
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if (text.regionMatches(true, start, MONTHS, i, 3)) return i / 3 + 1;
        }
        return NOT_FOUND;
    }

    private @Nullable Instant toInstant() {
        if (hour == NOT_FOUND || day == NOT_FOUND || month == NOT_FOUND || year == NOT_FOUND) return null;
        int fullYear = year < 70 ? year + 2000 : year < 100 ? year + 1900 : year;
        if (fullYear < 1601) return null;
        try {
            return LocalDateTime.of(fullYear, month, day, hour, minute, second).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchDate) {
            return null;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDelimiter(char c) {
        return c == '\t'
                || (c >= 0x20 && c <= 0x2f)
                || (c >= 0x3b && c <= 0x40)
                || (c >= 0x5b && c <= 0x60)
                || (c >= 0x7b && c <= 0x7e);
    }
}
