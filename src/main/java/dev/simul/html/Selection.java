package dev.simul.html;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * One value to take out of every page, as the user writes it: {@code NAME=CSS}, {@code NAME=CSS@attribute}, and with
 * {@code NAME[]} all that match. Immutable; any thread.
 */
public final class Selection {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]+");

    /** Behind the last {@code @}; what ends in a bracket or a quote is part of the selector. */
    private static final Pattern ATTRIBUTE = Pattern.compile("@([\\p{L}\\p{N}_:.-]+)\\s*$");

    private final String name;
    private final boolean isList;
    private final Evaluator evaluator;
    private final @Nullable String attribute;

    private Selection(String name, boolean isList, Evaluator evaluator, @Nullable String attribute) {
        this.name = name;
        this.isList = isList;
        this.evaluator = evaluator;
        this.attribute = attribute;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with one line for the user if it is none
     */
    public static Selection parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) throw new IllegalArgumentException("'" + text + "' is not of the form NAME=CSS");
        String name = text.substring(0, equals).strip();
        boolean isList = name.endsWith("[]");
        if (isList) name = name.substring(0, name.length() - 2);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a name: letters, digits, '_', '-' and '.'");
        }
        String css = text.substring(equals + 1).strip();
        Matcher behind = ATTRIBUTE.matcher(css);
        String attribute = behind.find() ? behind.group(1).toLowerCase(Locale.ROOT) : null;
        if (attribute != null) css = css.substring(0, behind.start()).strip();
        if (css.isEmpty()) throw new IllegalArgumentException(name + ": there is no selector");
        try {
            return new Selection(name, isList, Selector.evaluatorOf(css), attribute);
        } catch (IllegalStateException | IllegalArgumentException e) { // what the parser of selectors throws
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(name + ": '" + css + "' is not a selector: " + message);
        }
    }

    /** The key in the record. */
    public String name() {
        return name;
    }

    /** Whether all matches are wanted, else the first. */
    public boolean isList() {
        return isList;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** The attribute whose value is wanted; null for the text. */
    @Nullable
    String attribute() {
        return attribute;
    }
}
