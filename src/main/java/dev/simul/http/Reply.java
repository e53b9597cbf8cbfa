package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.Timing;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request, whole or not.
 *
 * @param head null where none came
 * @param remote the address and port at the other end; null where there was no connection
 * @param bytes of the body after content decoding
 * @param wireBytes of the body before content decoding
 * @param unreadBytes of the body, before content decoding, that did not come because nobody wanted them any more; 0 as a rule,
 *     {@link #UNKNOWN} where the server did not say how long the body is
 * @param error null where a whole response came, whatever its status
 */
public record Reply(
        @Nullable ResponseHead head,
        @Nullable String remote,
        long bytes,
        long wireBytes,
        long unreadBytes,
        Timing timing,
        @Nullable FetchError error) {
    /** Nobody knows how many. */
    public static final long UNKNOWN = -1;

    /** The same, but that it ended by {@code newError}. */
    public Reply endedBy(FetchError newError) {
        return new Reply(head, remote, bytes, wireBytes, unreadBytes, timing, newError);
    }

    /** A request that was never sent. */
    public static Reply failed(FetchError error) {
        Timing nothing = new Timing(Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE, Timing.NONE);
        return new Reply(null, null, 0, 0, 0, nothing, error);
    }
}
