package dev.simul.result;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a visit to one URL yielded. Each line of the input becomes exactly one.
 *
 * @param error null where a whole response came, whatever its status; with an error the rest holds what was learned before
 */
public record CrawlRecord(
        Target target,
        Answer answer,
        Page page,
        Effort effort,
        @Nullable FetchError error) implements Serializable {}
