package dev.simul.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** From when until when a certificate is valid, both included, to the second. */
record Validity(Instant from, Instant until) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365); // browsers take at most 398 days

    Validity {
        if (until.isBefore(from)) throw new IllegalArgumentException("until " + until + " < from " + from);
    }

    /** From yesterday, since clocks differ, for a year. */
    static Validity around(Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.SECONDS).minus(DAY);
        return new Validity(from, from.plus(YEAR));
    }

    /** A month that ended yesterday. */
    static Validity before(Instant now) {
        Instant until = now.truncatedTo(ChronoUnit.SECONDS).minus(DAY);
        return new Validity(until.minus(Duration.ofDays(30)), until);
    }
}
