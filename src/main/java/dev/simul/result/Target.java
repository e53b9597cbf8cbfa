package dev.simul.result;

import java.io.Serializable;

/**
 * What was asked for.
 *
 * @param sequence its place in the whole input, from 0, over all sources; not part of the written record
 * @param url the URL as it was given
 * @param line its line in its source, from 1; {@link #NO_LINE} where it was given on the command line
 */
public record Target(long sequence, String url, long line) implements Serializable {
    public static final long NO_LINE = 0;

    public Target {
        if (sequence < 0) throw new IllegalArgumentException("sequence < 0: " + sequence);
        if (line < 0) throw new IllegalArgumentException("line < 0: " + line);
    }
}
