package dev.simul.http;

import dev.simul.result.FetchFailure;

/** Says what to do with the body of a response, once its head is known. Loop thread. */
public interface BodyHandler {
    /** Called once for each final response, also for one that will be a redirect or be tried again. */
    BodySink open(ResponseHead head);

    /** Takes the decoded body in pieces as they come. Loop thread; must be quick. */
    interface BodySink {
        /**
         * Takes a piece; the array is valid during the call only.
         *
         * @throws FetchFailure if there is no room for it: the exchange then ends
         */
        void accept(byte[] bytes, int offset, int length) throws FetchFailure;

        /**
         * Whether the rest of the body is of no use. It may come all the same, or not: the exchange then ends as cheaply as the
         * protocol allows, and its reply is whole. Asked after each piece.
         */
        default boolean hasEnough() {
            return false;
        }
    }
}
