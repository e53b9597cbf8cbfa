package dev.simul.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a name server is asked: for the addresses of one family that a name has. Immutable. */
record DnsQuestion(String name, AddressFamily family) {
    /** The internet. */
    static final int CLASS = 1;

    /** The length of a message's header (RFC 1035 section 4.1.1). */
    static final int HEADER_BYTES = 12;

    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_LABEL_BYTES = 63;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int TYPE_AND_CLASS_BYTES = 4;
    private static final int OPT_RECORD = 41;
    private static final int OPT_BYTES = 11;

    /**
     * Checks it.
     *
     * @param name with a dot at its end or without; it is absolute in any case
     * @throws IllegalArgumentException if no name server can be asked for it, with a message that says why
     */
    DnsQuestion {
        if (name.length() + 2 - (name.endsWith(".") ? 1 : 0) > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("the name is longer than DNS allows");
        }
        for (String label : labels(name)) {
            if (label.isEmpty()) throw new IllegalArgumentException("a part of the name is empty");
            if (label.length() > MAX_LABEL_BYTES) {
                throw new IllegalArgumentException("a part of the name is longer than DNS allows");
            }
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("the name is not in ASCII");
        }
    }

    private static String[] labels(String name) {
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1);
    }

    /**
     * Writes it as a message (RFC 1035 section 4).
     *
     * @param id 0 to 65535
     * @param longestAnswer what an answer by UDP may have, in bytes (RFC 6891); 0: the 512 of old, and nothing is said of it
     */
    byte[] message(int id, int longestAnswer) {
        ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + MAX_NAME_BYTES + 1 + TYPE_AND_CLASS_BYTES + OPT_BYTES);
        message.putShort((short) id).putShort((short) RECURSION_DESIRED);
        message.putShort((short) 1).putInt(0).putShort((short) (longestAnswer > 0 ? 1 : 0));
        for (String label : labels(name)) {
            message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        message.put((byte) 0).putShort((short) family.recordType()).putShort((short) CLASS);
        if (longestAnswer > 0) {
            message.put((byte) 0).putShort((short) OPT_RECORD).putShort((short) longestAnswer);
            message.putInt(0).putShort((short) 0);
        }
        byte[] bytes = new byte[message.position()];
        message.get(0, bytes);
        return bytes;
    }
}
