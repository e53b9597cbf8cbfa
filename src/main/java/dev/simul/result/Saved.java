package dev.simul.result;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of the answer was saved.
 *
 * @param path from the folder for bodies, with slashes; null where it was not saved
 */
public record Saved(@Nullable String path) implements Serializable {
    /** Not at all. */
    public static final Saved NOTHING = new Saved(null);
}
