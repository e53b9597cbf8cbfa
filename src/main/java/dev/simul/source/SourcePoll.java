package dev.simul.source;

/**
 * What {@link LineFeed#poll} found: a {@link SourceLine}, or a {@link Signal} that says why there is none.
 */
public sealed interface SourcePoll permits SourceLine, SourcePoll.Signal {

    /** Why there is no line. */
    enum Signal implements SourcePoll {
        /** None yet; what was given to {@link LineFeed#onReady} will be run when it is worth asking again. */
        EMPTY,
        /** None any more, ever; {@link LineFeed#failure} says whether all were read. */
        END
    }
}
