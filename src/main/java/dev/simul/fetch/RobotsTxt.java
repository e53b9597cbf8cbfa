package dev.simul.fetch;

import dev.simul.result.FetchError;
import dev.simul.robots.RobotsRules;
import dev.simul.url.Url;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking a site for its robots.txt (RFC 9309 section 2.3.1). Immutable. */
sealed interface RobotsTxt {
    /** There is one, or there is none, which allows everything. */
    record Known(RobotsRules rules) implements RobotsTxt {}

    /**
     * Nobody knows: nothing is allowed.
     *
     * @param cause one sentence
     */
    record Unreachable(String cause) implements RobotsTxt {}

    /** For how long it is taken as true (section 2.4). What could not be read is soon worth another try. */
    default Duration lifetime() {
        return switch (this) {
            case Known known -> Duration.ofHours(24);
            case Unreachable unreachable -> Duration.ofMinutes(5);
        };
    }

    /** Why {@code url}, which is of the site, may not be fetched; null: it may. */
    default FetchError.@Nullable Robots objectionTo(Url url) {
        String objection = switch (this) {
            case Known known -> known.rules().objectionTo(url);
            case Unreachable unreachable -> "could not be read: " + unreachable.cause();
        };
        return objection == null ? null : new FetchError.Robots(url.scheme() + "://" + url.authority(), objection);
    }

    default Duration crawlDelay() {
        return switch (this) {
            case Known known -> known.rules().crawlDelay();
            case Unreachable unreachable -> Duration.ZERO;
        };
    }

    /** About how many bytes of memory it takes. */
    default long weight() {
        return switch (this) {
            case Known known -> known.rules().weight();
            case Unreachable unreachable -> unreachable.cause().length();
        };
    }
}
