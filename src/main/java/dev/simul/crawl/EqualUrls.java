package dev.simul.crawl;

import dev.simul.fingerprint.Fingerprinter;
import dev.simul.fingerprint.Fingerprints;
import dev.simul.source.LineFilter;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;

/**
 * Knows lines whose URL an earlier line has: once they are normalised, and without their fragments, which no server gets to see.
 *
 * <p>Memory: some 10 bytes a URL, 100 MB for ten million. Of two URLs that differ one may be taken for the other with a probability
 * of one in 370,000 among ten million; nobody can choose URLs for which it is greater. Reader's thread, so that the loop has no work
 * with it.
 */
public final class EqualUrls implements LineFilter {
    private final LineFilter wanted;
    private final Fingerprinter fingerprinter = Fingerprinter.create();
    private final Fingerprints seen = new Fingerprints();

    /**
     * Makes one that has seen none.
     *
     * @param wanted says which lines are delivered; those that are not are seen all the same
     */
    public EqualUrls(LineFilter wanted) {
        this.wanted = wanted;
    }

    @Override
    public boolean isWanted(String text, long line) {
        return wanted.isWanted(text, line);
    }

    @Override
    public boolean isRepeated(String text) {
        Url url;
        try {
            url = Url.parse(text);
        } catch (UrlSyntaxException noUrl) {
            return false; // each has its own complaint
        }
        return url.isHttp() && !seen.addIfAbsent(fingerprinter.of(0, url.hrefWithoutFragment()));
    }
}
