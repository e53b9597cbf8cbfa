package dev.simul.url;

import java.util.Arrays;

/** IPv6 addresses, read as section 3.5 has it and written as RFC 5952 recommends. */
final class Ipv6 {
    private static final int PIECES = 8;

    /** What is read behind the end. */
    private static final int EOF = -1;

    private final String input;
    private final int[] address = new int[PIECES];
    private int pointer;
    private int pieceIndex;

    /** The piece before which the '::' stands; -1 before it was seen. */
    private int compress = -1;

    private Ipv6(String input) {
        this.input = input;
    }

    /**
     * Returns the eight pieces of an address, each of 16 bits.
     *
     * @param input without brackets
     */
    static int[] parse(String input) throws UrlSyntaxException {
        return new Ipv6(input).parse();
    }

    private int[] parse() throws UrlSyntaxException {
        if (c() == ':') {
            if (!input.startsWith("::")) {
                throw ValidationError.IPV6_INVALID_COMPRESSION.exception();
            }
            pointer += 2;
            compress = ++pieceIndex;
        }
        while (pointer < input.length()) {
            if (pieceIndex == PIECES) {
                throw ValidationError.IPV6_TOO_MANY_PIECES.exception();
            }
            if (c() == ':') {
                if (compress >= 0) {
                    throw ValidationError.IPV6_MULTIPLE_COMPRESSION.exception();
                }
                pointer++;
                compress = ++pieceIndex;
            } else if (!parsePiece()) {
                parseIpv4();
                break;
            }
        }
        if (compress >= 0) {
            moveBehindCompression();
        } else if (pieceIndex != PIECES) {
            throw ValidationError.IPV6_TOO_FEW_PIECES.exception();
        }
        return address;
    }

    /** Reads up to four digits and the colon after them; reads nothing where they turn out to begin an IPv4 address. */
    private boolean parsePiece() throws UrlSyntaxException {
        int start = pointer;
        int value = 0;
        while (pointer - start < 4 && Ascii.isHexDigit(c())) {
            value = value << 4 | Ascii.hexValue(c());
            pointer++;
        }
        if (c() == '.') {
            if (pointer == start) {
                throw ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT.exception();
            }
            pointer = start;
            return false;
        }
        if (c() == ':') {
            pointer++;
            if (pointer == input.length()) {
                throw ValidationError.IPV6_INVALID_CODE_POINT.exception();
            }
        } else if (pointer < input.length()) {
            throw ValidationError.IPV6_INVALID_CODE_POINT.exception();
        }
        address[pieceIndex++] = value;
        return true;
    }

    /** Reads the four decimal parts that may stand for the last two pieces, to the end of the input. */
    private void parseIpv4() throws UrlSyntaxException {
        if (pieceIndex > PIECES - 2) {
            throw ValidationError.IPV4_IN_IPV6_TOO_MANY_PIECES.exception();
        }
        int numbersSeen = 0;
        while (pointer < input.length()) {
            if (numbersSeen > 0) {
                if (c() != '.' || numbersSeen == 4) {
                    throw ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT.exception();
                }
                pointer++;
            }
            address[pieceIndex] = address[pieceIndex] << 8 | parseDecimalByte();
            numbersSeen++;
            if (numbersSeen % 2 == 0) {
                pieceIndex++;
            }
        }
        if (numbersSeen != 4) {
            throw ValidationError.IPV4_IN_IPV6_TOO_FEW_PARTS.exception();
        }
    }

    private int parseDecimalByte() throws UrlSyntaxException {
        if (!Ascii.isDigit(c())) {
            throw ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT.exception();
        }
        int value = 0;
        int start = pointer;
        while (Ascii.isDigit(c())) {
            if (pointer > start && value == 0) { // a leading zero: might be meant as octal
                throw ValidationError.IPV4_IN_IPV6_INVALID_CODE_POINT.exception();
            }
            value = value * 10 + (c() - '0');
            if (value > 255) {
                throw ValidationError.IPV4_IN_IPV6_OUT_OF_RANGE_PART.exception();
            }
            pointer++;
        }
        return value;
    }

    private void moveBehindCompression() {
        int moved = pieceIndex - compress;
        System.arraycopy(address, compress, address, PIECES - moved, moved);
        Arrays.fill(address, compress, PIECES - moved, 0);
    }

    private int c() {
        return pointer < input.length() ? input.charAt(pointer) : EOF;
    }

    /** Returns the shortest form, in lower case, without brackets; the first longest run of zeros becomes '::'. */
    static String serialize(int[] address) {
        int compressStart = -1;
        int compressEnd = -1;
        int runStart = 0;
        for (int i = 0; i < PIECES; i++) {
            if (address[i] != 0) {
                runStart = i + 1;
            } else if (i + 1 - runStart > Math.max(1, compressEnd - compressStart)) { // one zero alone stays
                compressStart = runStart;
                compressEnd = i + 1;
            }
        }
        StringBuilder out = new StringBuilder(39);
        for (int i = 0; i < PIECES; i++) {
            if (i == compressStart) {
                out.append("::");
            } else if (i < compressStart || i >= compressEnd) {
                if (i > 0 && i != compressEnd) {
                    out.append(':');
                }
                out.append(Integer.toHexString(address[i]));
            }
        }
        return out.toString();
    }
}
