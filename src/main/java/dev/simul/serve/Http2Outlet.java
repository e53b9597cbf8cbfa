package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a connection of HTTP/2. Loop only.
 *
 * <p>What a script says in HTTP/1.1 goes through a {@link Gateway}, as it would at a proxy that speaks HTTP/2 to the client and
 * HTTP/1.1 to the server: what is a response comes out as one, what breaks off resets the stream with INTERNAL_ERROR, what is no
 * HTTP with PROTOCOL_ERROR.
 */
final class Http2Outlet implements Outlet, Gateway.Downstream {
    private static final int FRAME_HEADER_BYTES = 9;
    private static final int GOAWAY = 7;
    private static final long UNKNOWN = -1;

    /** What is about the connection, and has no place in HTTP/2 (RFC 9113, section 8.2.2). */
    private static final Set<AsciiString> OF_THE_CONNECTION = Set.of(
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE,
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"));

    private final Http2Session session;
    private final Http2Stream stream;
    private final boolean bodiless;

    private @Nullable Gateway gateway; // from the first byte of HTTP/1.1 on
    private boolean hasHead; // the final one
    private boolean isRaw; // frames were sent past the codec, which therefore does not know what was said
    private boolean over; // for the peer, the answer has ended
    private long left = UNKNOWN; // of the body, by its Content-Length

    Http2Outlet(Http2Session session, Http2Stream stream, boolean bodiless) {
        this.session = session;
        this.stream = stream;
        this.bodiless = bodiless;
    }

    /** Whether the answer has ended, in whatever way, from this side. */
    boolean isOver() {
        return over;
    }

    void release() {
        if (gateway != null) gateway.close();
    }

    @Override
    public void head(Step.Head head) {
        Http2Headers headers = headers(head.status(), head.fields().size());
        for (int i = 0; i < head.fields().size(); i += 2) {
            String value = head.fields().get(i + 1);
            AsciiString name = FieldNames.lowerCase(head.fields().get(i));
            if (OF_THE_CONNECTION.contains(name)) continue;
            if (name.contentEquals(HttpHeaderNames.CONTENT_LENGTH)) left = Long.parseLong(value);
            headers.add(name, value);
        }
        writeHead(headers, head.status());
    }

    /** From the gateway. */
    @Override
    public void head(HttpResponse response) {
        HttpHeaders fields = response.headers();
        Http2Headers headers = headers(response.status().code(), fields.size());
        for (Map.Entry<String, String> field : fields) {
            AsciiString name = FieldNames.lowerCase(field.getKey());
            if (!OF_THE_CONNECTION.contains(name)) headers.add(name, field.getValue());
        }
        if (response.status().code() == 204) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH); // RFC 9110, section 8.6
        }
        writeHead(headers, response.status().code());
    }

    private static Http2Headers headers(int status, int size) {
        return new DefaultHttp2Headers(false, size + 1).status(FieldNames.status(status));
    }

    private void writeHead(Http2Headers headers, int status) {
        hasHead = status >= 200;
        over = hasHead && (bodiless || left == 0 || status == 204 || status == 304);
        ChannelHandlerContext ctx = session.context();
        session.encoder().writeHeaders(ctx, stream.id(), headers, 0, over, ctx.newPromise());
    }

    @Override
    public void send(ByteBuf bytes, Step.Part part) {
        if (over) return;
        if (hasHead && gateway == null) {
            body(bytes.duplicate());
        } else {
            if (gateway == null) gateway = new Gateway(this);
            gateway.accept(bytes.duplicate());
        }
    }

    /** Takes over {@code bytes}. */
    @Override
    public void body(ByteBuf bytes) {
        int size = bytes.readableBytes();
        if (over || (left != UNKNOWN && size > left)) {
            bytes.release();
            if (!over) reset(Http2Error.INTERNAL_ERROR);
            return;
        }
        if (left != UNKNOWN) left -= size;
        write(bytes, left == 0);
    }

    @Override
    public void whole() {
        if (!over) write(Unpooled.EMPTY_BUFFER, true);
    }

    @Override
    public void nonsense() {
        reset(Http2Error.PROTOCOL_ERROR);
    }

    private void write(ByteBuf bytes, boolean last) {
        over = last;
        ChannelHandlerContext ctx = session.context();
        session.encoder().writeData(ctx, stream.id(), bytes, 0, last, ctx.newPromise());
    }

    @Override
    public void frame(Step.Frame frame) {
        isRaw = true;
        writeFrame(
                frame.type(),
                frame.flags(),
                frame.onStream() ? stream.id() : 0,
                frame.payload().duplicate());
    }

    @Override
    public void goAway(Step.GoAway step) {
        int last = switch (step.last()) {
            case BEFORE -> stream.id() - 2;
            case THIS -> stream.id();
            case ANY -> Integer.MAX_VALUE;
        };
        ByteBuf payload = Unpooled.buffer(8).writeInt(Math.max(last, 0)).writeInt(step.code());
        writeFrame(GOAWAY, 0, 0, payload);
        if (step.last() == Step.GoAway.Last.BEFORE) isRaw = true; // nothing more is owed to the stream
        if (step.last() != Step.GoAway.Last.ANY) session.closeWhenDone();
    }

    private void writeFrame(int type, int flags, int id, ByteBuf payload) {
        ChannelHandlerContext ctx = session.context();
        ByteBuf header = ctx.alloc().buffer(FRAME_HEADER_BYTES);
        header.writeMedium(payload.readableBytes())
                .writeByte(type)
                .writeByte(flags)
                .writeInt(id);
        ctx.write(header);
        ctx.write(payload);
    }

    @Override
    public boolean isWritable() {
        if (!isWritableNow()) session.flush();
        return isWritableNow();
    }

    private boolean isWritableNow() {
        return isRaw
                ? session.context().channel().isWritable()
                : session.connection().remote().flowController().isWritable(stream);
    }

    @Override
    public void flush() {
        session.flush();
    }

    @Override
    public void close() {
        if (gateway != null) gateway.end();
        end();
        session.flush();
    }

    @Override
    public void reset() {
        reset(Http2Error.CANCEL);
        session.flush();
    }

    @Override
    public void hangUp() {
        over = true;
        session.flush();
        ChannelHandlerContext ctx = session.context();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> Http1Outlet.closeBelowTls(ctx.channel()));
    }

    @Override
    public void end() {
        if (over) return;
        if (isRaw) {
            over = true;
            stream.close(); // the peer knows, the codec does not
        } else if (hasHead && gateway == null && left == UNKNOWN) {
            whole();
        } else {
            reset(Http2Error.INTERNAL_ERROR);
        }
    }

    private void reset(Http2Error error) {
        if (over) return;
        over = true;
        ChannelHandlerContext ctx = session.context();
        session.resetStream(ctx, stream.id(), error.code(), ctx.newPromise());
    }
}
