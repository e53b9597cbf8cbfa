package dev.simul.url;

/**
 * IPv4 addresses in all the notations that {@code inet_aton} and browsers understand: one to four parts, each decimal,
 * octal or hexadecimal (section 3.5, "IPv4 parser").
 */
final class Ipv4 {
    private static final int MAX_PARTS = 4;
    private static final long TOO_LARGE = 1L << 32;

    private Ipv4() {}

    /** The "ends in a number checker": whether a domain has to be an IPv4 address, and fails where it is none. */
    static boolean endsInNumber(String domain) {
        int end = endWithoutDot(domain);
        int start = domain.lastIndexOf('.', end - 1) + 1;
        if (start == end) {
            return false;
        }
        char last = domain.charAt(end - 1);
        if (!Ascii.isHexDigit(last) && last != 'x') {
            return false; // the common domain: no number ends in this character
        }
        return isDecimal(domain, start, end) || parseNumber(domain, start, end) >= 0;
    }

    /** Returns the address as an unsigned 32-bit integer. */
    static long parse(String domain) throws UrlSyntaxException {
        int end = endWithoutDot(domain);
        int parts = countParts(domain, end);
        if (parts > MAX_PARTS) {
            throw ValidationError.IPV4_TOO_MANY_PARTS.exception();
        }
        long address = 0;
        boolean outOfRange = false;
        int start = 0;
        for (int part = 1; part <= parts; part++) {
            boolean isLast = part == parts;
            int partEnd = isLast ? end : domain.indexOf('.', start);
            long number = parseNumber(domain, start, partEnd);
            if (number < 0) {
                throw ValidationError.IPV4_NON_NUMERIC_PART.exception();
            }
            int bits = isLast ? 8 * (MAX_PARTS + 1 - parts) : 8; // the last part fills what the others left
            outOfRange |= number >= 1L << bits;
            address = address << bits | number;
            start = partEnd + 1;
        }
        if (outOfRange) {
            throw ValidationError.IPV4_OUT_OF_RANGE_PART.exception();
        }
        return address;
    }

    static String serialize(long address) {
        return (address >>> 24 & 0xFF) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "."
                + (address & 0xFF);
    }

    /** One dot at the end does not count. */
    private static int endWithoutDot(String domain) {
        return domain.endsWith(".") ? domain.length() - 1 : domain.length();
    }

    private static int countParts(String domain, int end) {
        int parts = 1;
        for (int i = 0; i < end; i++) {
            if (domain.charAt(i) == '.') {
                parts++;
            }
        }
        return parts;
    }

    private static boolean isDecimal(String domain, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Ascii.isDigit(domain.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The "IPv4 number parser"; returns -1 for failure, and {@link #TOO_LARGE} for whatever exceeds 32 bits. */
    private static long parseNumber(String domain, int start, int end) {
        if (start == end) {
            return -1;
        }
        int radix = 10;
        int digits = start;
        if (end - start >= 2 && domain.charAt(start) == '0') {
            boolean isHex = (domain.charAt(start + 1) | 0x20) == 'x';
            radix = isHex ? 16 : 8;
            digits = start + (isHex ? 2 : 1); // '0x' alone is zero
        }
        long number = 0;
        for (int i = digits; i < end; i++) {
            int digit = Ascii.hexValue(domain.charAt(i));
            if (digit < 0 || digit >= radix) {
                return -1;
            }
            number = Math.min(number * radix + digit, TOO_LARGE);
        }
        return number;
    }
}
