package dev.simul.result;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who answered, and how.
 *
 * @param finalUrl the URL that answered, after redirects, without a fragment; null where none did
 * @param status the final HTTP status; {@link #NO_STATUS} where no response head came
 * @param protocol {@code http/1.0}, {@code http/1.1}; null where no response head came
 * @param remote the address and port that answered; null where there was no connection
 * @param redirects each URL that redirected, in order
 */
public record Answer(
        @Nullable String finalUrl,
        int status,
        @Nullable String protocol,
        @Nullable String remote,
        List<String> redirects)
        implements Serializable {
    public static final int NO_STATUS = 0;

    /** Nobody answered, nobody was asked. */
    public static final Answer NONE = new Answer(null, NO_STATUS, null, null, List.of());

    public Answer {
        redirects = List.copyOf(redirects);
    }

    public boolean hasStatus() {
        return status != NO_STATUS;
    }
}
