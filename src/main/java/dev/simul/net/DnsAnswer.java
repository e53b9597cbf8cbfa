package dev.simul.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the addresses of one family that a name has.
 *
 * @param addresses none where {@code trouble} says why
 * @param ttlSeconds how long it may be remembered, 0 for not at all
 * @param trouble why there are none; null where there are some
 */
record DnsAnswer(
        List<InetAddress> addresses,
        long ttlSeconds,
        @Nullable String trouble) {
    static final String NO_SUCH_HOST = "no such host";

    /** RFC 2308 section 5 recommends one to three hours as the most; whoever mends a name is glad of less. */
    static final long MAX_NEGATIVE_TTL_SECONDS = 300;

    static final long MAX_TTL_SECONDS = 3_600;

    private static final int MAX_ALIASES = 16;
    private static final int SOA_NUMBERS_BYTES = 20;

    /** It could not be found out, and is not remembered. */
    static DnsAnswer unknown(String trouble) {
        return new DnsAnswer(List.of(), 0, trouble);
    }

    /** Whether another name server may know better. */
    boolean isWorthAskingElsewhere() {
        return trouble != null && ttlSeconds == 0 && !trouble.equals(NO_SUCH_HOST);
    }

    /** Reads what a recursive name server says of {@code name}; aliases are followed as far as it says where they lead. */
    static DnsAnswer of(DnsResponse response, String name, DnsRecordType type) {
        DnsResponseCode code = response.code();
        if (code.equals(DnsResponseCode.NXDOMAIN)) return negative(response);
        if (!code.equals(DnsResponseCode.NOERROR)) return unknown("the name server answered " + code);
        String owner = withDot(name);
        long ttl = MAX_TTL_SECONDS;
        for (int aliases = 0; aliases <= MAX_ALIASES; aliases++) {
            List<InetAddress> addresses = new ArrayList<>(4);
            String next = null;
            long ttlHere = MAX_TTL_SECONDS;
            for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
                DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
                if (!(record instanceof DnsRawRecord raw)
                        || !withDot(record.name()).equalsIgnoreCase(owner)) continue;
                if (record.type().equals(type)) {
                    InetAddress address = address(raw.content(), type);
                    if (address != null) addresses.add(address);
                    ttlHere = Math.min(ttlHere, record.timeToLive());
                } else if (record.type().equals(DnsRecordType.CNAME)) {
                    next = DefaultDnsRecordDecoder.decodeName(raw.content().duplicate());
                    ttlHere = Math.min(ttlHere, record.timeToLive());
                }
            }
            ttl = Math.min(ttl, ttlHere);
            if (!addresses.isEmpty()) return new DnsAnswer(addresses, ttl, null);
            if (next == null) return negative(response);
            owner = withDot(next);
        }
        return unknown("its aliases do not end");
    }

    /** RFC 2308 section 5: as long as the SOA of its zone says, and not at all where there is none. */
    private static DnsAnswer negative(DnsResponse response) {
        for (int i = 0; i < response.count(DnsSection.AUTHORITY); i++) {
            DnsRecord record = response.recordAt(DnsSection.AUTHORITY, i);
            if (!record.type().equals(DnsRecordType.SOA) || !(record instanceof DnsRawRecord soa)) continue;
            ByteBuf content = soa.content();
            if (content.readableBytes() < SOA_NUMBERS_BYTES) continue;
            long minimum = content.getUnsignedInt(content.writerIndex() - 4);
            long ttl = Math.min(Math.min(minimum, record.timeToLive()), MAX_NEGATIVE_TTL_SECONDS);
            return new DnsAnswer(List.of(), ttl, NO_SUCH_HOST);
        }
        return new DnsAnswer(List.of(), 0, NO_SUCH_HOST);
    }

    private static @Nullable InetAddress address(ByteBuf content, DnsRecordType type) {
        byte[] bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        if (bytes.length != (type.equals(DnsRecordType.A) ? 4 : 16)) return null;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }

    private static String withDot(String name) {
        return name.endsWith(".") ? name : name + ".";
    }
}
