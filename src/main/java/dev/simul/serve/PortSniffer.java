package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Waits for the first bytes of a connection, of a tunnel or under TLS, and sets up what fits them: TLS, whose handshake begins
 * with a 22 (RFC 8446, section 5.1), which no request does; HTTP/2, whose preface is made to be mistaken for nothing else
 * (RFC 9113, section 3.4), whether it was agreed by ALPN or not; else HTTP/1.1. Loop only.
 */
final class PortSniffer extends ByteToMessageDecoder {
    static final int MAX_HEAD_BYTES = 128 * 1024; // a URL of 64 KiB fits into it

    private static final int TLS_HANDSHAKE = 22;
    private static final byte[] HTTP2_PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Service service;
    private final Connection.Peer peer;

    PortSniffer(Service service, Connection.Peer peer) {
        this.service = service;
        this.peer = peer;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ChannelPipeline pipeline = ctx.pipeline();
        if (in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
            pipeline.addLast(new TlsFront(service, peer));
        } else if (agreesWithPreface(in)) {
            if (in.readableBytes() < HTTP2_PREFACE.length) return;
            Script greeting = service.responder().greetHttp2(peer.hostName());
            pipeline.addLast(greeting != null ? new ScriptHandler(greeting) : Http2Session.create(service, peer));
        } else {
            pipeline.addLast(new HttpRequestDecoder(new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_HEAD_BYTES)
                    .setMaxHeaderSize(MAX_HEAD_BYTES)
                    .setHeadersFactory(
                            DefaultHttpHeadersFactory.headersFactory().withValidation(false))));
            pipeline.addLast(new Connection(service, peer));
        }
        pipeline.remove(this); // hands on what it has read
    }

    /** Whether the bytes so far are those of the preface, as far as both go. */
    private static boolean agreesWithPreface(ByteBuf in) {
        int common = Math.min(in.readableBytes(), HTTP2_PREFACE.length);
        for (int i = 0; i < common; i++) {
            if (in.getByte(in.readerIndex() + i) != HTTP2_PREFACE[i]) return false;
        }
        return true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
