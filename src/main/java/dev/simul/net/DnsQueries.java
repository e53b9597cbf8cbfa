package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Asks name servers, one after the other until one knows: by UDP, and by TCP where an answer is too long for that. Netty's resolver
 * brings the questions there and the answers back; it remembers nothing. Loop thread.
 */
final class DnsQueries implements AutoCloseable {
    private static final int QUERY_TIMEOUT_MILLIS = 2_000;
    /** Each server is asked so often, as resolv.conf has it by default. */
    private static final int ROUNDS = 2;

    private final Loop loop;
    private final DnsServerAddressStreamProvider servers;
    private final DnsNameResolver resolver;

    /**
     * Opens its socket.
     *
     * @param nameServers whom to ask; empty: the system's
     */
    DnsQueries(Loop loop, Transport transport, List<InetSocketAddress> nameServers) {
        this.loop = loop;
        this.servers = nameServers.isEmpty()
                ? DnsServerAddressStreamProviders.platformDefault()
                : new SequentialDnsServerAddressStreamProvider(nameServers);
        this.resolver = new DnsNameResolverBuilder(loop.eventLoop())
                .datagramChannelType(transport.datagramChannel())
                .socketChannelType(transport.socketChannel())
                .nameServerProvider(servers)
                .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .build();
    }

    /** Asks for the addresses of one family. @return succeeds, also where nobody knows */
    Task<DnsAnswer> ask(String name, DnsRecordType type) {
        Promise<DnsAnswer> answer = loop.promise(name);
        DnsServerAddressStream stream = servers.nameServerAddressStream(name);
        ask(name, type, stream, stream.size() * ROUNDS, answer);
        return answer;
    }

    private void ask(
            String name, DnsRecordType type, DnsServerAddressStream stream, int tries, Promise<DnsAnswer> answer) {
        DefaultDnsQuestion question;
        try {
            question = new DefaultDnsQuestion(name, type);
        } catch (IllegalArgumentException notForDns) {
            answer.tryComplete(DnsAnswer.unknown("it cannot be asked for: " + notForDns.getMessage()));
            return;
        }
        resolver.query(stream.next(), question)
                .addListener((Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked) -> {
                    DnsAnswer known = read(asked, name, type);
                    if (known.isWorthAskingElsewhere() && tries > 1 && !answer.isDone()) {
                        ask(name, type, stream, tries - 1, answer);
                    } else {
                        answer.tryComplete(known);
                    }
                });
    }

    private static DnsAnswer read(
            Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked, String name, DnsRecordType type) {
        if (!asked.isSuccess()) return DnsAnswer.unknown(trouble(asked.cause()));
        AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = asked.getNow();
        try {
            return DnsAnswer.of(envelope.content(), name, type);
        } catch (RuntimeException malformed) { // hostile bytes in a name
            return DnsAnswer.unknown("the name server's answer cannot be read");
        } finally {
            envelope.release();
        }
    }

    private static String trouble(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DnsNameResolverTimeoutException) return "the name servers do not answer";
        }
        return "it cannot be asked for: " + failure.getMessage();
    }

    @Override
    public void close() {
        resolver.close();
    }
}
