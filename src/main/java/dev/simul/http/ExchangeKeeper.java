package dev.simul.http;

import dev.simul.result.FetchFailure;
import dev.simul.url.Url;
import java.util.List;
import java.util.function.Supplier;

/** Is told of each response as it came over the wire, and of the request that it answers. Loop thread. */
public interface ExchangeKeeper {
    /** Keeps nothing. */
    ExchangeKeeper NONE = (url, sent, head, codings) -> Keeping.NOTHING;

    /**
     * The head of a final response has come.
     *
     * @param url what was asked for
     * @param sent makes the fields of the request, without those that give the sender away (credentials, cookies)
     * @param codings that the body has under way, beside its {@code Content-Encoding}, in the order of application (RFC 9112
     *     section 7)
     */
    Keeping begin(Url url, Supplier<List<HeaderField>> sent, ResponseHead head, List<String> codings);

    /** One response. Ends by exactly one of {@link #end} and {@link #drop}. */
    interface Keeping {
        /** Keeps nothing. */
        Keeping NOTHING = new Keeping() {
            @Override
            public void body(byte[] bytes, int offset, int length) {}

            @Override
            public void end(Reply reply) {}

            @Override
            public void drop() {}
        };

        /**
         * Takes a piece of the body, chunks undone and content codings not; the array is valid during the call only.
         *
         * @throws FetchFailure if there is no room for it: the exchange then ends
         */
        void body(byte[] bytes, int offset, int length) throws FetchFailure;

        /** Nothing more comes; {@code reply} says whether it is whole. */
        void end(Reply reply);

        /** The exchange was given up: nobody will hear of it. */
        void drop();
    }
}
