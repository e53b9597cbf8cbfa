package dev.simul.html;

import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PageReader} learned from a body.
 *
 * @param title as a browser's {@code document.title} gives it, {@code ""} for an empty title element; null where there
 *     is no title element or the body is no page
 * @param contentType the essence of the Content-Type field; null where none was sent or it is not a media type
 * @param charset the WHATWG name of the encoding that the page was decoded with; null where it was not decoded
 * @param extract what the {@link PageQuery} asked for
 * @param outlinks where its links lead, if they are followed
 * @param error why extract and links are empty although there was something; null as a rule
 */
public record PageFacts(
        @Nullable String title,
        @Nullable String contentType,
        @Nullable String charset,
        Extract extract,
        Outlinks outlinks,
        @Nullable FetchError error) {

    /** Nothing but these was asked for. */
    public PageFacts(@Nullable String title, @Nullable String contentType, @Nullable String charset) {
        this(title, contentType, charset, Extract.NONE, Outlinks.NONE, null);
    }
}
