package dev.simul.fetch;

import java.time.Duration;

/** Hears of troubles that are nobody's but ours. Loop thread; must be quick. */
public interface FetchListener {
    /** Nobody. */
    FetchListener NOBODY = new FetchListener() {};

    /** There were not enough files for all requests that were allowed; fewer are made at once from now on. Told of once. */
    default void onShortOfFiles() {}

    /**
     * Nothing can be reached any more; requests wait.
     *
     * @param detail what kept the last one from being made
     */
    default void onNetworkGone(String detail) {}

    /** Requests are made again. */
    default void onNetworkBack(Duration after) {}

    /** It has been waited for long enough; requests go on waiting until they are cancelled. */
    default void onNetworkLost(Duration after) {}
}
