package dev.simul.net;

import dev.simul.result.Blame;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Semaphore;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of names: what the hosts file says, what a name server has said before, for as long as it allowed, and else
 * what it says now. Who asks for a name that is being looked up waits for that look-up. At most {@link #MAX_LOOKUPS} names are
 * looked up at once; the others wait in the order in which they were asked for. Loop thread; never blocks: the system's files are
 * read by a worker thread, and the first look-up waits for that.
 *
 * <p>All names are absolute, with a dot at their end or without: a crawler's list means the same on every machine.
 */
public final class DnsAddressResolver implements AddressResolver {
    /**
     * Each is two questions, and a socket for each. The name servers of home routers have small tables: dnsmasq refuses more than
     * 150 questions at once. At 20 ms for an answer these are 3,000 names a second, more than new connections can be opened.
     */
    static final int MAX_LOOKUPS = 64;

    private static final int MAX_NAME_LENGTH = 253;

    /** A look-up and its place among those that may ask. */
    private record Running(NameLookup lookup, Task<?> permit) {}

    private final Loop loop;
    private final Transport transport;
    private final Callable<SystemNames> reading;
    private final DnsCache cache;
    private final Map<String, Running> lookups = new HashMap<>();
    private final Semaphore permits;
    /** Made by the first look-up: a list of addresses, or a mock server, needs none. */
    private @Nullable DnsQueries queries;

    private @Nullable Task<SystemNames> system;

    /**
     * Makes a resolver.
     *
     * @param nameServers whom to ask; empty: the system's
     */
    public DnsAddressResolver(Loop loop, Transport transport, List<InetSocketAddress> nameServers) {
        this(loop, transport, () -> SystemNames.load(nameServers));
    }

    /**
     * Makes a resolver.
     *
     * @param reading what reads the system's files, on a worker thread, when the first name is asked for
     */
    DnsAddressResolver(Loop loop, Transport transport, Callable<SystemNames> reading) {
        this.loop = loop;
        this.transport = transport;
        this.reading = reading;
        this.cache = new DnsCache(loop::nanoTime);
        this.permits = new Semaphore(loop, MAX_LOOKUPS);
    }

    @Override
    public Task<Addresses> resolve(Origin origin) {
        String host = origin.hostName();
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) return loop.succeeded(Addresses.of(List.of(address(literal, origin.port()))));
        String name = withoutDot(host).toLowerCase(Locale.ROOT);
        if (isOrIsBelow(name, "invalid")) return failed(host, DnsAnswer.NO_SUCH_HOST); // RFC 6761 section 6.4
        if (name.length() > MAX_NAME_LENGTH) return failed(host, "the name is longer than DNS allows");
        if (system == null) system = loop.runInThread("the system's names", reading);
        if (system.isSucceeded()) return resolve(name, origin, system.result());
        return loop.shield(system).then(read -> resolve(name, origin, read));
    }

    private Task<Addresses> resolve(String name, Origin origin, SystemNames names) {
        List<InetAddress> written = written(name, names);
        if (!written.isEmpty()) return loop.succeeded(Addresses.of(withPort(written, origin.port())));
        DnsAnswer known = cache.get(name);
        if (known != null) return result(new NameLookup.Found(known, null), origin);
        return lookUp(name, names.servers()).then(found -> result(found, origin));
    }

    private Task<Addresses> result(NameLookup.Found found, Origin origin) {
        String trouble = found.answer().trouble();
        if (trouble != null) {
            Blame blame = found.answer().blame();
            return loop.failed(new FetchFailure(new FetchError.Dns(origin.hostName(), trouble, blame)));
        }
        int port = origin.port();
        List<InetSocketAddress> addresses = withPort(found.answer().addresses(), port);
        NameLookup incomplete = found.incomplete();
        return loop.succeeded(new Addresses(
                addresses,
                incomplete == null ? null : () -> incomplete.rest().map(rest -> withPort(rest.addresses(), port))));
    }

    private Task<Addresses> failed(String host, String detail) {
        return loop.failed(new FetchFailure(new FetchError.Dns(host, detail)));
    }

    private Task<NameLookup.Found> lookUp(String name, NameServers servers) {
        Running running = lookups.get(name);
        if (running == null) {
            NameLookup lookup = new NameLookup(loop, answer -> {
                lookups.remove(name);
                permits.release();
                cache.put(name, answer);
            });
            Task<?> permit = loop.spawn(name, permits.acquire());
            running = new Running(lookup, permit);
            lookups.put(name, running);
            permit.addDoneCallback(permitted -> {
                if (!permitted.isCancelled()) lookup.start(name, queries(servers)::ask);
            });
        }
        Running joined = running;
        return joined.lookup().join(() -> leave(name, joined));
    }

    /** Who waits behind dead names gives up: what nobody wants any more does not stay in the queue. */
    private void leave(String name, Running running) {
        if (!running.lookup().isForNobody() || running.permit().isDone()) return;
        running.permit().cancel();
        lookups.remove(name, running);
    }

    private DnsQueries queries(NameServers servers) {
        if (queries == null) queries = new DnsQueries(loop, transport, servers);
        return queries;
    }

    @Override
    public void forget(Origin origin) {
        cache.remove(withoutDot(origin.hostName()).toLowerCase(Locale.ROOT));
    }

    /** What the hosts file says, and of localhost and all below it also if it says nothing (RFC 6761 section 6.3). */
    private static List<InetAddress> written(String name, SystemNames names) {
        List<InetAddress> written = names.addressesOf(name);
        if (!written.isEmpty() || !isOrIsBelow(name, "localhost")) return written;
        return List.of(NetUtil.LOCALHOST4, NetUtil.LOCALHOST6);
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
    public int lookups() {
        return lookups.size();
    }

    @Override
    public void close() {
        if (queries != null) queries.close();
        for (Running each : lookups.values()) each.lookup().stop();
    }
}
