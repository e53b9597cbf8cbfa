package dev.simul.sink;

import dev.simul.result.CrawlRecord;
import org.jspecify.annotations.Nullable;

/**
 * How much of a sink's room a record takes: one place, and one more for each 4 Ki characters of its texts, so that a limit
 * on records limits memory even where every title has a megabyte.
 */
public final class Weight {
    private static final int CHARACTERS_A_PLACE = 4096;

    private Weight() {}

    /** In places, 1 or more. */
    public static int of(CrawlRecord record) {
        long characters = length(record.target().url())
                + length(record.answer().finalUrl())
                + length(record.page().title())
                + record.page().extract().length();
        return 1 + (int) Math.min(characters / CHARACTERS_A_PLACE, Integer.MAX_VALUE / 2);
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
