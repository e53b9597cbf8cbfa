package dev.simul.url;

import java.util.Locale;

/**
 * The standard's domain parser (section 3.3, "IDNA"), not being strict.
 *
 * <p>Of a domain in ASCII, Punycode or not, it asks no more than lower case and no forbidden code point: it never gets to
 * {@link Uts46}, so that a list of such domains does not load that library.
 */
final class DomainToAscii {
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
        String ascii = domain;
        if (!isAscii) {
            ascii = Uts46.toAscii(domain);
        } else if (hasUpperCase) {
            ascii = domain.toLowerCase(Locale.ROOT);
        }
        if (ascii.isEmpty()) {
            throw ValidationError.DOMAIN_TO_ASCII.exception("nothing is left of it");
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (isForbidden(ascii.charAt(i))) {
                throw ValidationError.DOMAIN_TO_ASCII.exception(ascii.charAt(i));
            }
        }
        return ascii;
    }

    /** A forbidden domain code point (section 3.2). */
    private static boolean isForbidden(char c) {
        return c < ' ' || c == '%' || c == 0x7F || HostParser.isForbiddenInHost(c);
    }
}
