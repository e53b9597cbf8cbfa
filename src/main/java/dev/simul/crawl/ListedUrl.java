package dev.simul.crawl;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Target;
import dev.simul.source.SourceLine;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;

/** What a line of a source asks for. Any thread. */
public final class ListedUrl {
    private ListedUrl() {}

    /** The record's view of the line. */
    public static Target targetOf(SourceLine line) {
        return new Target(line.sequence(), line.text(), line.line());
    }

    /**
     * The URL to fetch.
     *
     * @throws FetchFailure with {@link FetchError.InvalidUrl} or {@link FetchError.UnsupportedScheme} if there is none, with {@link
     *     FetchError.Duplicate} if it is not to be fetched again
     */
    public static Url urlOf(SourceLine line) throws FetchFailure {
        if (line.defect() != null) throw new FetchFailure(new FetchError.InvalidUrl(line.defect()));
        if (line.isRepeated()) throw new FetchFailure(new FetchError.Duplicate());
        Url url;
        try {
            url = Url.parse(line.text());
        } catch (UrlSyntaxException e) {
            throw new FetchFailure(new FetchError.InvalidUrl(String.valueOf(e.getMessage())));
        }
        if (!url.isHttp()) throw new FetchFailure(new FetchError.UnsupportedScheme(url.scheme()));
        return url;
    }

    /** The URL of a text that {@link #urlOf} has found to be one. */
    static Url knownUrlOf(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException impossible) {
            throw new IllegalStateException("no URL any more: " + text, impossible);
        }
    }
}
