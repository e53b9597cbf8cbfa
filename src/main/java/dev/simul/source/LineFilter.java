package dev.simul.source;

/** Says which lines are delivered, and what they are. Reader's thread only. */
@FunctionalInterface
public interface LineFilter {
    /** All of them. */
    static LineFilter all() {
        return new EveryLine();
    }

    /**
     * Whether a line is wanted; asked once about each, in their order. One that is not is as if the source did not have it, but
     * for the numbers of the lines behind it.
     *
     * @param text as {@link SourceLine#text} has it
     * @param line as {@link SourceLine#line} has it
     */
    boolean isWanted(String text, long line);

    /**
     * Whether an earlier line asked for the same; asked once about each line, before {@link #isWanted}.
     *
     * @param text as {@link SourceLine#text} has it
     */
    default boolean isRepeated(String text) {
        return false;
    }
}
