package dev.simul.task;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How the loop talks to the kernel, and the channels that go with it: the native way where it loads, else NIO. */
public enum Transport {
    EPOLL(EpollSocketChannel.class, EpollDatagramChannel.class) {
        @Override
        public IoHandlerFactory handlerFactory() {
            return EpollIoHandler.newFactory();
        }
    },
    KQUEUE(KQueueSocketChannel.class, KQueueDatagramChannel.class) {
        @Override
        public IoHandlerFactory handlerFactory() {
            return KQueueIoHandler.newFactory();
        }
    },
    NIO(NioSocketChannel.class, NioDatagramChannel.class) {
        @Override
        public IoHandlerFactory handlerFactory() {
            return NioIoHandler.newFactory();
        }
    };

    private final Class<? extends SocketChannel> socketChannel;
    private final Class<? extends DatagramChannel> datagramChannel;

    Transport(Class<? extends SocketChannel> socketChannel, Class<? extends DatagramChannel> datagramChannel) {
        this.socketChannel = socketChannel;
        this.datagramChannel = datagramChannel;
    }

    /** The fastest that loads on this machine. */
    public static Transport best() {
        if (Epoll.isAvailable()) return EPOLL;
        return KQueue.isAvailable() ? KQUEUE : NIO;
    }

    public abstract IoHandlerFactory handlerFactory();

    public Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }

    public Class<? extends DatagramChannel> datagramChannel() {
        return datagramChannel;
    }
}
