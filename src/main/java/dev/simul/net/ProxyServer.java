package dev.simul.net;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy, and who we are to it. Immutable.
 *
 * @param address where it listens; secure where TLS is spoken to the proxy itself
 * @param username decoded; null where it is not told who asks
 * @param password decoded
 */
public record ProxyServer(
        Kind kind, Origin address, @Nullable String username, String password) {
    /** What is spoken to it. */
    public enum Kind {
        /** HTTP over TCP or TLS: requests as they are, or CONNECT (RFC 9110 section 9.3.6). */
        HTTP,
        /** SOCKS 5 (RFC 1928); names are looked up here. */
        SOCKS5_LOCAL_NAMES,
        /** SOCKS 5; names are looked up by the proxy. */
        SOCKS5
    }

    /** curl's default ports. */
    private static final int DEFAULT_PORT = 1080;

    private static final int DEFAULT_TLS_PORT = 443;

    /** RFC 1929 has one octet for each length. */
    private static final int MAX_SOCKS_TEXT_BYTES = 255;

    private static final Pattern URL = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*)://)?([^/?#\\\\]*)[/?#\\\\]?.*");
    private static final Pattern WITH_PORT = Pattern.compile(".*[^:]:[0-9]+|\\[.*]:[0-9]+");

    public ProxyServer {
        if (kind != Kind.HTTP && username != null && (isTooLong(username) || isTooLong(password))) {
            throw new IllegalArgumentException("SOCKS takes user names and passwords of 255 bytes at most");
        }
    }

    /**
     * Reads {@code [SCHEME://][USER[:PASSWORD]@]HOST[:PORT]} as curl does: the scheme is http where it is left out, the port is
     * 1080, with https 443; what follows the port means nothing.
     *
     * @throws IllegalArgumentException if it is nothing of the kind; the message does not quote the password
     */
    public static ProxyServer parse(String text) {
        Matcher parts = URL.matcher(text.strip());
        if (!parts.matches()) throw new IllegalArgumentException("it is not the URL of a proxy");
        String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
        Kind kind = switch (scheme) {
            case "http", "https" -> Kind.HTTP;
            case "socks5" -> Kind.SOCKS5_LOCAL_NAMES;
            case "socks5h", "socks" -> Kind.SOCKS5;
            default ->
                throw new IllegalArgumentException(
                        "there are proxies of http, https, socks5 and socks5h, not of '" + scheme + "'");
        };
        boolean secure = scheme.equals("https");
        Url url = authority(parts.group(2));
        boolean portIsGiven = WITH_PORT
                .matcher(parts.group(2).substring(parts.group(2).lastIndexOf('@') + 1))
                .matches();
        int port = portIsGiven ? url.effectivePort() : secure ? DEFAULT_TLS_PORT : DEFAULT_PORT;
        boolean known = !url.username().isEmpty() || !url.password().isEmpty();
        String host = url.host();
        if (host == null) throw new IllegalArgumentException("it names no host");
        return new ProxyServer(
                kind, new Origin(secure, host, port), known ? decoded(url.username()) : null, decoded(url.password()));
    }

    private static Url authority(String text) {
        try {
            return Url.parse("http://" + text + "/");
        } catch (UrlSyntaxException e) {
            throw new IllegalArgumentException("it is not the URL of a proxy: " + e.getMessage(), e);
        }
    }

    private static String decoded(String percentEncoded) {
        return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static boolean isTooLong(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_SOCKS_TEXT_BYTES;
    }

    /** The value of {@code Proxy-Authorization} (RFC 7617, in UTF-8); null where it is not told who asks. */
    public @Nullable String authorization() {
        if (username == null) return null;
        byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** For messages: without the credentials. */
    @Override
    public String toString() {
        return "the proxy " + address.hostAndPort();
    }
}
