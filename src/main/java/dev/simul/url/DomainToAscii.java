package dev.simul.url;

import java.net.IDN;
import java.util.Locale;

/**
 * The standard's domain parser (section 3.3, "IDNA"), not being strict.
 *
 * <p>Domains in ASCII, Punycode or not, are exact: since 2026 the standard asks of them no more than lower case and no
 * forbidden code point.
 *
 * <p>For all others the standard asks for UTS 46, which the JDK does not have. Until a library of it takes this place,
 * {@link IDN} does, which is IDNA2003 on Unicode 3.2: common names in Latin, Greek, Cyrillic, Han and so on come out right;
 * characters that came later, emoji among them, fail, as do labels of more than 63 octets and empty ones; rules of validity
 * on direction and on joiners are not the same. Where IDNA2003 would name <em>another host</em> than UTS 46, as for {@code
 * faß.de}, the domain is refused: no host is better than a wrong one. That holds for the four characters that the
 * standards are known to differ on, not for a handful of archaic capitals. The tests hold the exact list of
 * the standard's cases that differ.
 */
final class DomainToAscii {
    /**
     * Encoding takes time quadratic in a label, so that something has to bound it. No name of DNS is longer than 255
     * octets; the rest is room for characters that the mapping drops.
     */
    private static final int MAX_LENGTH_BEYOND_ASCII = 1024;

    private DomainToAscii() {}

    /** Returns a domain that is not empty, in ASCII and lower case, without forbidden domain code points. */
    static String convert(String domain) throws UrlSyntaxException {
        boolean hasUpperCase = false;
        boolean isAscii = true;
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            isAscii &= c < 0x80;
            hasUpperCase |= 'A' <= c && c <= 'Z';
        }
        String ascii = isAscii ? domain : idna2003(domain);
        if (hasUpperCase) {
            ascii = ascii.toLowerCase(Locale.ROOT);
        }
        if (ascii.isEmpty()) {
            throw ValidationError.DOMAIN_TO_ASCII.exception();
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (isForbidden(ascii.charAt(i))) {
                throw ValidationError.DOMAIN_INVALID_CODE_POINT.exception(ascii.charAt(i));
            }
        }
        return ascii;
    }

    private static String idna2003(String domain) throws UrlSyntaxException {
        if (domain.length() > MAX_LENGTH_BEYOND_ASCII || domain.codePoints().anyMatch(DomainToAscii::isUnmappable)) {
            throw ValidationError.DOMAIN_TO_ASCII.exception();
        }
        try {
            return IDN.toASCII(domain); // not STD3: the standard's forbidden code points are fewer
        } catch (IllegalArgumentException e) { // its message quotes the domain as it came, controls and all
            throw ValidationError.DOMAIN_TO_ASCII.exception();
        }
    }

    /** Whether UTS 46 refuses a character, or IDNA2003 maps it to another host than UTS 46. */
    private static boolean isUnmappable(int codePoint) {
        return switch (codePoint) {
            case 0x00DF, 0x03C2, 0x200C, 0x200D -> true; // sharp s, final sigma, the joiners
            case 0xFFFD -> true; // what was not UTF-8
            default -> Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
        };
    }

    /** A forbidden domain code point (section 3.2). */
    private static boolean isForbidden(char c) {
        return c < ' ' || c == '%' || c == 0x7F || HostParser.isForbiddenInHost(c);
    }
}
