package dev.simul.compare;

/** How a comparison has ended. */
public sealed interface CompareEnd {
    /** Every model was run in every round. */
    record Completed(ComparisonResult result) implements CompareEnd {}

    /** It was asked to stop. */
    record Interrupted() implements CompareEnd {}

    /**
     * A run did not come to its end.
     *
     * @param message for the user, of several lines if the run had last words
     */
    record Failed(String message) implements CompareEnd {}
}
