package dev.simul.net;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom no proxy is asked for: a list as in {@code no_proxy}, separated by commas or white space. Immutable.
 *
 * <p>As with curl, {@code example.com} stands for itself and all below it, with a dot before it as well; {@code 10.0.0.0/8} and
 * {@code fd00::/8} stand for addresses that are in URLs, since no name is looked up for this; {@code *} stands for everybody. Each
 * may carry a port, which curl does not know. What is none of these matches nobody.
 */
final class NoProxy {
    static final NoProxy NOBODY = new NoProxy(List.of());

    private static final int ANY_PORT = 0;
    /** A host, an IPv6 address in brackets where a port or more follows; a length of a prefix; a port. */
    private static final Pattern ENTRY =
            Pattern.compile("(?:\\[([^\\]]*)]|([^/]*?:[^/]*:[^/]*)|([^:/]*))(?:/([0-9]{1,3}))?(?::([0-9]{1,5}))?");

    private final List<Entry> entries;

    private NoProxy(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    static NoProxy parse(String list) {
        List<Entry> entries = new ArrayList<>();
        for (String each : list.split("[,\\s]+", -1)) {
            Entry entry = entry(each);
            if (entry != null) entries.add(entry);
        }
        return new NoProxy(entries);
    }

    boolean contains(Origin origin) {
        String host = name(origin.hostName());
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        for (Entry entry : entries) {
            boolean atPort = entry.port() == ANY_PORT || entry.port() == origin.port();
            if (atPort && entry.hosts().contain(host, address)) return true;
        }
        return false;
    }

    private static @Nullable Entry entry(String text) {
        Matcher parts = ENTRY.matcher(text);
        if (text.isEmpty() || !parts.matches()) return null;
        String host = parts.group(1);
        if (host == null) host = parts.group(2);
        if (host == null) host = parts.group(3);
        int port = parts.group(5) == null ? ANY_PORT : Integer.parseInt(parts.group(5));
        if (host.equals("*")) return new Entry(new Everybody(), port);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            String name = name(host.startsWith("*.") ? host.substring(1) : host);
            return name.isEmpty() || parts.group(4) != null ? null : new Entry(new Names(name), port);
        }
        int bits = parts.group(4) == null ? address.length * 8 : Integer.parseInt(parts.group(4));
        return bits > address.length * 8 ? null : new Entry(new Network(address, bits), port);
    }

    /** In lower case, without a dot at its beginning or its end. */
    private static String name(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith(".")) name = name.substring(1);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private record Entry(Hosts hosts, int port) {}

    /** Some hosts. */
    private interface Hosts {
        /** Whether {@code host} is one of them; {@code address} are its bytes where it is an address. */
        boolean contain(String host, byte @Nullable [] address);
    }

    private record Everybody() implements Hosts {
        @Override
        public boolean contain(String host, byte @Nullable [] address) {
            return true;
        }
    }

    private record Names(String name) implements Hosts {
        @Override
        public boolean contain(String host, byte @Nullable [] address) {
            return address == null && (host.equals(name) || host.endsWith("." + name));
        }
    }

    /** Addresses that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Network(byte[] prefix, int bits) implements Hosts {
        @Override
        public boolean contain(String host, byte @Nullable [] address) {
            if (address == null || address.length != prefix.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int difference = address[bit / 8] ^ prefix[bit / 8];
                if ((difference & (0x80 >> (bit % 8))) != 0) return false;
            }
            return true;
        }
    }
}
