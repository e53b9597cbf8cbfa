package dev.simul.serve;

import static dev.simul.serve.Step.text;

import dev.simul.serve.FaultPage.Visit;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of the {@link FaultCatalogue} that read a value from the path; null for what is not one. */
final class FaultFamilies {
    /** The head of a redirect, up to its Location. */
    static final String REDIRECT = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,10})(ms|s|m)");
    private static final int MAX_REDIRECTS = 10_000;
    private static final int MAX_FAILURES = 1000;
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);

    private FaultFamilies() {}

    static @Nullable Script delayed(Visit visit) {
        Duration delay = duration(visit.argument());
        return delay == null ? null : whole(visit).after(delay);
    }

    static @Nullable Script redirects(Visit visit) {
        OptionalLong left = number(visit.argument(), MAX_REDIRECTS);
        if (left.isEmpty()) return null;
        if (left.getAsLong() == 0) return whole(visit);
        return Script.of(text(REDIRECT + "Location: /redirects/" + (left.getAsLong() - 1) + "\r\n\r\n"));
    }

    static @Nullable Script status(Visit visit) {
        OptionalLong status = number(visit.argument(), 999);
        if (status.isEmpty() || status.getAsLong() < 200) return null;
        return HtmlPage.small(visit.request(), (int) status.getAsLong(), "Status " + status.getAsLong(), "");
    }

    static @Nullable Script flaky(Visit visit) {
        OptionalLong failures = number(visit.argument(), MAX_FAILURES);
        if (failures.isEmpty()) return null;
        return visit.earlier() < failures.getAsLong()
                ? HtmlPage.small(visit.request(), 503, "Not yet", "")
                : whole(visit);
    }

    static @Nullable Script busy(Visit visit) {
        OptionalLong seconds = number(visit.argument(), Integer.MAX_VALUE);
        if (seconds.isEmpty()) return null;
        if (visit.earlier() > 0) return whole(visit);
        return Script.of(text("HTTP/1.1 429 Too Many Requests\r\nRetry-After: " + seconds.getAsLong()
                + "\r\nContent-Length: 0\r\n\r\n"));
    }

    static Script whole(Visit visit) {
        return HtmlPage.small(
                visit.request(), 200, "A page of the faults", "<p>Whoever reads this has got it whole.</p>\n");
    }

    /** Reads a decimal number from 0 to {@code max}. */
    private static OptionalLong number(String text, long max) {
        if (!NUMBER.matcher(text).matches()) return OptionalLong.empty();
        long value = Long.parseLong(text);
        return value > max ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static @Nullable Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) return null;
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
        return duration.compareTo(MAX_DELAY) > 0 ? null : duration;
    }
}
