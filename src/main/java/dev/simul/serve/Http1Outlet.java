package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/** A connection as it is: of HTTP/1.1, or of bytes that are no protocol at all. Loop only. */
final class Http1Outlet implements Outlet {
    private final ChannelHandlerContext ctx;

    Http1Outlet(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public void head(Step.Head head) {
        ctx.write(Step.bytes(head.text()));
    }

    @Override
    public void send(ByteBuf bytes, Step.Part part) {
        ctx.write(bytes.duplicate());
    }

    @Override
    public void frame(Step.Frame frame) {
        throw new IllegalStateException("a frame of HTTP/2 on a connection of HTTP/1.1");
    }

    @Override
    public void goAway(Step.GoAway step) {
        throw new IllegalStateException("GOAWAY on a connection of HTTP/1.1");
    }

    @Override
    public boolean isWritable() {
        if (!ctx.channel().isWritable()) ctx.flush();
        return ctx.channel().isWritable();
    }

    @Override
    public void flush() {
        ctx.flush();
    }

    @Override
    public void close() {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void reset() {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> abort(ctx.channel()));
    }

    @Override
    public void hangUp() {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> closeBelowTls(ctx.channel()));
    }

    @Override
    public void end() {} // the connection is for the next request

    /** Closes below TLS, which would say goodbye, and with nothing to linger for: the kernel then sends RST. */
    private static void abort(Channel channel) {
        if (!channel.isActive()) return;
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        closeBelowTls(channel);
    }

    /** Closes without the goodbye of TLS. */
    static void closeBelowTls(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) first.close();
    }
}
