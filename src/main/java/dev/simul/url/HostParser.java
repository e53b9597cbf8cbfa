package dev.simul.url;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Parses a host to its serialisation (sections 3.5, "Host parsing", and 3.6). */
final class HostParser {
    private HostParser() {}

    /**
     * Returns what a Host header field can carry: a domain in lower case, an IPv4 address with dots, an IPv6 address in
     * brackets, or an opaque host with its odd characters percent-encoded.
     *
     * @param host without userinfo and port; not empty, unless opaque
     * @param isOpaque whether the scheme is not special, so that the host may be anything
     */
    static String parse(String host, boolean isOpaque) throws UrlSyntaxException {
        if (host.startsWith("[")) {
            if (!host.endsWith("]")) {
                throw ValidationError.IPV6_UNCLOSED.exception();
            }
            return "[" + Ipv6.serialize(Ipv6.parse(host.substring(1, host.length() - 1))) + "]";
        }
        if (isOpaque) {
            return parseOpaque(host);
        }
        String domain = DomainToAscii.convert(percentDecode(host));
        return Ipv4.endsInNumber(domain) ? Ipv4.serialize(Ipv4.parse(domain)) : domain;
    }

    private static String parseOpaque(String host) throws UrlSyntaxException {
        for (int i = 0; i < host.length(); i++) {
            if (isForbiddenInHost(host.charAt(i))) {
                throw ValidationError.HOST_INVALID_CODE_POINT.exception(host.charAt(i));
            }
        }
        return PercentEncodeSet.C0_CONTROL.encode(host);
    }

    /** A forbidden host code point (section 3.2). */
    static boolean isForbiddenInHost(char c) {
        return switch (c) {
            case 0, '\t', '\n', '\r', ' ', '#', '/', ':', '<', '>', '?', '@', '[', '\\', ']', '^', '|' -> true;
            default -> false;
        };
    }

    /**
     * Decodes percent-encoded bytes as UTF-8 (section 3.5, step 5). What is not UTF-8 becomes U+FFFD and a lone surrogate a
     * question mark: no domain may contain either, so that both fail, as they must.
     */
    private static String percentDecode(String host) {
        return host.indexOf('%') < 0 ? host : new String(PercentDecoding.decode(host), UTF_8);
    }
}
