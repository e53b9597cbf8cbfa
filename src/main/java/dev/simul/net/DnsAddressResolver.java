package dev.simul.net;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Semaphore;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of names: what the hosts file says, what a name server has said before, for as long as it allowed, and else
 * what it says now. Who asks for a name that is being looked up waits for that look-up. At most {@link #MAX_LOOKUPS} names are
 * looked up at once; the others wait in the order in which they were asked for. Loop thread; never blocks.
 */
public final class DnsAddressResolver implements AddressResolver {
    /** Each is two questions: more of them at once overflow the buffer of a socket that is read slowly, and are lost. */
    static final int MAX_LOOKUPS = 64;

    private static final int MAX_NAME_LENGTH = 253;

    private final Loop loop;
    private final Transport transport;
    private final List<InetSocketAddress> nameServers;
    private final DnsCache cache;
    private final Map<String, NameLookup> lookups = new HashMap<>();
    private final Semaphore permits;
    /** Made by the first look-up: a list of addresses, or a mock server, needs none. */
    private @Nullable DnsQueries queries;

    private @Nullable DefaultHostsFileEntriesResolver hostsFile;

    /**
     * Makes a resolver.
     *
     * @param nameServers whom to ask; empty: the system's
     */
    public DnsAddressResolver(Loop loop, Transport transport, List<InetSocketAddress> nameServers) {
        this.loop = loop;
        this.transport = transport;
        this.nameServers = List.copyOf(nameServers);
        this.cache = new DnsCache(loop::nanoTime);
        this.permits = new Semaphore(loop, MAX_LOOKUPS);
    }

    @Override
    public Task<List<InetSocketAddress>> resolve(Origin origin) {
        String host = origin.hostName();
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) return loop.succeeded(List.of(address(literal, origin.port())));
        String name = withoutDot(host).toLowerCase(Locale.ROOT);
        if (isOrIsBelow(name, "invalid")) return failed(host, DnsAnswer.NO_SUCH_HOST); // RFC 6761 section 6.4
        if (name.length() > MAX_NAME_LENGTH) return failed(host, "the name is longer than DNS allows");
        List<InetAddress> written = inHostsFile(name);
        if (written != null) return loop.succeeded(withPort(written, origin.port()));
        DnsAnswer known = cache.get(name);
        if (known == null) {
            return lookUp(name).then(answer -> result(answer, origin));
        }
        return result(known, origin);
    }

    private Task<List<InetSocketAddress>> result(DnsAnswer answer, Origin origin) {
        String trouble = answer.trouble();
        if (trouble != null) return failed(origin.hostName(), trouble);
        return loop.succeeded(withPort(answer.addresses(), origin.port()));
    }

    private Task<List<InetSocketAddress>> failed(String host, String detail) {
        return loop.failed(new FetchFailure(new FetchError.Dns(host, detail)));
    }

    private Task<DnsAnswer> lookUp(String name) {
        NameLookup running = lookups.get(name);
        if (running != null) return running.join();
        NameLookup lookup = new NameLookup(loop, answer -> {
            lookups.remove(name);
            permits.release();
            cache.put(name, answer);
        });
        lookups.put(name, lookup);
        loop.spawn(name, permits.acquire()).addDoneCallback(permitted -> lookup.start(name, queries()::ask));
        return lookup.join();
    }

    private DnsQueries queries() {
        if (queries == null) queries = new DnsQueries(loop, transport, nameServers);
        return queries;
    }

    /** What the hosts file says, and of localhost and all below it also if it says nothing (RFC 6761 section 6.3). */
    private @Nullable List<InetAddress> inHostsFile(String name) {
        if (hostsFile == null) hostsFile = new DefaultHostsFileEntriesResolver();
        List<InetAddress> written = hostsFile.addresses(name, ResolvedAddressTypes.IPV4_PREFERRED);
        if (written != null && !written.isEmpty()) return written;
        return isOrIsBelow(name, "localhost") ? List.of(NetUtil.LOCALHOST4, NetUtil.LOCALHOST6) : null;
    }

    private static boolean isOrIsBelow(String name, String domain) {
        return name.equals(domain) || name.endsWith("." + domain);
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static InetSocketAddress address(byte[] literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    private static List<InetSocketAddress> withPort(List<InetAddress> addresses, int port) {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public void close() {
        if (queries != null) queries.close();
    }
}
