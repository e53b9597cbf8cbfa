package dev.simul.robots;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the header field {@code X-Robots-Tag} asks for; it has no RFC, search engines describe it. A value is a list of rules, before
 * which there may be the name of the robot that they are for, {@code simul: nofollow}. Any thread.
 */
public final class RobotsTag {
    /** Rules that have a colon themselves. */
    private static final Set<String> WITH_VALUE =
            Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

    private RobotsTag() {}

    /**
     * Whether {@code robot} is not to follow the page's links.
     *
     * @param values of all such fields of the response
     */
    public static boolean forbidsFollowing(List<String> values, ProductToken robot) {
        return values.stream().anyMatch(value -> forbidsFollowing(value, robot));
    }

    private static boolean forbidsFollowing(String value, ProductToken robot) {
        boolean isForUs = true;
        for (String each : value.toLowerCase(Locale.ROOT).split(",", -1)) {
            String rule = each.strip();
            int colon = rule.indexOf(':');
            if (colon >= 0 && !WITH_VALUE.contains(rule.substring(0, colon).strip())) {
                isForUs = rule.substring(0, colon).strip().equals(robot.name());
                rule = rule.substring(colon + 1).strip();
            }
            if (isForUs && (rule.equals("nofollow") || rule.equals("none"))) return true;
        }
        return false;
    }
}
