package dev.simul.serve;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes down when requests came and when their answers had been sent, so that others can tell how a client behaves: two lines of JSON a
 * request.
 *
 * <pre>
 * {"event":"began","at_us":1200,"late_us":40,"id":7,"connection":3,"host":"a.test","target":"/x"}
 * {"event":"ended","at_us":1900,"id":7,"status":429,"retry_after":"1"}
 * </pre>
 *
 * <p>Times are microseconds since the start. A server that is busy sees a request later than it came: by {@code late_us} at most, as
 * the kernel says, -1 where it does not. Where the answer breaks off there is no end. The loop only makes the lines; a thread of its own writes them.
 */
public final class RequestLog implements AutoCloseable {
    private static final long WRITE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long UNKNOWN = -1;
    /** The kernel counts the time since the last packet in its ticks, of 10 ms at most. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final BufferedWriter out;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Thread writer;
    private final long startNanos = System.nanoTime();
    private volatile boolean closing;
    private volatile @Nullable IOException failure;

    // Loop only.
    private final Map<Integer, EpollSocketChannel> connections = new HashMap<>();
    private long requests;

    private RequestLog(BufferedWriter out) {
        this.out = out;
        this.writer = Thread.ofPlatform().name("simul-request-log").daemon().start(this::write);
    }

    /** Opens {@code file}; what it had is lost. */
    public static RequestLog open(Path file) throws IOException {
        return new RequestLog(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    /** Loop. A connection has come. */
    void opened(int connection, Channel channel) {
        if (channel instanceof EpollSocketChannel known) connections.put(connection, known);
    }

    /** Loop. It has gone. */
    void closed(int connection) {
        connections.remove(connection);
    }

    /** tcp(7), {@code TCP_INFO}: how long ago the last packet came that had data. */
    private long lateMicros(int connection) {
        EpollSocketChannel channel = connections.get(connection);
        if (channel == null || !channel.isOpen()) return UNKNOWN;
        return micros(TimeUnit.MILLISECONDS.toNanos(channel.tcpInfo().lastDataRecv()) + TICK_NANOS);
    }

    private long now() {
        return System.nanoTime() - startNanos;
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    /** Loop. Returns {@code responder}, listened to. */
    Responder listening(Responder responder) {
        return new LoggedResponder(responder, this);
    }

    /** Loop. A request is about to be answered; returns its number. */
    long began(Request request) {
        long now = now();
        long id = ++requests;
        lines.add("{\"event\":\"began\",\"at_us\":" + micros(now) + ",\"late_us\":" + lateMicros(request.connection())
                + ",\"id\":" + id
                + ",\"connection\":" + request.connection() + ",\"host\":\"" + escaped(request.host())
                + "\",\"target\":\"" + escaped(request.target()) + "\"}\n");
        return id;
    }

    /** Loop. All of the answer has been sent. */
    void ended(long id, int status, String retryAfter) {
        lines.add("{\"event\":\"ended\",\"at_us\":" + micros(now()) + ",\"id\":" + id + ",\"status\":" + status
                + ",\"retry_after\":\"" + escaped(retryAfter) + "\"}\n");
    }

    /** Targets are whatever a client sends. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private void write() {
        try {
            while (true) {
                boolean last = closing;
                for (String line = lines.poll(); line != null; line = lines.poll()) out.write(line);
                if (last) break;
                LockSupport.parkNanos(WRITE_EVERY_NANOS);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Writes the rest. Once the server has ended.
     *
     * @throws IOException if something could not be written, now or before
     */
    @Override
    public void close() throws IOException {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.close();
        IOException known = failure;
        if (known != null) throw known;
    }
}
