package dev.simul.serve;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes the few ASN.1 types of a certificate in the distinguished encoding (X.690, section 10): definite lengths, the
 * shortest form of everything.
 */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private static final DateTimeFormatter SHORT_YEAR =
            DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LONG_YEAR =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return value(SEQUENCE, elements);
    }

    /** Writes a set of one element; more would have to be sorted. */
    static byte[] set(byte[] element) {
        return value(SET, element);
    }

    static byte[] bool(boolean value) {
        return value(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] integer(BigInteger value) {
        return value(INTEGER, value.toByteArray());
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    /**
     * Writes a bit string.
     *
     * @param unused how many of the last byte's low bits do not belong to it, 0 to 7
     */
    static byte[] bits(int unused, byte[] bytes) {
        return value(BIT_STRING, new byte[] {(byte) unused}, bytes);
    }

    static byte[] octets(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    static byte[] utf8(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a time to the second: UTCTime before 2050, as certificates must have it (RFC 5280, section 4.1.2.5). */
    static byte[] time(Instant time) {
        boolean isShort = time.isBefore(YEAR_2050);
        String text = (isShort ? SHORT_YEAR : LONG_YEAR).format(time);
        return value(isShort ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes an object identifier from its dotted form; arcs below 2<sup>31</sup>, the second below 40. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            int shift = (31 - Integer.numberOfLeadingZeros(arc | 1)) / 7 * 7;
            for (; shift > 0; shift -= 7) out.write(((arc >>> shift) & 0x7f) | 0x80);
            out.write(arc & 0x7f);
        }
        return value(OBJECT_IDENTIFIER, out.toByteArray());
    }

    /** Writes {@code [number] EXPLICIT}: a tag around a value. */
    static byte[] explicit(int number, byte[] value) {
        return value(CONTEXT | CONSTRUCTED | number, value);
    }

    /** Writes {@code [number] IMPLICIT}: a tag instead of a primitive value's own. */
    static byte[] implicit(int number, byte[] content) {
        return value(CONTEXT | number, content);
    }

    private static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) length += part.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) out.write(length >>> (8 * i));
        }
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
