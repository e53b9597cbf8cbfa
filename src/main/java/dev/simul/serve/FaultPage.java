package dev.simul.serve;

import org.jspecify.annotations.Nullable;

/**
 * A line of the {@link FaultCatalogue}.
 *
 * @param name the first segment of its path, stable
 * @param argument an example of the second segment; empty where there is none
 * @param sentence what it does
 * @param answerer how it does it
 */
record FaultPage(String name, String argument, String sentence, Answerer answerer) {

    /** Makes the script for a visit. */
    interface Answerer {
        /** Returns the script; null where the visit's argument is not one. */
        @Nullable
        Script answer(Visit visit);
    }

    /**
     * A request to a page of the catalogue.
     *
     * @param argument the second segment of the path; empty where there is none
     * @param earlier how many requests for the same URL came before
     */
    record Visit(Request request, String argument, int earlier) {}

    /** The path that shows it. */
    String path() {
        return argument.isEmpty() ? "/" + name : "/" + name + "/" + argument;
    }
}
