package dev.simul.net;

import dev.simul.net.DnsMessageReader.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a name server says to a question, as far as it is about addresses. Immutable.
 *
 * @param code how it went (RFC 1035 section 4.1.1)
 * @param truncated whether it was too long, so that it has to be asked for by TCP; it has no records then
 * @param lame whether the server neither looks up names for others nor is in charge of this one: that it has no answer says nothing
 * @param answers the records of the answer, and
 * @param authorities of who is in charge of the name, in the order of the message
 */
record DnsReply(int code, boolean truncated, boolean lame, List<Resource> answers, List<Resource> authorities) {
    static final int NO_ERROR = 0;
    static final int NO_SUCH_NAME = 3;
    static final int CNAME = 5;
    static final int SOA = 6;

    private static final int RESPONSE = 0x8000;
    private static final int OPERATION = 0x7800;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int CODE = 0x000f;

    /**
     * One record.
     *
     * @param owner whose it is, in lower case
     * @param ttlSeconds how long it may be remembered
     * @param data what it says: an address; of an SOA how long it may be remembered that there is no name, as four bytes
     * @param target of a CNAME the name that it leads to; of others empty
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Resource(String owner, int type, long ttlSeconds, byte[] data, String target) {}

    /**
     * Reads {@code message}.
     *
     * @return null if it does not answer {@code question}, which was asked as {@code id}: it may be forged, or late
     * @throws MalformedException if it does, and cannot be read
     */
    static @Nullable DnsReply to(DnsQuestion question, int id, byte[] message) throws MalformedException {
        if (message.length < DnsQuestion.HEADER_BYTES) return null;
        DnsMessageReader reader = new DnsMessageReader(message, 0);
        boolean isOurs = reader.unsignedShort() == id;
        int flags = reader.unsignedShort();
        if (!isOurs || (flags & RESPONSE) == 0 || (flags & OPERATION) != 0) return null;
        int code = flags & CODE;
        boolean lame = (flags & (AUTHORITATIVE | RECURSION_AVAILABLE)) == 0;
        int questions = reader.unsignedShort();
        int answers = reader.unsignedShort();
        int authorities = reader.unsignedShort();
        reader.skip(2);
        // Who cannot read a question, or does not like it, need not repeat it.
        if (questions == 0 && code != NO_ERROR) return new DnsReply(code, false, lame, List.of(), List.of());
        if (questions != 1 || !repeats(question, reader)) return null;
        if ((flags & TRUNCATED) != 0) return new DnsReply(code, true, lame, List.of(), List.of());
        return new DnsReply(
                code, false, lame, records(message, reader, answers), records(message, reader, authorities));
    }

    /** RFC 5452 section 9.1: what answers another question is not believed. */
    private static boolean repeats(DnsQuestion question, DnsMessageReader reader) {
        try {
            String name = question.name().toLowerCase(Locale.ROOT);
            return reader.name().equals(name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
                    && reader.unsignedShort() == question.family().recordType()
                    && reader.unsignedShort() == DnsQuestion.CLASS;
        } catch (MalformedException noQuestion) {
            return false;
        }
    }

    private static List<Resource> records(byte[] message, DnsMessageReader reader, int count)
            throws MalformedException {
        List<Resource> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Resource record = record(message, reader);
            if (record != null) records.add(record);
        }
        return records;
    }

    /** Returns null for what is not about addresses. */
    private static @Nullable Resource record(byte[] message, DnsMessageReader reader) throws MalformedException {
        String owner = reader.name();
        int type = reader.unsignedShort();
        int dataClass = reader.unsignedShort();
        long ttl = seconds(reader.unsignedInt());
        int length = reader.unsignedShort();
        int start = reader.position();
        reader.skip(length);
        if (dataClass != DnsQuestion.CLASS) return null;
        if (type == CNAME) {
            return new Resource(owner, type, ttl, new byte[0], new DnsMessageReader(message, start).name());
        }
        if (type == AddressFamily.IPV4.recordType() || type == AddressFamily.IPV6.recordType()) {
            return new Resource(owner, type, ttl, bytes(message, start, length), "");
        }
        if (type != SOA) return null;
        if (length < 4) throw new MalformedException("an SOA is too short");
        return new Resource(owner, type, ttl, bytes(message, start + length - 4, 4), "");
    }

    /** RFC 2181 section 8: what has its first bit set is none. */
    static long seconds(long ttl) {
        return ttl > Integer.MAX_VALUE ? 0 : ttl;
    }

    private static byte[] bytes(byte[] message, int start, int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(message, start, bytes, 0, length);
        return bytes;
    }
}
