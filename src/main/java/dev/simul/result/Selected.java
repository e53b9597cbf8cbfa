package dev.simul.result;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one selector took out of a page.
 *
 * @param name that the user gave it
 * @param isList whether all matches were asked for; else there is one value at most
 * @param values in the order of the page; empty where nothing matched
 */
public record Selected(String name, boolean isList, List<String> values) implements Serializable {
    /** The first value; null where nothing matched. */
    public @Nullable String value() {
        return values.isEmpty() ? null : values.getFirst();
    }
}
