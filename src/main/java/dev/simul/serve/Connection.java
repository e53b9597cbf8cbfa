package dev.simul.serve;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one connection in the order in which they came (RFC 9112, section 9.3.2). Loop only.
 *
 * <p>A request is answered when it is whole; its body is discarded as it comes. Reading goes on meanwhile, so that a peer
 * that leaves is noticed, until {@link #MAX_WAITING} requests wait.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    /**
     * Who is at the other end.
     *
     * @param number of the TCP connection
     * @param overTls whether the requests come encrypted
     * @param tunnelHost whom the client believes to talk to; null outside a tunnel
     * @param serverName whom the client named when it began TLS; null where it named nobody
     */
    record Peer(
            int number,
            boolean overTls,
            @Nullable String tunnelHost,
            @Nullable String serverName) {
        static Peer accepted(int number) {
            return new Peer(number, false, null, null);
        }

        /** The same inside a tunnel to {@code host}. */
        Peer tunnelledTo(String host) {
            return new Peer(number, overTls, host, null);
        }

        /** The same over TLS as {@code host}. */
        Peer encrypted(String host) {
            return new Peer(number, true, tunnelHost, host);
        }

        /** Whom the client asks for, as far as that is known before its first request; empty where it is not. */
        String hostName() {
            if (serverName != null) return serverName;
            return tunnelHost == null ? "" : tunnelHost;
        }
    }

    /** A request that waits for its turn, which is when its script is made; the connection ends after the last one. */
    private record Turn(Supplier<Script> script, boolean bodiless, boolean last) {}

    private static final int MAX_WAITING = 128;
    private static final Script BAD_REQUEST =
            Script.of(ResponseHead.of(400).length(0).with("Connection", "close").step());

    private final Service service;
    private final Peer peer;
    private final Queue<Turn> waiting = new ArrayDeque<>();

    private @Nullable Player player; // from handlerAdded on
    private @Nullable Request arriving; // its body is being read
    private @Nullable Turn playing;
    private boolean refusing; // the last turn is known; whatever else comes is ignored
    private boolean driving; // a flush may call back into drive

    Connection(Service service, Peer peer) {
        this.service = service;
        this.peer = peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        player = new Player(new Http1Outlet(ctx), ctx.executor(), () -> {
            drive(ctx);
            ctx.flush();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (refusing) return;
            if (message instanceof HttpRequest head) onHead(ctx, head);
            if (message instanceof LastHttpContent end) onEnd(ctx, end);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) drive(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        refusing = true;
        service.counters().requestsLost(waiting.size() + (playing == null ? 0 : 1));
        waiting.clear();
        playing = null;
        if (player != null) player.stop();
    }

    /** Whatever failed, the connection is of no more use; the peer sees it end. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void onHead(ChannelHandlerContext ctx, HttpRequest head) {
        if (head.decoderResult().isFailure() || head.protocolVersion().majorVersion() != 1) {
            refuse(ctx);
            return;
        }
        arriving = Request.of(head, peer.overTls(), peer.tunnelHost(), peer.number());
        if (HttpUtil.is100ContinueExpected(head) && playing == null) {
            ctx.writeAndFlush(Step.bytes("HTTP/1.1 100 Continue\r\n\r\n"));
        }
    }

    private void onEnd(ChannelHandlerContext ctx, LastHttpContent end) {
        Request request = arriving;
        arriving = null;
        if (request == null || end.decoderResult().isFailure()) {
            refuse(ctx);
        } else if (request.isConnect()) {
            connect(ctx, request);
        } else {
            enqueue(
                    ctx,
                    new Turn(() -> service.responder().respond(request), request.isHead(), !request.isKeepAlive()));
        }
    }

    private void refuse(ChannelHandlerContext ctx) {
        enqueue(ctx, new Turn(() -> BAD_REQUEST, false, true));
    }

    /** Opens a tunnel that leads back to this server (RFC 9110, section 9.3.6); not inside another, nor in mid pipeline. */
    private void connect(ChannelHandlerContext ctx, Request request) {
        Authority authority = Authority.parse(request.message().uri());
        if (authority == null || !authority.hasPort() || peer.tunnelHost() != null || playing != null) {
            refuse(ctx);
            return;
        }
        Script refusal = service.responder().refuseTunnel(request);
        if (refusal != null) {
            enqueue(ctx, new Turn(() -> refusal, false, !request.isKeepAlive()));
            return;
        }
        ctx.writeAndFlush(service.responder().openTunnel(authority.host()).duplicate());
        ctx.pipeline().addLast(new PortSniffer(service, peer.tunnelledTo(authority.host())));
        ctx.pipeline().remove(this);
        ctx.pipeline().remove(HttpRequestDecoder.class); // hands on what it has read beyond the request
    }

    private void enqueue(ChannelHandlerContext ctx, Turn turn) {
        service.counters().requestBegan();
        waiting.add(turn);
        if (turn.last()) refusing = true;
        if (waiting.size() == MAX_WAITING) ctx.channel().config().setAutoRead(false);
        drive(ctx);
    }

    private void drive(ChannelHandlerContext ctx) {
        if (driving || player == null) return;
        driving = true;
        try {
            boolean more = true;
            while (more) more = playOn(ctx, player);
        } catch (RuntimeException e) { // on a timer nobody else would hear of it
            exceptionCaught(ctx, e);
        } finally {
            driving = false;
        }
    }

    /** Begins the next turn or goes on with the present one; returns whether there may be more to do at once. */
    private boolean playOn(ChannelHandlerContext ctx, Player player) {
        Turn turn = playing;
        if (turn == null) {
            if (!ctx.channel().isWritable()) ctx.flush();
            if (!ctx.channel().isWritable()) return false; // a peer that asks but does not read
            turn = waiting.poll();
            if (turn == null) return false;
            if (waiting.isEmpty() && !ctx.channel().config().isAutoRead()) {
                ctx.channel().config().setAutoRead(true);
            }
            playing = turn;
            player.begin(turn.script().get(), turn.bodiless());
        }
        Player.Progress progress = player.run();
        if (progress == Player.Progress.WAITING || playing == null) return false;
        playing = null;
        service.counters().requestAnswered();
        if (progress == Player.Progress.GONE) {
            refusing = true;
            service.counters().requestsLost(waiting.size());
            waiting.clear();
            return false;
        }
        if (!turn.last()) return true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        return false;
    }
}
