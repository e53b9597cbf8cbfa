package dev.simul.compare;

import dev.simul.source.SourceLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives out what is to be done, line by line. One thread. */
interface LineFeed {
    /**
     * Waits for the next line.
     *
     * @return null if there is none any more
     */
    @Nullable
    SourceLine next() throws IOException, InterruptedException;
}
