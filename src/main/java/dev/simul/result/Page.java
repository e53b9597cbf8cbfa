package dev.simul.result;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the body was.
 *
 * @param title as a browser's {@code document.title} gives it; null where there is no title element or it is not HTML
 * @param contentType the media type, lower case, without parameters; null where none was sent
 * @param charset the WHATWG name of the encoding that the page was decoded with; null where it was not decoded
 * @param bytes of the body after content decoding
 * @param wireBytes of the body as they came over the wire, before content decoding
 * @param unreadBytes of the body, before content decoding, that nobody wanted and that did not come; 0 as a rule, -1 where it
 *     is not known how many
 * @param extract what else was asked for
 */
public record Page(
        @Nullable String title,
        @Nullable String contentType,
        @Nullable String charset,
        long bytes,
        long wireBytes,
        long unreadBytes,
        Extract extract)
        implements Serializable {
    public static final Page NONE = new Page(null, null, null, 0, 0);

    /** A page that was read to its end, of which nothing but the title was asked. */
    public Page(
            @Nullable String title,
            @Nullable String contentType,
            @Nullable String charset,
            long bytes,
            long wireBytes) {
        this(title, contentType, charset, bytes, wireBytes, 0, Extract.NONE);
    }
}
