package dev.simul.frontier;

import dev.simul.source.LineFeed;
import dev.simul.source.LineFilter;

/**
 * What a frontier has before anything is found.
 *
 * @param lines of the sources, all of them
 * @param waitsForLines whether what was found has to wait until there are no lines any more, and not only until none is there
 * @param wanted says which lines and which URLs that were found, by {@link Frontier#FOUND_LINE}, have no record yet; asked on the
 *     frontier's thread, and all it has seen is visible to who has polled the end
 * @param done how many records there are
 * @param feeds how many times {@link Frontier#feedEnded} will be called: what was found has to wait for them as for lines
 */
public record Given(LineFeed lines, boolean waitsForLines, LineFilter wanted, long done, int feeds) {}
