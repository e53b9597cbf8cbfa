package dev.simul.serve;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets up each connection that is accepted, knows those that are open, and closes them in the end. Loop only. */
@Sharable
final class Acceptor extends ChannelInitializer<Channel> {
    private final Service service;
    private final @Nullable RequestLog log;
    private final Set<Channel> open = new LinkedHashSet<>();
    private @Nullable Promise<Void> empty; // from closeAll on: completed when the last connection has gone

    /**
     * Makes one.
     *
     * @param log is told of connections; null: nobody is
     */
    Acceptor(Service service, @Nullable RequestLog log) {
        this.service = service;
        this.log = log;
    }

    @Override
    protected void initChannel(Channel channel) {
        int number = service.counters().connectionOpened();
        open.add(channel);
        if (log != null) log.opened(number, channel);
        Script greeting = service.responder().greet(number);
        channel.pipeline()
                .addLast(
                        new Leaving(number),
                        greeting != null
                                ? new ScriptHandler(greeting)
                                : new PortSniffer(service, Connection.Peer.accepted(number)));
    }

    /**
     * Closes every connection, whatever it waits for, below TLS: a goodbye would wait for a peer that does not read. Once,
     * after the listener was closed.
     *
     * @return completes when all of them have gone and are counted out
     */
    Future<Void> closeAll(EventExecutor loop) {
        Promise<Void> gone = loop.newPromise();
        empty = gone;
        for (Channel channel : List.copyOf(open)) {
            ChannelHandlerContext first = channel.pipeline().firstContext();
            if (first != null) first.close();
        }
        if (open.isEmpty()) gone.trySuccess(null);
        return gone;
    }

    /** Counts a connection out, as the last of its handlers to be removed: after its requests were counted out. */
    private final class Leaving extends ChannelHandlerAdapter {
        private final int number;

        Leaving(int number) {
            this.number = number;
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            open.remove(ctx.channel());
            service.counters().connectionClosed();
            if (log != null) log.closed(number);
            if (empty != null && open.isEmpty()) empty.trySuccess(null);
        }
    }
}
