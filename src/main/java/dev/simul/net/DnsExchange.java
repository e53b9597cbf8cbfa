package dev.simul.net;

import dev.simul.net.DnsMessageReader.MalformedException;
import dev.simul.result.Blame;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One question to one name server: by UDP, and by TCP where the answer is too long for that. Ends once, with an answer or with why
 * there is none; whatever may come on its sockets, it ends within its limits. Loop thread.
 *
 * <p>RFC 5452: what is not an answer to this very question is ignored, and the true one waited for. To be believed, a forger has to
 * be heard from the address and the port that was asked (the socket is connected to it, so that the kernel drops all else), on the
 * port that was asked from (each question has a socket of its own, on a port that the kernel draws), with its id (drawn by the
 * caller's source) and repeat its question.
 */
final class DnsExchange {
    static final String SILENT = "the name servers do not answer";

    private static final String UNREADABLE = "the name server's answer cannot be read";

    /** What fits into one packet on any way there is (DNS Flag Day 2020). */
    private static final int LONGEST_UDP_ANSWER = 1_232;

    private static final int MAX_TCP_ANSWER = 0xffff;
    private static final int MAX_ID = 0xffff;
    private static final int LENGTH_BYTES = 2;

    private final Loop loop;
    private final Bootstrap udp;
    private final Bootstrap tcp;
    private final InetSocketAddress server;
    private final DnsQuestion question;
    private final Duration limit;
    private final int longestAnswer;
    private final int id;
    private final Promise<DnsAnswer> answer;
    private @Nullable TimerHandle timer;
    private @Nullable Channel channel;

    private DnsExchange(
            Loop loop,
            Bootstrap udp,
            Bootstrap tcp,
            RandomGenerator ids,
            InetSocketAddress server,
            DnsQuestion question,
            boolean plain,
            Duration limit) {
        this.loop = loop;
        this.udp = udp;
        this.tcp = tcp;
        this.server = server;
        this.question = question;
        this.limit = limit;
        this.longestAnswer = plain ? 0 : LONGEST_UDP_ANSWER;
        this.id = ids.nextInt(MAX_ID + 1);
        this.answer = loop.promise(question);
        answer.stopBy(this::cleanUp);
    }

    /**
     * Asks. A cancel closes the socket.
     *
     * @param udp opens datagram channels, and
     * @param tcp socket channels, each without a handler
     * @param ids not to be guessed
     * @param plain whether nothing newer than RFC 1035 is said, for servers that cannot stand it
     * @param limit for the answer by UDP, and once more for that by TCP
     * @return succeeds
     */
    static Task<DnsAnswer> ask(
            Loop loop,
            Bootstrap udp,
            Bootstrap tcp,
            RandomGenerator ids,
            InetSocketAddress server,
            DnsQuestion question,
            boolean plain,
            Duration limit) {
        DnsExchange exchange = new DnsExchange(loop, udp, tcp, ids, server, question, plain, limit);
        exchange.askByUdp();
        return exchange.answer;
    }

    private void askByUdp() {
        open(udp, new Listener(), Unpooled.wrappedBuffer(question.message(id, longestAnswer)));
    }

    /** RFC 7766: as by UDP, with its length in front. */
    private void askByTcp() {
        cleanUp();
        byte[] message = question.message(id, longestAnswer);
        ByteBuf framed = Unpooled.buffer(LENGTH_BYTES + message.length)
                .writeShort(message.length)
                .writeBytes(message);
        open(
                tcp,
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel ch) {
                        ch.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(
                                        LENGTH_BYTES + MAX_TCP_ANSWER, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
                                .addLast(new Listener());
                    }
                },
                framed);
    }

    private void open(Bootstrap bootstrap, ChannelHandler handler, ByteBuf message) {
        timer = loop.callLater(limit, () -> end(DnsAnswer.unknown(SILENT, Blame.NETWORK)));
        ChannelFuture opening = bootstrap.clone().handler(handler).connect(server);
        Channel opened = opening.channel();
        channel = opened;
        opening.addListener(done -> {
            if (loop.inLoop()) {
                onOpen(opening, opened, message);
            } else { // where there is no socket to be had, Netty says so on a thread of its own
                loop.execute(() -> onOpen(opening, opened, message));
            }
        });
    }

    private void onOpen(ChannelFuture opening, Channel opened, ByteBuf message) {
        if (opening.isSuccess() && isOurs(opened)) {
            opened.writeAndFlush(message).addListener(written -> {
                if (!written.isSuccess() && isOurs(opened)) end(unreachable(written.cause()));
            });
            return;
        }
        message.release();
        if (isOurs(opened)) end(unreachable(opening.cause()));
    }

    private static DnsAnswer unreachable(@Nullable Throwable cause) {
        String detail = cause instanceof PortUnreachableException ? "nobody listens" : ConnectFailures.detail(cause);
        Blame blame = ConnectFailures.isShortOfFiles(cause) ? Blame.FILES : Blame.NETWORK;
        return DnsAnswer.unknown("the name server cannot be reached: " + detail, blame);
    }

    private void onMessage(byte[] message, boolean byTcp) {
        DnsReply reply;
        try {
            reply = DnsReply.to(question, id, message);
        } catch (MalformedException hostile) {
            end(DnsAnswer.unknown(UNREADABLE));
            return;
        }
        if (reply == null) {
            if (byTcp) end(DnsAnswer.unknown(UNREADABLE)); // it cannot be from anybody else
        } else if (!reply.truncated()) {
            end(DnsAnswer.of(reply, question));
        } else if (byTcp) {
            end(DnsAnswer.unknown(UNREADABLE));
        } else {
            askByTcp();
        }
    }

    /** Whether {@code socket} is the one on which an answer is waited for. */
    private boolean isOurs(Channel socket) {
        return socket.equals(channel);
    }

    private void end(DnsAnswer found) {
        cleanUp();
        answer.tryComplete(found);
    }

    private void cleanUp() {
        if (timer != null) timer.cancel();
        Channel open = channel;
        channel = null;
        if (open != null && open.isRegistered()) open.close();
    }

    /** Hears what comes on one socket, until that is not the one that counts any more. */
    private final class Listener extends InboundHandler {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            try {
                if (!isOurs(ctx.channel())) return;
                boolean byTcp = !(msg instanceof DatagramPacket);
                ByteBuf content = msg instanceof DatagramPacket packet ? packet.content() : (ByteBuf) msg;
                byte[] message = new byte[content.readableBytes()];
                content.readBytes(message);
                onMessage(message, byTcp);
            } finally {
                ReferenceCountUtil.release(msg);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (isOurs(ctx.channel())) end(DnsAnswer.unknown("the name server closed the connection"));
        }

        /** That nobody listens there (ICMP), or that a connection was reset. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (isOurs(ctx.channel())) end(unreachable(cause));
        }
    }
}
