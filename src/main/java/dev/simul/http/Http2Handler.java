package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.HeaderListSizeException;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 over one connection (RFC 9113): each exchange is a stream. Netty's codec does frames, HPACK, the states of streams and
 * flow control; who hears what, when a request may be sent again elsewhere, and how much nonsense is enough, is decided here.
 */
final class Http2Handler extends Http2ConnectionHandler implements HttpCarrier {
    /**
     * What a server may send of one body without a sign of ours. 4 MiB allow 40 MB a second at a distance of 100 ms. Bodies are taken
     * as they come, so that this holds no memory; but where one is {@linkplain #hold held} that has no room, so much of it may
     * come all the same: less where there is little memory.
     */
    private static final int STREAM_WINDOW_BYTES =
            Math.clamp(Runtime.getRuntime().maxMemory() / 512, 64 * 1024, 4 * 1024 * 1024);

    /**
     * A reset costs a frame; but servers count them, as a defence against floods of them (CVE-2023-44487), and for the last
     * frame or so it would come too late.
     */
    private static final int CHEAP_REST_BYTES = 16 * 1024;

    static final int CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;

    /** RFC 9113 section 6.5.2 recommends servers to allow no fewer; what one allows is known a moment after the first requests. */
    static final int STREAMS_BEFORE_SETTINGS = 100;

    /** RFC 9113 section 6.5.2. */
    private static final int FIELD_OVERHEAD_BYTES = 32;

    private static final int STATUS_BYTES = ":status".length() + 3 + FIELD_OVERHEAD_BYTES;

    private final int maxHeadBytes;
    private final byte[] copy;
    private final Runnable onHttp1Required;
    private final Http2Connection.PropertyKey streamKey;
    private final Map<Exchange, ExchangeStream> streams = new HashMap<>();
    private final Nonsense nonsense = new Nonsense();

    private @Nullable ChannelHandlerContext context;
    private int maxStreams = STREAMS_BEFORE_SETTINGS;
    private boolean spent;
    private long reads;
    /** Why the connection ends, in the peer's words or ours. */
    private @Nullable String lastWords;

    private @Nullable FetchError brokenBy;

    private Http2Handler(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings, Builder given) {
        super(decoder, encoder, settings);
        this.maxHeadBytes = given.maxHeadBytes;
        this.copy = given.copy;
        this.onHttp1Required = given.onHttp1Required;
        this.streamKey = connection().newKey();
    }

    /**
     * Makes the handler of one connection.
     *
     * @param maxHeadBytes of one head, as RFC 9113 section 6.5.2 counts them
     * @param copy where received bytes go on as plain ones; in use during a call only
     * @param onHttp1Required called when the peer refuses by HTTP/2 what it would answer by HTTP/1.1
     */
    static Http2Handler create(int maxHeadBytes, byte[] copy, Runnable onHttp1Required) {
        return new Builder(maxHeadBytes, copy, onHttp1Required).build();
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2Handler, Builder> {
        private final int maxHeadBytes;
        private final byte[] copy;
        private final Runnable onHttp1Required;

        Builder(int maxHeadBytes, byte[] copy, Runnable onHttp1Required) {
            this.maxHeadBytes = maxHeadBytes;
            this.copy = copy;
            this.onHttp1Required = onHttp1Required;
            server(false);
            frameListener(new Http2FrameAdapter()); // the real one wants the handler, which is not made yet
            gracefulShutdownTimeoutMillis(0);
            initialSettings(new Http2Settings()
                    .pushEnabled(false)
                    .initialWindowSize(STREAM_WINDOW_BYTES)
                    .maxHeaderListSize(maxHeadBytes));
        }

        @Override
        protected Http2Handler build() {
            return super.build();
        }

        @Override
        protected Http2Handler build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            Http2Handler handler = new Http2Handler(decoder, encoder, settings, this);
            decoder.frameListener(handler.new Frames());
            return handler;
        }
    }

    /** One exchange's stream, and what has come on it so far. */
    private static final class ExchangeStream {
        final Exchange exchange;
        final ResponseParser.Listener response;
        final int id;
        /** {@link #reads} when it began. */
        final long readsBefore;

        int headBytes;
        boolean hasHead;
        /** What the head says of the body's length; null where it says nothing, and where there is to be no body. */
        @Nullable
        String promised;

        long bodyBytes;
        /** While it is held, the peer is not told that there is room again. */
        boolean held;

        int untoldBytes;
        /** Whether nothing more is to be said about it to the peer. */
        boolean ended;

        ExchangeStream(Exchange exchange, int id, long readsBefore) {
            this.exchange = exchange;
            this.response = exchange.response();
            this.id = id;
            this.readsBefore = readsBefore;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
        Http2Stream whole = connection().connectionStream();
        int more =
                CONNECTION_WINDOW_BYTES - connection().local().flowController().windowSize(whole);
        connection().local().flowController().incrementWindowSize(whole, more);
        ctx.flush();
    }

    // ---- for exchanges

    @Override
    public int maxExchanges() {
        return spent ? 0 : maxStreams;
    }

    @Override
    public void send(Exchange sender, Request request) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) throw new IllegalStateException("the handler is not in place");
        int id = connection().local().incrementAndGetNextStreamId();
        if (id < 0) {
            spent = true; // RFC 9113 section 5.1.1: there are no further numbers
            sender.onNotProcessed("the connection has no streams left");
            return;
        }
        ExchangeStream stream = new ExchangeStream(sender, id, reads);
        streams.put(sender, stream);
        encoder()
                .writeHeaders(ctx, id, request.http2(), 0, true, ctx.newPromise())
                .addListener(sent -> {
                    if (!sent.isSuccess() && streams.get(sender) == stream)
                        notProcessed(stream, "the connection is gone");
                });
        Http2Stream opened = connection().stream(id);
        if (opened != null) opened.setProperty(streamKey, stream);
        ctx.flush();
    }

    @Override
    public void hold(Exchange sender, boolean held) {
        ExchangeStream stream = streams.get(sender);
        ChannelHandlerContext ctx = context;
        if (stream == null || ctx == null) return;
        stream.held = held;
        if (held || stream.untoldBytes == 0) return;
        Http2Stream opened = connection().stream(stream.id);
        int untold = stream.untoldBytes;
        stream.untoldBytes = 0;
        try {
            if (opened != null) connection().local().flowController().consumeBytes(opened, untold);
        } catch (Http2Exception e) {
            throw new IllegalStateException("what was counted has come", e);
        }
        ctx.flush();
    }

    /** What was held back is told by the codec, when the stream is over. */
    @Override
    public boolean leave(Exchange sender, boolean whole) {
        ExchangeStream stream = streams.remove(sender);
        ChannelHandlerContext ctx = context;
        if (stream == null || ctx == null) return true;
        Http2Stream opened = connection().stream(stream.id);
        if (opened != null) opened.removeProperty(streamKey);
        if (whole || stream.ended) return true;
        // A connection on which nothing has come since this one asked may be dead: it gets no further requests.
        if (reads == stream.readsBefore) spent = true;
        if (opened != null) resetStream(ctx, stream.id, Http2Error.CANCEL.code(), ctx.newPromise());
        ctx.flush();
        return true;
    }

    @Override
    public int cheapRest() {
        return CHEAP_REST_BYTES;
    }

    @Override
    public @Nullable FetchError brokenBy() {
        return brokenBy;
    }

    @Override
    public String lastWords() {
        return lastWords == null ? "the connection ended" : lastWords;
    }

    private void notProcessed(ExchangeStream stream, String detail) {
        stream.ended = true;
        stream.exchange.onNotProcessed(detail);
    }

    private void fail(ExchangeStream stream, FetchError error) {
        stream.ended = true;
        stream.exchange.onFailure(error);
    }

    private void lost(ExchangeStream stream, String detail) {
        stream.ended = true;
        stream.exchange.onConnectionLost(detail);
    }

    private void lostWithOthers(ExchangeStream stream, FetchError error) {
        stream.ended = true;
        stream.exchange.onSharedConnectionLost(error);
    }

    private List<ExchangeStream> allStreams() {
        return new ArrayList<>(streams.values());
    }

    private @Nullable ExchangeStream stream(int id) {
        Http2Stream opened = connection().stream(id);
        return opened == null ? null : opened.getProperty(streamKey);
    }

    // ---- from the peer

    private final class Frames implements Http2FrameListener {
        @Override
        public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last)
                throws Http2Exception {
            int length = data.readableBytes();
            if (length == 0 && !last) {
                nonsense.frame("empty DATA");
            } else {
                nonsense.forget();
            }
            ExchangeStream stream = stream(id);
            if (stream == null) return length + padding;
            onData(stream, data, last);
            if (!stream.held || stream(id) != stream) return length + padding;
            stream.untoldBytes += length + padding;
            return 0;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last)
                throws Http2Exception {
            onHeadersRead(ctx, id, headers, padding, last);
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean last) {
            nonsense.forget();
            ExchangeStream stream = stream(id);
            if (stream == null) return;
            stream.exchange.onSignOfLife();
            try {
                if (!stream.hasHead) onHead(stream, headers, last); // else trailers, which nobody asks for
            } catch (FetchFailure e) {
                stream.exchange.onFailure(e.error());
                return;
            }
            if (last) onEnd(stream);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long code) {
            ExchangeStream stream = stream(id);
            if (stream == null) return;
            String reset = "it reset the stream, " + Http2Words.of(code);
            if (code == Http2Error.HTTP_1_1_REQUIRED.code()) {
                spent = true;
                onHttp1Required.run();
                notProcessed(stream, reset);
            } else if (code == Http2Error.REFUSED_STREAM.code()) {
                notProcessed(stream, reset);
            } else {
                lost(stream, reset);
            }
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int lastId, long code, ByteBuf debug) {
            spent = true;
            lastWords = "it said GOAWAY, " + Http2Words.of(code) + Http2Words.debug(debug);
            for (ExchangeStream stream : allStreams()) {
                if (stream.id > lastId) notProcessed(stream, lastWords);
            }
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
            nonsense.frame("SETTINGS");
            Long allowed = settings.maxConcurrentStreams();
            if (allowed != null) {
                maxStreams = (int) Math.min(allowed, Integer.MAX_VALUE);
            } else if (maxStreams == STREAMS_BEFORE_SETTINGS) {
                maxStreams = Integer.MAX_VALUE;
            }
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
            nonsense.frame("SETTINGS");
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            nonsense.frame("PING");
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            nonsense.frame("PING");
        }

        @Override
        public void onPriorityRead(ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive)
                throws Http2Exception {
            nonsense.frame("PRIORITY");
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment) throws Http2Exception {
            nonsense.frame("WINDOW_UPDATE");
        }

        @Override
        public void onPushPromiseRead(
                ChannelHandlerContext ctx, int id, int promised, Http2Headers headers, int padding) {
            // Only until the peer has heard that we want none; the stream is nobody's.
            resetStream(ctx, promised, Http2Error.CANCEL.code(), ctx.newPromise());
        }

        @Override
        public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload)
                throws Http2Exception {
            nonsense.frame("unknown");
        }
    }

    private void onHead(ExchangeStream stream, Http2Headers headers, boolean last) throws FetchFailure {
        ResponseHead head = Http2Words.head(headers);
        if (head.status() == 101) throw HeadParser.protocolError("101 Switching Protocols, which HTTP/2 does not have");
        stream.headBytes += STATUS_BYTES; // an interim response may have nothing else
        for (HeaderField field : head.fields()) {
            stream.headBytes += field.name().length() + field.value().length() + FIELD_OVERHEAD_BYTES;
        }
        if (stream.headBytes > maxHeadBytes) throw new FetchFailure(new FetchError.TooLarge("the head", maxHeadBytes));
        if (head.status() < 200) return; // an interim response: the final one follows (RFC 9110 section 15.2)
        stream.hasHead = true;
        boolean bodiless = head.status() == 204 || head.status() == 304;
        if (!bodiless) stream.promised = head.first("content-length");
        stream.response.onHead(head, bodiless || last ? BodyFraming.NOTHING : BodyFraming.UNTIL_END);
    }

    private void onData(ExchangeStream stream, ByteBuf data, boolean last) {
        Exchange exchange = stream.exchange;
        exchange.onSignOfLife();
        try {
            if (!stream.hasHead) throw HeadParser.protocolError("DATA before the head of the response");
            while (data.isReadable()) {
                int length = Math.min(data.readableBytes(), copy.length);
                data.readBytes(copy, 0, length);
                stream.bodyBytes += length;
                stream.response.onBody(copy, 0, length);
            }
        } catch (FetchFailure e) {
            exchange.onFailure(e.error());
            return;
        }
        if (last) onEnd(stream);
    }

    private static void onEnd(ExchangeStream stream) {
        if (!stream.hasHead) {
            stream.exchange.onFailure(new FetchError.Protocol("the stream ended before the head of the response"));
            return;
        }
        stream.ended = true;
        // RFC 9113 section 8.1.1. The codec sees to it as well, but where nothing comes: that might be an answer to
        // HEAD.
        if (stream.promised != null && !stream.promised.equals(Long.toString(stream.bodyBytes))) {
            String detail = stream.bodyBytes + " bytes of a body came, content-length says " + stream.promised;
            stream.exchange.onFailure(new FetchError.Protocol(detail));
            return;
        }
        stream.exchange.onEnd(true);
    }

    // ---- the connection

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        reads++;
        if (message instanceof ByteBuf bytes && nonsense.isTooMuch(bytes.readableBytes())) {
            lastWords = "what it sent nobody had asked for";
            bytes.release();
            ctx.close();
            return;
        }
        super.channelRead(ctx, message);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, StreamException failure) {
        if (!outbound && connection().stream(failure.streamId()) == null) {
            // Late, on a stream that is over, most often reset by us: to be ignored (RFC 9113 section 5.1). Netty would
            // reset it
            // again for each frame, and a server that floods a stream would have us write without end.
            try {
                nonsense.lateFrame();
            } catch (Http2Exception flood) {
                onConnectionError(ctx, false, flood, flood);
            }
            return;
        }
        ExchangeStream stream = stream(failure.streamId());
        if (stream != null) {
            fail(
                    stream,
                    failure instanceof HeaderListSizeException
                            ? new FetchError.TooLarge("the head", maxHeadBytes)
                            : new FetchError.Protocol("HTTP/2: " + Http2Words.inWords(failure)));
        }
        super.onStreamError(ctx, outbound, cause, failure);
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception failure) {
        spent = true;
        if (outbound && failure == null && cause instanceof IOException) {
            // The peer takes nothing more. What it has sent is still to be read, its end included: that tells the rest.
            lastWords = "connection reset";
            return;
        }
        FetchError error = Http2Words.error(cause, failure, maxHeadBytes);
        lastWords = error.message();
        brokenBy = error;
        List<ExchangeStream> all = allStreams();
        for (ExchangeStream stream : all) {
            if (all.size() == 1) {
                fail(stream, error);
            } else {
                lostWithOthers(stream, error);
            }
        }
        super.onConnectionError(ctx, outbound, cause, failure);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (Http2Words.isAboutHttp2(cause)) {
            super.exceptionCaught(ctx, cause);
            return;
        }
        spent = true;
        for (ExchangeStream stream : allStreams()) {
            stream.ended = true;
            BrokenConnection.tell(stream.exchange, cause);
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        spent = true;
        List<ExchangeStream> all = allStreams();
        for (ExchangeStream stream : all) {
            if (all.size() == 1) {
                lost(stream, lastWords());
            } else {
                lostWithOthers(stream, new FetchError.Closed(Phase.SERVER, 0, lastWords()));
            }
        }
        super.channelInactive(ctx);
    }
}
