package dev.simul.serve;

import dev.simul.serve.Connection.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one connection of HTTP/2 (RFC 9113), each on its stream and in its own time. Loop only.
 *
 * <p>Netty's codec does frames, HPACK, the states of streams and flow control, and judges the client; no stream has a channel of
 * its own. A request is answered when it is whole; its body is discarded as it comes.
 */
final class Http2Session extends Http2ConnectionHandler {
    /** How many requests a client may have on one connection, where a host does not say less. */
    static final int MAX_STREAMS = 256;

    private final Service service;
    private final Peer peer;
    private final Http2Connection.PropertyKey answerKey;

    private @Nullable ChannelHandlerContext context;
    private boolean closing; // when the streams have ended

    private Http2Session(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings, Builder given) {
        super(decoder, encoder, settings);
        this.service = given.service;
        this.peer = given.peer;
        this.answerKey = connection().newKey();
    }

    /** Makes the handler for a connection whose first bytes are, or will be, the client's preface. */
    static Http2Session create(Service service, Peer peer) {
        return new Builder(service, peer).build();
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2Session, Builder> {
        private final Service service;
        private final Peer peer;

        Builder(Service service, Peer peer) {
            this.service = service;
            this.peer = peer;
            server(true);
            frameListener(new Http2FrameAdapter()); // the real one wants the handler, which is not made yet
            decoderEnforceMaxRstFramesPerWindow(0, 0); // a crawler may well leave every page in the middle
            encoderEnforceMaxRstFramesPerWindow(0, 0); // and some pages do nothing else
            initialSettings(new Http2Settings()
                    .maxConcurrentStreams(service.responder().http2Streams(peer.hostName()))
                    .maxHeaderListSize(PortSniffer.MAX_HEAD_BYTES));
        }

        @Override
        protected Http2Session build() {
            return super.build();
        }

        @Override
        protected Http2Session build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            Http2Session session = new Http2Session(decoder, encoder, settings, this);
            decoder.frameListener(session.new Frames());
            return session;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                Answer answer = stream.removeProperty(answerKey);
                if (answer != null) answer.gone();
            }

            @Override
            public void onStreamRemoved(Http2Stream stream) {
                closeIfDone();
            }
        });
        connection().remote().flowController().listener(this::goOn);
        super.handlerAdded(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        super.channelWritabilityChanged(ctx);
        if (!ctx.channel().isWritable()) return;
        connection().forEachActiveStream(stream -> {
            goOn(stream);
            return true;
        });
    }

    /** Whatever failed, the connection is of no more use; if it was the client, it is told so. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (cause instanceof Http2Exception) {
            super.exceptionCaught(ctx, cause);
        } else {
            ctx.close();
        }
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) throw new IllegalStateException("the handler is not in place");
        return ctx;
    }

    /** Sends what is pending, as far as the windows allow. */
    void flush() {
        flush(context());
    }

    /** Closes the connection as soon as no stream is open. */
    void closeWhenDone() {
        closing = true;
        closeIfDone();
    }

    private void closeIfDone() {
        if (!closing || connection().numActiveStreams() > 0) return;
        closing = false;
        flush();
        // At once, the client's last acknowledgements would meet a closed socket, and its reset would take our last
        // words along.
        context().executor().schedule(() -> context().close(), Step.Wait.MOMENT.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void goOn(Http2Stream stream) {
        Answer answer = stream.getProperty(answerKey);
        if (answer != null) answer.run();
    }

    private final class Frames extends Http2FrameAdapter {
        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last) {
            onHeadersRead(ctx, id, headers, padding, last);
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean last) {
            Http2Stream stream = connection().stream(id);
            if (stream == null) return;
            Answer answer = stream.getProperty(answerKey);
            if (answer == null) { // else trailers
                Request request = Http2Request.of(headers, peer);
                if (request == null) {
                    resetStream(ctx, id, Http2Error.PROTOCOL_ERROR.code(), ctx.newPromise());
                    return;
                }
                answer = new Answer(stream, request);
                stream.setProperty(answerKey, answer);
            }
            if (last) answer.begin();
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last) {
            Http2Stream stream = connection().stream(id);
            Answer answer = stream == null ? null : stream.getProperty(answerKey);
            if (answer != null && last) answer.begin();
            return data.readableBytes() + padding;
        }
    }

    /** What is done about one request. */
    private final class Answer {
        private final Request request;
        private final Http2Outlet outlet;
        private final Player player;

        private boolean begun; // the request is whole
        private boolean counted; // as answered or lost
        private boolean running; // what is written may call back

        Answer(Http2Stream stream, Request request) {
            this.request = request;
            outlet = new Http2Outlet(Http2Session.this, stream, request.isHead());
            player = new Player(outlet, context().executor(), this::wake);
        }

        void begin() {
            if (begun) return;
            begun = true;
            service.counters().requestBegan();
            player.begin(service.responder().respond(request), request.isHead());
            run();
        }

        void run() {
            if (!begun || running || counted) return;
            running = true;
            Player.Progress progress = player.run();
            running = false;
            if (progress != Player.Progress.WAITING) count(true);
        }

        /** The stream is closed, by whomever. */
        void gone() {
            if (begun) count(outlet.isOver());
            player.stop();
            outlet.release();
        }

        private void wake() {
            try {
                run();
                flush();
            } catch (RuntimeException e) { // on a timer nobody else would hear of it
                context().close();
            }
        }

        private void count(boolean answered) {
            if (counted) return;
            counted = true;
            if (answered) {
                service.counters().requestAnswered();
            } else {
                service.counters().requestsLost(1);
            }
        }
    }
}
