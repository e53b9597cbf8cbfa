package dev.simul.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What Netty only logs: an exception that escaped from a handler, for example. A defect, wherever it comes from. */
final class NettyWarnings implements AutoCloseable {
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(@Nullable LogRecord record) {
            if (record == null || record.getLevel().intValue() < Level.WARNING.intValue()) return;
            warnings.add(record.getMessage() + " " + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private NettyWarnings() {}

    static NettyWarnings watch() {
        NettyWarnings watch = new NettyWarnings();
        NETTY.addHandler(watch.handler);
        return watch;
    }

    List<String> soFar() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() {
        NETTY.removeHandler(handler);
    }
}
