package dev.simul.cookie;

import dev.simul.url.Url;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that its server was allowed to set (section 5.7). Immutable.
 *
 * @param name empty where it has none
 * @param hostOnly whether it is for {@code domain} alone, and not for what is below that
 * @param expiry null for as long as the jar lasts
 */
record Cookie(
        String name,
        String value,
        String domain,
        boolean hostOnly,
        String path,
        boolean secure,
        @Nullable Instant expiry) {

    /**
     * The cookie that {@code said} makes, if a response of {@code from} may set it (section 5.7, but for the steps that need the
     * other cookies); null if it may not.
     *
     * @param from http or https
     */
    static @Nullable Cookie of(SetCookie said, Url from) {
        if (said.name().isEmpty() && said.value().isEmpty()) return null;
        String host = hostOf(from);
        String domain = said.domain();
        boolean hostOnly = domain.isEmpty();
        if (!hostOnly) {
            if (!isAscii(domain) || !domainMatches(host, domain)) return null;
            if (PublicSuffixes.contains(domain)) {
                if (!domain.equals(host)) return null;
                hostOnly = true;
            }
        }
        String givenPath = said.path();
        String path = givenPath == null || givenPath.isEmpty() ? defaultPath(from) : givenPath;
        boolean mayBeAsSecureAsSaid = said.secure() ? isSecure(from) : !said.sameSiteNone();
        if (!mayBeAsSecureAsSaid) return null;
        if (!keepsPromise(said, hostOnly, path)) return null;
        return new Cookie(
                said.name(), said.value(), hostOnly ? host : domain, hostOnly, path, said.secure(), said.expiry());
    }

    /** Whether it is what the prefix of its name promises to those who look at names (section 5.4). */
    private static boolean keepsPromise(SetCookie said, boolean hostOnly, String path) {
        // One without a name is sent as its value alone, which must not pass for a name.
        String shown = said.name().isEmpty() ? said.value() : said.name();
        boolean promisesSecure = startsWith(shown, "__Secure-");
        boolean promisesHost = startsWith(shown, "__Host-");
        if (!promisesSecure && !promisesHost) return true;
        if (said.name().isEmpty() || !said.secure()) return false;
        return promisesSecure || (hostOnly && said.path() != null && path.equals("/"));
    }

    boolean isExpired(Instant now) {
        return expiry != null && !expiry.isAfter(now);
    }

    /** Whether it is to be sent with a request for {@code to} (section 5.8.3, step 3). */
    boolean isFor(Url to) {
        String host = hostOf(to);
        return (hostOnly ? host.equals(domain) : domainMatches(host, domain))
                && pathMatches(to.path(), path)
                && (!secure || isSecure(to));
    }

    /** Whether it takes the place of {@code other}. */
    boolean replaces(Cookie other) {
        return name.equals(other.name)
                && domain.equals(other.domain)
                && hostOnly == other.hostOnly
                && path.equals(other.path);
    }

    /** Whether it would lie over {@code other}, which is secure, although it may come from anybody (section 5.7, step 16). */
    boolean overlays(Cookie other) {
        return other.secure
                && name.equals(other.name)
                && (domainMatches(domain, other.domain) || domainMatches(other.domain, domain))
                && pathMatches(path, other.path);
    }

    /** How a {@code Cookie} field shows it. */
    String pair() {
        return name.isEmpty() ? value : name + "=" + value;
    }

    /** What it takes, roughly. */
    int size() {
        return name.length() + value.length() + domain.length() + path.length();
    }

    // ---- what the steps share

    /** Section 5.1.3. */
    static boolean domainMatches(String host, String domain) {
        if (host.equals(domain)) return true;
        int dot = host.length() - domain.length() - 1;
        return dot >= 0 && host.endsWith(domain) && host.charAt(dot) == '.' && !isAddress(host);
    }

    /** Section 5.1.4. */
    static boolean pathMatches(String requestPath, String cookiePath) {
        if (!requestPath.startsWith(cookiePath)) return false;
        return requestPath.length() == cookiePath.length()
                || cookiePath.endsWith("/")
                || requestPath.charAt(cookiePath.length()) == '/';
    }

    /** Section 5.1.4: the directory of the URL. */
    static String defaultPath(Url from) {
        int lastSlash = from.path().lastIndexOf('/');
        return lastSlash <= 0 ? "/" : from.path().substring(0, lastSlash);
    }

    /** Whether nobody else can read along: https, or this machine, as browsers and curl have it (section 5.8.3). */
    static boolean isSecure(Url url) {
        String host = hostOf(url);
        return url.isSecure()
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || (host.startsWith("127.") && isAddress(host));
    }

    /** In lower case and ASCII, as the URL standard serialises it: canonicalised (section 5.1.2). */
    private static String hostOf(Url url) {
        String host = url.host();
        if (host == null) throw new IllegalArgumentException("not an http URL: " + url);
        return host;
    }

    /** Of a URL's host: one whose last label is a number is an IPv4 address. */
    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
