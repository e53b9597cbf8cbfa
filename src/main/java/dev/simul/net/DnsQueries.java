package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks name servers, one after the other until one knows, and all of them as often as {@link NameServers} says. Loop thread. */
final class DnsQueries implements AutoCloseable {
    /** Longer packets are cut, and not answers: we allow of less. */
    private static final int MAX_PACKET = 4_096;

    private final Loop loop;
    private final NameServers servers;
    private final Bootstrap udp;
    private final Bootstrap tcp;
    /** Made with the first question: a crawl of addresses starts without. */
    private @Nullable SecureRandom ids;

    private final Set<Task<DnsAnswer>> running = new HashSet<>();
    private boolean closed;

    /** What is asked, and of whom. */
    private record Search(DnsQuestion question, List<InetSocketAddress> order, Promise<DnsAnswer> answer) {}

    DnsQueries(Loop loop, Transport transport, NameServers servers) {
        this.loop = loop;
        this.servers = servers;
        this.udp = new Bootstrap()
                .group(loop.eventLoop())
                .channel(transport.datagramChannel())
                .disableResolver()
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_PACKET));
        this.tcp = new Bootstrap()
                .group(loop.eventLoop())
                .channel(transport.socketChannel())
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0); // a question has a timer of its own
    }

    /** Asks for the addresses of one family. @return succeeds, also where nobody knows */
    Task<DnsAnswer> ask(String name, AddressFamily family) {
        DnsQuestion question;
        try {
            question = new DnsQuestion(name, family);
        } catch (IllegalArgumentException notForDns) {
            return loop.succeeded(DnsAnswer.unknown("it cannot be asked for: " + notForDns.getMessage()));
        }
        List<InetSocketAddress> order = servers.inOrder(name);
        if (order.isEmpty()) return loop.succeeded(DnsAnswer.unknown("there is no name server to ask"));
        Promise<DnsAnswer> answer = loop.promise(name);
        ask(new Search(question, order, answer), 0);
        return answer;
    }

    private void ask(Search search, int asked) {
        InetSocketAddress server = search.order().get(asked % search.order().size());
        // RFC 6891 section 7: who cannot stand EDNS, or is behind somebody who cannot, is asked without it.
        boolean plain = asked >= search.order().size();
        Task<DnsAnswer> exchange =
                DnsExchange.ask(loop, udp, tcp, ids(), server, search.question(), plain, servers.limit());
        running.add(exchange);
        exchange.addDoneCallback(done -> {
            running.remove(exchange);
            if (closed) return;
            DnsAnswer known = exchange.result();
            boolean isLast = asked + 1 >= search.order().size() * servers.rounds();
            if (known.isWorthAskingElsewhere() && !isLast) {
                ask(search, asked + 1);
            } else {
                search.answer().tryComplete(known);
            }
        });
    }

    /** What has been asked is not answered any more. */
    private SecureRandom ids() {
        SecureRandom made = ids;
        if (made == null) ids = made = new SecureRandom();
        return made;
    }

    @Override
    public void close() {
        closed = true;
        for (Task<DnsAnswer> each : List.copyOf(running)) each.cancel();
    }
}
