package dev.simul.net;

import dev.simul.task.Task;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an origin may be reached. Addresses of one family may be known while those of the other are still being looked up (RFC 8305
 * section 3): whoever wants these too asks for {@link #later}.
 *
 * @param known the best first; at least one
 * @param outstanding waits for further ones; null if these are all
 */
public record Addresses(
        List<InetSocketAddress> known, @Nullable Supplier<Task<List<InetSocketAddress>>> outstanding) {
    public Addresses {
        known = List.copyOf(known);
    }

    static Addresses of(List<InetSocketAddress> all) {
        return new Addresses(all, null);
    }

    /**
     * Waits for those that are not known yet. Nothing is kept of a taker that cancels.
     *
     * @return succeeds, with none if there are none; null if {@link #known} is all there is
     */
    @Nullable
    Task<List<InetSocketAddress>> later() {
        return outstanding == null ? null : outstanding.get();
    }
}
