package dev.simul.cli;

import dev.simul.fetch.FetchListener;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells the user of troubles that are nobody's but ours, and ends the crawl where there is no use in waiting. Loop thread.
 *
 * @param onLost ends it
 */
record TroubleNotices(Notices notices, Consumer<Duration> onLost, int concurrency, Duration patience)
        implements FetchListener {
    @Override
    public void onShortOfFiles() {
        notices.say("too many open files for -c " + concurrency
                + ": from now on fewer requests are made at once; 'ulimit -n' raises the limit");
    }

    @Override
    public void onNetworkGone(String detail) {
        notices.say("the network seems to be gone: " + detail + "; waiting for it up to "
                + SummaryText.elapsed(patience) + " (--patience)");
    }

    @Override
    public void onNetworkBack(Duration after) {
        notices.say("the network is back after " + SummaryText.elapsed(after));
    }

    @Override
    public void onNetworkLost(Duration after) {
        onLost.accept(after);
    }
}
