package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import io.netty.handler.ssl.SslContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The TLS contexts of a client, one for each list of protocols that is offered; there are few such lists. Each is made on a worker
 * thread when it is first asked for: reading the system's certificates takes a while. Loop thread.
 */
final class TlsContexts {
    /** Makes a context that offers {@code protocols}. May block. */
    @FunctionalInterface
    interface Maker {
        SslContext make(List<String> protocols) throws Exception;
    }

    private final Loop loop;
    private final Maker maker;
    private final Map<List<String>, Task<SslContext>> made = new HashMap<>();

    TlsContexts(Loop loop, Maker maker) {
        this.loop = loop;
        this.maker = maker;
    }

    /** Everybody's who offers {@code protocols}, and so not to be cancelled. What failed is tried anew for whoever asks next. */
    Task<SslContext> offering(List<String> protocols) {
        Task<SslContext> known = made.get(protocols);
        // No file may have been left to open, which says nothing about later.
        if (known != null && (!known.isDone() || known.isSucceeded())) return known;
        Task<SslContext> making = loop.runInThread("a TLS context", () -> maker.make(protocols));
        made.put(protocols, making);
        return making;
    }
}
