package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.result.Blame;
import dev.simul.result.FetchError;
import dev.simul.url.Url;

/**
 * Knows failures that are nobody's but ours: there were no files left, or there is no network. A request that failed so is made again
 * and does not count as an attempt, since no host was asked. Loop thread.
 */
final class OurTroubles {
    private final Admission admission;
    private final NetworkWatch network;

    OurTroubles(Admission admission, NetworkWatch network) {
        this.admission = admission;
        this.network = network;
    }

    /**
     * Hears how a request ended.
     *
     * @return whether it is to be made again, as soon as it is admitted
     */
    boolean isToBeRepeated(Url url, Reply reply) {
        FetchError error = reply.error();
        if (error != null && error.blame() == Blame.FILES) return admission.lower();
        return network.isToBeRepeated(url, reply);
    }
}
