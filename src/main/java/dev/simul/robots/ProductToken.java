package dev.simul.robots;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name by which a robots.txt knows us (section 2.2.1): letters, {@code _} and {@code -}.
 *
 * @param name in lower case, since names are compared without regard to it
 */
public record ProductToken(String name) {
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z_-]+");
    /** How a robot calls itself that wants to be served like a browser: {@code Mozilla/5.0 (compatible; Bot/1.0; ...)}. */
    private static final Pattern DISGUISED = Pattern.compile("Mozilla/\\S* \\(compatible; ([a-zA-Z_-]+)");

    public static final ProductToken SIMUL = new ProductToken("simul");

    public ProductToken {
        if (!TOKEN.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a product token: " + name);
        }
    }

    /**
     * The one of whoever sends {@code userAgent}, which has to contain it: its first product's name, or that of the robot that a
     * browser's name stands before.
     *
     * @return {@link #SIMUL} where there is no name
     */
    public static ProductToken of(@Nullable String userAgent) {
        if (userAgent == null) return SIMUL;
        Matcher disguised = DISGUISED.matcher(userAgent);
        if (disguised.lookingAt()) return lowerCase(disguised.group(1));
        Matcher first = TOKEN.matcher(userAgent);
        return first.lookingAt() ? lowerCase(first.group()) : SIMUL;
    }

    private static ProductToken lowerCase(String name) {
        return new ProductToken(name.toLowerCase(Locale.ROOT));
    }
}
