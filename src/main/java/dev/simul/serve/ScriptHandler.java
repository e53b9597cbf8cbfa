package dev.simul.serve;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Plays one script on a connection and ignores whatever comes in, until the script or the peer ends it. Loop only. */
final class ScriptHandler extends ChannelInboundHandlerAdapter {
    private final Script script;
    private @Nullable Player player;

    ScriptHandler(Script script) {
        this.script = script.then(new Step.Stall());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) begin(ctx);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (player != null && ctx.channel().isWritable()) player.run();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (player != null) player.stop();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void begin(ChannelHandlerContext ctx) {
        if (player != null) return;
        Player started = new Player(new Http1Outlet(ctx), ctx.executor(), () -> {
            if (player != null) player.run();
        });
        player = started;
        started.begin(script, false);
        started.run();
    }
}
