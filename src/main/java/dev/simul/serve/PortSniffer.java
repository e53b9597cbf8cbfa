package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/**
 * Waits for the first byte of a connection, or of a tunnel, and sets up what fits it. 22 is the content type of a TLS
 * handshake record (RFC 8446, section 5.1) and no letter that a request could begin with. Loop only.
 */
final class PortSniffer extends ByteToMessageDecoder {
    private static final int TLS_HANDSHAKE = 22;
    private static final int MAX_HEAD_BYTES = 128 * 1024; // a URL of 64 KiB fits into it

    private final Service service;
    private final Connection.Peer peer;

    PortSniffer(Service service, Connection.Peer peer) {
        this.service = service;
        this.peer = peer;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        boolean tls = in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE;
        ChannelPipeline pipeline = ctx.pipeline();
        if (tls) pipeline.addLast(new TlsFront(service, peer.tunnelHost()));
        pipeline.addLast(new HttpRequestDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_HEAD_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false))));
        pipeline.addLast(
                new Connection(service, new Connection.Peer(peer.number(), peer.overTls() || tls, peer.tunnelHost())));
        pipeline.remove(this); // hands on what it has read
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
