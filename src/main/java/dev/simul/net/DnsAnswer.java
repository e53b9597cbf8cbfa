package dev.simul.net;

import dev.simul.result.Blame;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the addresses of one family that a name has.
 *
 * @param addresses none where {@code trouble} says why
 * @param ttlSeconds how long it may be remembered, 0 for not at all
 * @param trouble why there are none; null where there are some
 * @param blame whose trouble that is
 */
record DnsAnswer(
        List<InetAddress> addresses,
        long ttlSeconds,
        @Nullable String trouble,
        Blame blame) {
    static final String NO_SUCH_HOST = "no such host";

    /** RFC 2308 section 5 recommends one to three hours as the most; whoever mends a name is glad of less. */
    static final long MAX_NEGATIVE_TTL_SECONDS = 300;

    static final long MAX_TTL_SECONDS = 3_600;

    /** More would not be tried within a time-out, and an answer by TCP may have thousands of them to remember. */
    static final int MAX_ADDRESSES = 32;

    private static final int MAX_ALIASES = 16;

    /** What a name server said. */
    DnsAnswer(List<InetAddress> addresses, long ttlSeconds, @Nullable String trouble) {
        this(addresses, ttlSeconds, trouble, Blame.PEER);
    }

    /** It could not be found out, and is not remembered. */
    static DnsAnswer unknown(String trouble) {
        return unknown(trouble, Blame.PEER);
    }

    /** The same, where it is not the fault of the name, or of those who answer for it. */
    static DnsAnswer unknown(String trouble, Blame blame) {
        return new DnsAnswer(List.of(), 0, trouble, blame);
    }

    /** Whether another name server may know better. */
    boolean isWorthAskingElsewhere() {
        return trouble != null && ttlSeconds == 0 && !trouble.equals(NO_SUCH_HOST);
    }

    /** Takes what a recursive name server says to {@code question}; aliases are followed as far as it says where they lead. */
    static DnsAnswer of(DnsReply reply, DnsQuestion question) {
        if (reply.code() == DnsReply.NO_SUCH_NAME) return negative(reply);
        if (reply.code() != DnsReply.NO_ERROR) return unknown("the name server answered " + word(reply.code()));
        if (reply.lame() && reply.answers().isEmpty()) return unknown("the name server does not look up names");
        String owner = question.name().toLowerCase(Locale.ROOT);
        if (owner.endsWith(".")) owner = owner.substring(0, owner.length() - 1);
        long ttl = MAX_TTL_SECONDS;
        for (int aliases = 0; aliases <= MAX_ALIASES; aliases++) {
            List<InetAddress> addresses = new ArrayList<>(4);
            String next = null;
            long ttlHere = MAX_TTL_SECONDS;
            for (DnsReply.Resource record : reply.answers()) {
                if (!record.owner().equals(owner)) continue;
                if (record.type() == question.family().recordType()) {
                    InetAddress address = address(record.data(), question.family());
                    if (address != null && addresses.size() < MAX_ADDRESSES) addresses.add(address);
                } else if (record.type() == DnsReply.CNAME) {
                    next = record.target();
                } else {
                    continue;
                }
                ttlHere = Math.min(ttlHere, record.ttlSeconds());
            }
            ttl = Math.min(ttl, ttlHere);
            if (!addresses.isEmpty()) return new DnsAnswer(addresses, ttl, null);
            if (next == null) return negative(reply);
            owner = next;
        }
        return unknown("its aliases do not end");
    }

    /** RFC 2308 section 5: as long as the SOA of its zone says, and not at all where there is none. */
    private static DnsAnswer negative(DnsReply reply) {
        for (DnsReply.Resource record : reply.authorities()) {
            if (record.type() != DnsReply.SOA) continue;
            long minimum = DnsReply.seconds(
                    Integer.toUnsignedLong(ByteBuffer.wrap(record.data()).getInt()));
            long ttl = Math.min(Math.min(minimum, record.ttlSeconds()), MAX_NEGATIVE_TTL_SECONDS);
            return new DnsAnswer(List.of(), ttl, NO_SUCH_HOST);
        }
        return new DnsAnswer(List.of(), 0, NO_SUCH_HOST);
    }

    private static @Nullable InetAddress address(byte[] bytes, AddressFamily family) {
        if (bytes.length != family.bytes()) return null;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }

    /** As people know it (RFC 1035 section 4.1.1). */
    private static String word(int code) {
        return switch (code) {
            case 1 -> "FORMERR";
            case 2 -> "SERVFAIL";
            case 4 -> "NOTIMP";
            case 5 -> "REFUSED";
            default -> "with the code " + code;
        };
    }
}
