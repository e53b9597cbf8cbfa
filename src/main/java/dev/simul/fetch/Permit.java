package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.task.Task;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Allows one request to one host. The host's limit counts it until the response is over, the limit in all until the visit is at its end,
 * rests or waits for another permit: what a response is made into is work as well. Loop thread.
 */
public final class Permit implements Consumer<Task<Reply>> {
    private final Admission admission;
    private final HostQueue host;
    private final long grantedNanos;
    private boolean sent;
    private boolean ended;
    private boolean left;

    Permit(Admission admission, HostQueue host, long grantedNanos) {
        this.admission = admission;
        this.host = host;
        this.grantedNanos = grantedNanos;
    }

    /** Whom it is for: name and port. */
    String host() {
        return host.name();
    }

    HostQueue queue() {
        return host;
    }

    long grantedNanos() {
        return grantedNanos;
    }

    /** The request goes out, perhaps not for the first time. */
    void onSent() {
        if (ended) return;
        boolean first = !sent;
        sent = true;
        admission.onSent(this, first);
    }

    /** {@link #end} by how the request has ended. (A lambda that does it costs more to make than all that it does.) */
    @Override
    public void accept(Task<Reply> done) {
        end(done.isSucceeded() ? done.result() : null);
    }

    /**
     * The request is over, its visit goes on.
     *
     * @param reply what came of it; null: nobody knows
     */
    void end(@Nullable Reply reply) {
        if (ended) return;
        ended = true;
        admission.onEnd(this, sent, reply);
    }

    /** The host itself asks for this much time between two starts, this one included. */
    void space(Duration delay) {
        host.pace().atLeast(delay);
    }

    /** Nothing is to be requested after all: as if it had never been granted. Any number of times, also after the request. */
    public void giveBack() {
        if (!ended && !sent) admission.onUnused(this);
        leave();
    }

    /** The visit is at its end, or rests. Any number of times. */
    void leave() {
        if (takeAway()) admission.onLeft();
    }

    /** Takes it off whoever has it. @return whether it counted until now */
    boolean takeAway() {
        end(null);
        boolean counted = !left;
        left = true;
        return counted;
    }
}
