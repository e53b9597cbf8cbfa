package dev.simul.serve;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** What the loop asks the kernel with, and the listening channel that goes with it. */
record Transport(IoHandlerFactory io, Class<? extends ServerChannel> serverChannel) {

    /** Returns the platform's own where its library loads, else the JDK's. */
    static Transport best() {
        if (Epoll.isAvailable()) return new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
        if (KQueue.isAvailable()) return new Transport(KQueueIoHandler.newFactory(), KQueueServerSocketChannel.class);
        return new Transport(NioIoHandler.newFactory(), NioServerSocketChannel.class);
    }
}
