package dev.simul.source;

import org.jspecify.annotations.Nullable;

/**
 * One line that is neither blank nor a comment.
 *
 * @param sequence its place among the lines of all sources, from 0, without gaps
 * @param text without surrounding white space; where there is a defect, as far as it can be shown: what is not UTF-8
 *     replaced by U+FFFD, what is too long cut between two code points
 * @param line its line in its source, from 1, blank lines and comments counted; {@link #NO_LINE} where it was given on the
 *     command line
 * @param isRepeated whether it was found to ask for what an earlier line asked for, see {@link LineFilter#isRepeated}
 * @param defect why this line cannot be a URL, as words that fit after a colon; null where it may be one
 * @param found how it came to be; null where no links are followed
 */
public record SourceLine(
        long sequence,
        String text,
        long line,
        boolean isRepeated,
        @Nullable String defect,
        @Nullable Found found) implements SourcePoll {
    public static final long NO_LINE = 0;

    /** One that nobody asked whether it is repeated, of a crawl that follows no links. */
    public SourceLine(long sequence, String text, long line, @Nullable String defect) {
        this(sequence, text, line, false, defect, null);
    }

    /** The same, as a crawl that follows links has it. */
    public SourceLine followed(long newSequence, Found newFound) {
        return new SourceLine(newSequence, text, line, isRepeated, defect, newFound);
    }
}
