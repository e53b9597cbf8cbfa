package dev.simul.net;

import io.netty.resolver.HostsFileEntriesProvider;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What this machine's files say of names: its hosts, and whom to ask for others. Read once, on a worker thread.
 *
 * @param ipv4Hosts by name in lower case, and
 * @param ipv6Hosts likewise
 */
record SystemNames(
        Map<String, List<InetAddress>> ipv4Hosts, Map<String, List<InetAddress>> ipv6Hosts, NameServers servers) {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    /**
     * Reads the files. Blocks.
     *
     * @param given whom to ask instead of those that the system has; empty for those
     */
    static SystemNames load(List<InetSocketAddress> given) {
        HostsFileEntriesProvider hosts = HostsFileEntriesProvider.parser().parseSilently();
        NameServers servers = given.isEmpty() ? systemServers() : NameServers.of(given);
        return new SystemNames(hosts.ipv4Entries(), hosts.ipv6Entries(), servers);
    }

    /** What is written of {@code name}, in lower case; empty if nothing is. */
    List<InetAddress> addressesOf(String name) {
        List<InetAddress> addresses = new ArrayList<>(ipv4Hosts.getOrDefault(name, List.of()));
        addresses.addAll(ipv6Hosts.getOrDefault(name, List.of()));
        return addresses;
    }

    private static NameServers systemServers() {
        String options = Objects.requireNonNullElse(System.getenv("RES_OPTIONS"), "");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean isElsewhere = system.startsWith("mac") || system.startsWith("windows");
        List<String> lines;
        try {
            lines = Files.readAllLines(RESOLV_CONF, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            lines = List.of();
        }
        ResolvConf conf = ResolvConf.parse(lines, options);
        // macOS has servers for some domains, and Windows no such file: Netty knows where to ask.
        return isElsewhere ? NameServers.of(conf, platformServers()) : NameServers.of(conf);
    }

    private static Function<String, List<InetSocketAddress>> platformServers() {
        DnsServerAddressStreamProvider provider = DnsServerAddressStreamProviders.platformDefault();
        return name -> {
            DnsServerAddressStream stream = provider.nameServerAddressStream(name);
            List<InetSocketAddress> servers = new ArrayList<>(stream.size());
            for (int i = 0; i < stream.size(); i++) servers.add(stream.next());
            return servers;
        };
    }
}
