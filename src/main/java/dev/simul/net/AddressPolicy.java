package dev.simul.net;

import static java.util.Objects.requireNonNull;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses may be connected to: all of them, or those of the public internet alone. It judges the address that a socket is
 * opened to, so that no name, no redirect and no look-up can walk around it. Immutable.
 *
 * <p>What is not public is in IANA's registries of special-purpose addresses (RFC 6890 and its updates). Of addresses that carry
 * an IPv4 address inside, that one is judged as well.
 */
public enum AddressPolicy {
    ANY {
        @Override
        @Nullable
        String refusal(byte[] address) {
            return null;
        }
    },
    PUBLIC_ONLY {
        @Override
        @Nullable
        String refusal(byte[] address) {
            return special(address);
        }
    };

    /** What keeps from connecting to {@code address}, of four bytes or sixteen; null if nothing does. */
    abstract @Nullable String refusal(byte[] address);

    /** The first so many bits of an address, and what those have that begin so. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Block(byte[] prefix, int bits, String what) {
        static Block of(String prefix, int bits, String what) {
            return new Block(requireNonNull(NetUtil.createByteArrayFromIpAddressString(prefix)), bits, what);
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) return false;
            }
            return true;
        }
    }

    private static final List<Block> SPECIAL = List.of(
            Block.of("0.0.0.0", 8, "it is an address of 'this network'"),
            Block.of("10.0.0.0", 8, "it is a private address"),
            Block.of("100.64.0.0", 10, "it is an address shared by a provider's customers"),
            Block.of("127.0.0.0", 8, "it is a loopback address"),
            Block.of("169.254.0.0", 16, "it is a link-local address"),
            Block.of("172.16.0.0", 12, "it is a private address"),
            Block.of("192.0.0.0", 24, "it is an address for protocols"),
            Block.of("192.0.2.0", 24, "it is an address for documentation"),
            Block.of("192.88.99.0", 24, "it is an address for relays"),
            Block.of("192.168.0.0", 16, "it is a private address"),
            Block.of("198.18.0.0", 15, "it is an address for benchmarks"),
            Block.of("198.51.100.0", 24, "it is an address for documentation"),
            Block.of("203.0.113.0", 24, "it is an address for documentation"),
            Block.of("224.0.0.0", 4, "it is a multicast address"),
            Block.of("240.0.0.0", 4, "it is a reserved address"),
            Block.of("::1", 128, "it is a loopback address"),
            Block.of("::", 128, "it is the unspecified address"),
            Block.of("64:ff9b:1::", 48, "it is an address for translation"),
            Block.of("100::", 64, "it is an address that discards"),
            Block.of("100:0:0:1::", 64, "it is an address that discards"),
            Block.of("2001::", 23, "it is an address for protocols"),
            Block.of("2001:db8::", 32, "it is an address for documentation"),
            Block.of("3fff::", 20, "it is an address for documentation"),
            Block.of("5f00::", 16, "it is an address for segment routing"),
            Block.of("fc00::", 7, "it is a private address"),
            Block.of("fe80::", 10, "it is a link-local address"),
            Block.of("fec0::", 10, "it is a site-local address"),
            Block.of("ff00::", 8, "it is a multicast address"));

    /** Prefixes behind which an IPv4 address stands, and how many bytes they are: compatible, mapped, NAT64, 6to4. */
    private static final List<Block> CARRIERS = List.of(
            carrier(new byte[12], 96),
            Block.of("64:ff9b::", 96, ""),
            Block.of("2002::", 16, ""),
            carrier(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 96));

    /** Of these the JDK makes an IPv4 address when they are read. */
    private static Block carrier(byte[] prefix, int bits) {
        return new Block(Arrays.copyOf(prefix, 16), bits, "");
    }

    private static @Nullable String special(byte[] address) {
        for (Block block : SPECIAL) {
            if (block.holds(address)) return block.what();
        }
        for (Block carrier : CARRIERS) {
            if (!carrier.holds(address)) continue;
            int start = carrier.bits() / 8;
            String inside = special(Arrays.copyOfRange(address, start, start + 4));
            if (inside != null) return inside + ", inside an IPv6 one";
        }
        return null;
    }
}
