package dev.simul.net;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the parts of a DNS message one after the other (RFC 1035 section 4). All lengths and pointers in it are a stranger's word:
 * a name takes at most 255 bytes and as many jumps as it may have parts, and these only lead back, so that none goes in circles.
 */
final class DnsMessageReader {
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_JUMPS = MAX_NAME_BYTES / 2;
    private static final int POINTER = 0xc0;

    /** The message is not what it should be. Without a stack trace: it tells of the message, and may be thrown often. */
    static final class MalformedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    private final byte[] message;
    private int position;

    DnsMessageReader(byte[] message, int position) {
        this.message = message;
        this.position = position;
    }

    int position() {
        return position;
    }

    int unsignedShort() throws MalformedException {
        require(2);
        int value = (message[position] & 0xff) << 8 | (message[position + 1] & 0xff);
        position += 2;
        return value;
    }

    long unsignedInt() throws MalformedException {
        return (long) unsignedShort() << 16 | unsignedShort();
    }

    void skip(int bytes) throws MalformedException {
        require(bytes);
        position += bytes;
    }

    private void require(int bytes) throws MalformedException {
        if (message.length - position < bytes) throw new MalformedException("it ends too early");
    }

    /** A name in lower case, without the dot at its end; a dot inside a part comes out as {@code \.}, and equals no host. */
    String name() throws MalformedException {
        StringBuilder name = new StringBuilder();
        int at = position;
        int end = -1;
        int jumps = 0;
        int bytes = 1;
        while (true) {
            int length = byteAt(at);
            if ((length & POINTER) == POINTER) {
                int target = (length & ~POINTER) << 8 | byteAt(at + 1);
                if (end < 0) end = at + 2;
                if (target >= at || ++jumps > MAX_JUMPS) throw new MalformedException("a name goes in circles");
                at = target;
                continue;
            }
            if ((length & POINTER) != 0) throw new MalformedException("a name has a part of an unknown kind");
            bytes += length + (length == 0 ? 0 : 1);
            if (bytes > MAX_NAME_BYTES) throw new MalformedException("a name is too long");
            if (length == 0) break;
            if (message.length - at <= length) throw new MalformedException("it ends too early");
            if (!name.isEmpty()) name.append('.');
            name.append(new String(message, at + 1, length, StandardCharsets.ISO_8859_1).replace(".", "\\."));
            at += 1 + length;
        }
        position = end < 0 ? at + 1 : end;
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private int byteAt(int index) throws MalformedException {
        if (index >= message.length) throw new MalformedException("it ends too early");
        return message[index] & 0xff;
    }
}
