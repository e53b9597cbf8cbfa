package dev.simul.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.simul.net.AddressPolicy;
import dev.simul.net.AddressResolver;
import dev.simul.net.Addresses;
import dev.simul.net.ClientTls;
import dev.simul.net.ConnectionPool;
import dev.simul.net.Connector;
import dev.simul.net.Origin;
import dev.simul.net.ProxyRules;
import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two exchanges on one connection by HTTP/2 that has no socket, and what comes of them. The frames come one by one, so that
 * an exchange that has ended leaves the connection before the next one, as it does at once where it has its lease from a pool.
 */
final class ReadHttp2 {
    private static final int EXCHANGES = 2;
    private static final int FRAME_HEADER_BYTES = 9;
    /** What comes first: SETTINGS that say nothing. */
    private static final byte[] GREETING = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    /** What a server can be guilty of. */
    private static final Set<ErrorKind> KINDS =
            EnumSet.of(ErrorKind.PROTOCOL, ErrorKind.TOO_LARGE, ErrorKind.DECODE, ErrorKind.CLOSED);

    /** One loop for all, on a clock that stands still: nothing is left on it from one reading to the next. */
    private static final FrozenTime TIME = FrozenTime.open();

    private static final Loop LOOP = TIME.loop();
    private static final Url URL = url();

    /** What became of one exchange; the body as ISO 8859-1. */
    record Outcome(
            @Nullable ResponseHead head,
            String body,
            @Nullable FetchError error) {
        /** Whether {@code other} is what there was of this earlier. */
        boolean beginsAs(Outcome other) {
            return (other.head == null || other.head.equals(head))
                    && body.startsWith(other.body)
                    && (other.error != null || equals(other));
        }
    }

    private final ReadResponse.Limits limits;
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Http2Handler handler;
    private final List<Reading> readings = new ArrayList<>();

    /** One exchange, and the body that it has read. */
    private final class Reading {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Exchange exchange;
        private int heads;
        private boolean gone;

        Reading(ConnectionPool pool) {
            HttpLimits given = new HttpLimits(Duration.ofSeconds(30), limits.maxHead(), limits.maxBody());
            exchange = new Exchange(
                    LOOP,
                    pool,
                    given,
                    request(),
                    0,
                    head -> {
                        heads++;
                        return this::accept;
                    },
                    ExchangeKeeper.NONE,
                    () -> {});
            handler.send(exchange, request());
        }

        private void accept(byte[] bytes, int offset, int length) {
            require(!gone, "nothing comes after the end");
            body.write(bytes, offset, length);
        }

        void leaveIfDone() {
            if (gone || !exchange.reply().isDone()) return;
            gone = true;
            Reply reply = exchange.reply().result();
            handler.leave(exchange, reply.error() == null);
        }

        Outcome outcome() {
            require(exchange.reply().isDone(), "there is an outcome");
            Reply reply = exchange.reply().result();
            FetchError error = reply.error();
            require(heads <= 1, "there is one head at most");
            require(error == null || KINDS.contains(error.kind()), "the error is one of the server's: " + error);
            require(error != null || reply.head() != null, "a whole response has a head");
            require(body.size() <= limits.maxBody(), "the limit holds");
            require(reply.bytes() == body.size(), "the bytes are counted");
            return new Outcome(reply.head(), body.toString(ISO_8859_1), error);
        }
    }

    private ReadHttp2(ReadResponse.Limits limits) {
        this.limits = limits;
        this.handler = Http2Handler.create(limits.maxHead(), new byte[1024], () -> {});
        channel.config().setAllocator(buffers);
        channel.pipeline().addLast(handler);
    }

    /**
     * Makes frames of what a fuzzer makes up: of two bytes for type and flags, one for stream (4 bits, from the lowest) and how the
     * length is given, and one or two for the length; the payload follows. So most of them are frames, and what is wrong is wrong
     * inside. What is left over comes as it is.
     */
    static List<byte[]> frames(byte[] data) {
        List<byte[]> frames = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(data);
        while (left.remaining() >= 5) {
            byte type = left.get();
            byte flags = left.get();
            byte how = left.get();
            int length = how < 0 ? left.getShort() & 0xffff : left.get() & 0xff;
            length = Math.min(length, left.remaining());
            ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + length);
            frame.putInt(length << 8 | (type & 0xff)).put(flags).putInt(how & 15);
            left.get(frame.array(), FRAME_HEADER_BYTES, length);
            frames.add(frame.array());
        }
        if (left.hasRemaining()) frames.add(Arrays.copyOfRange(data, left.position(), data.length));
        return frames;
    }

    /**
     * Sends {@code frames} and closes.
     *
     * @param pieceBytes of what length they come; 0: each as a whole
     */
    static List<Outcome> read(List<byte[]> frames, int pieceBytes, ReadResponse.Limits limits) {
        return new ReadHttp2(limits).run(frames, pieceBytes);
    }

    private List<Outcome> run(List<byte[]> frames, int pieceBytes) {
        receive(GREETING, 0);
        try (ConnectionPool unused = new ConnectionPool(LOOP, connector(), 0)) {
            for (int i = 0; i < EXCHANGES; i++) readings.add(new Reading(unused));
            for (byte[] frame : frames) receive(frame, pieceBytes);
        }
        channel.finishAndReleaseAll();
        channel.checkException();
        readings.forEach(Reading::leaveIfDone);
        List<Outcome> outcomes = readings.stream().map(Reading::outcome).toList();
        TIME.turns(1);
        require(LOOP.pendingTimers() == 0, "no timer waits");
        require(OpenStreams.count() == 0, "no coded stream is open");
        require(buffers.metric().usedHeapMemory() == 0, "no buffer is left");
        require(buffers.metric().usedDirectMemory() == 0, "no direct buffer is left");
        return outcomes;
    }

    private void receive(byte[] bytes, int pieceBytes) {
        int position = 0;
        while (position < bytes.length && channel.isActive()) {
            int length = pieceBytes == 0 ? bytes.length : Math.min(pieceBytes, bytes.length - position);
            channel.writeInbound(buffers.buffer(length).writeBytes(bytes, position, length));
            position += length;
            readings.forEach(Reading::leaveIfDone);
            channel.releaseOutbound();
            for (Object passed = channel.readInbound(); passed != null; passed = channel.readInbound()) {
                throw new AssertionError("nothing passes the handler: " + passed);
            }
        }
    }

    /** It is not asked for anything: the exchanges have their connection. */
    private static Connector connector() {
        AddressResolver nobody = new AddressResolver() {
            @Override
            public Task<Addresses> resolve(Origin origin) {
                throw new AssertionError("nothing is looked up");
            }

            @Override
            public void close() {}
        };
        return new Connector(
                LOOP,
                Transport.best(),
                nobody,
                AddressPolicy.ANY,
                new ClientTls(ClientTls.Trust.NOBODY, List.of()),
                Duration.ofSeconds(10),
                new HttpProtocols(HttpVersions.HTTP_2, 1024, null),
                ProxyRules.NONE);
    }

    private static Request request() {
        return new Request(RequestFields.of("simul/test", List.of()), URL, true, null);
    }

    private static Url url() {
        try {
            return Url.parse("http://a.test/");
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(boolean holds, String claim) {
        if (!holds) throw new AssertionError(claim);
    }
}
