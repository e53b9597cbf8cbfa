package dev.simul.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL of the <a href="https://url.spec.whatwg.org/">WHATWG URL standard</a>, parsed and normalised.
 *
 * <p>Immutable; any thread. Equal to another if both serialise to the same {@link #href()} (section 4.6, fragments
 * included). All text is ASCII, and none of it contains a control character or, but for {@linkplain #path() opaque paths},
 * a space: it can go into a request as it is.
 */
public final class Url {
    private final String href;
    private final @Nullable String host;
    private final int port;
    /** Made when it is first asked for, by any thread: all make the same. */
    private @Nullable String hostAndPort;

    // Where the parts begin and end in the serialisation. The userinfo's positions and the host's start mean something
    // only where there is a host.

    final Scheme scheme;
    final int usernameEnd;
    final int hostStart;

    /** Behind the port; behind the scheme's colon where there is no host. */
    final int authorityEnd;

    /** The same, but for the {@code /.} that keeps a path from being taken for an authority. */
    final int pathStart;

    /** Behind the question mark; {@link UrlWriter#NONE} where there is no query. */
    final int queryStart;

    /** Behind the number sign; {@link UrlWriter#NONE} where there is no fragment. */
    final int fragmentStart;

    Url(String href, UrlWriter written) {
        this.href = href;
        this.scheme = written.scheme;
        this.host = written.host;
        this.port = written.port;
        this.usernameEnd = written.usernameEnd;
        this.hostStart = written.hostStart;
        this.authorityEnd = written.authorityEnd;
        this.pathStart = written.pathStart;
        this.queryStart = written.queryStart;
        this.fragmentStart = written.fragmentStart;
    }

    /** One of {@link PlainUrl}: without userinfo or fragment. */
    Url(String href, Scheme scheme, String host, int port, int hostStart, int authorityEnd, int queryStart) {
        this.href = href;
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.usernameEnd = hostStart;
        this.hostStart = hostStart;
        this.authorityEnd = authorityEnd;
        this.pathStart = authorityEnd;
        this.queryStart = queryStart;
        this.fragmentStart = UrlWriter.NONE;
    }

    /**
     * Parses a URL that stands for itself (section 4.4, with UTF-8). Time is linear in the input.
     *
     * @param input anything; white space around it, and tabs and newlines in it, do not count
     * @throws UrlSyntaxException if the standard says failure
     */
    public static Url parse(String input) throws UrlSyntaxException {
        return UrlParser.parse(input, null, null);
    }

    /**
     * Parses a reference relative to {@code base}, as a {@code Location} or a link is one (section 4.4, with UTF-8). The
     * fragment of the base is not inherited: see {@link #withFragment}.
     *
     * @param base of any scheme; with an opaque path it takes nothing but a fragment
     * @throws UrlSyntaxException if the standard says failure
     */
    public static Url parse(String input, Url base) throws UrlSyntaxException {
        return UrlParser.parse(input, base, null);
    }

    /**
     * As {@link #parse(String, Url)}, for a reference in a document that is not in UTF-8: what a query holds beyond ASCII is sent in
     * the document's encoding.
     *
     * @param encoder that has encoded nothing yet; null for UTF-8
     */
    public static Url parse(String input, Url base, @Nullable QueryEncoder encoder) throws UrlSyntaxException {
        return UrlParser.parse(input, base, encoder);
    }

    /** In lower case, without the colon. */
    public String scheme() {
        return scheme.name();
    }

    /** Percent-encoded; empty where there is none. */
    public String username() {
        return host == null ? "" : href.substring(authorityStart(), usernameEnd);
    }

    /** Percent-encoded; empty where there is none. */
    public String password() {
        boolean hasPassword = host != null && usernameEnd + 1 < hostStart;
        return hasPassword ? href.substring(usernameEnd + 1, hostStart - 1) : "";
    }

    /**
     * User name, colon and password, percent-decoded, as Basic credentials are made of them (RFC 7617, section 2): mostly
     * UTF-8, but whoever wrote the URL may have meant any bytes.
     */
    public byte[] userInfo() {
        return PercentDecoding.decode(username() + ":" + password());
    }

    /**
     * The host, serialised: a domain in lower case and Punycode, an IPv4 address with four decimal parts, an IPv6 address
     * in brackets; for schemes that are not special anything else. Null, and maybe empty, only where the scheme is not
     * special; for {@code file} it may be empty.
     */
    public @Nullable String host() {
        return host;
    }

    /** From 0 to 65535; -1 where none is given or it is the scheme's default. */
    public int port() {
        return port;
    }

    /** The port to connect to, from 0 to 65535: as given, else the scheme's default, else -1. */
    public int effectivePort() {
        return port == Scheme.NO_PORT ? scheme.defaultPort() : port;
    }

    /** The host and {@link #effectivePort}, with a colon between them: whom one connects to. */
    public String hostAndPort() {
        String known = hostAndPort;
        if (known == null) {
            known = host + ":" + effectivePort();
            hostAndPort = known;
        }
        return known;
    }

    /** Without dot segments; begins with a slash unless it is opaque, as in {@code mailto:}, or empty. */
    public String path() {
        return href.substring(pathStart, pathEnd());
    }

    /** Without the question mark; null where there is none, which is not the same as an empty one. */
    public @Nullable String query() {
        return queryStart == UrlWriter.NONE ? null : href.substring(queryStart, fragmentlessEnd());
    }

    /** Without the number sign; null where there is none, which is not the same as an empty one. */
    public @Nullable String fragment() {
        return fragmentStart == UrlWriter.NONE ? null : href.substring(fragmentStart);
    }

    /** Whether the scheme is {@code http} or {@code https}. */
    public boolean isHttp() {
        return scheme.equals(Scheme.HTTP) || isSecure();
    }

    /** Whether the scheme is {@code https}. */
    public boolean isSecure() {
        return scheme.equals(Scheme.HTTPS);
    }

    /**
     * What the Host header field carries (RFC 9110, section 7.2): the host, and the port where it is not the scheme's
     * default. Never the userinfo. Empty where there is no host.
     */
    public String authority() {
        return host == null ? "" : href.substring(hostStart, authorityEnd);
    }

    /** What the request line asks for, in origin-form: the path, and the query with its mark (RFC 9112, section 3.2.1). */
    public String requestTarget() {
        return href.substring(pathStart, fragmentlessEnd());
    }

    /** The standard's serialisation (section 4.5), which parses to an equal URL. Contains the password if there is one. */
    public String href() {
        return href;
    }

    /** The serialisation without the fragment and its mark. */
    public String hrefWithoutFragment() {
        return href.substring(0, fragmentlessEnd());
    }

    /**
     * This URL with another fragment. A redirect's target that has none inherits that of the URL that redirected (RFC
     * 9110, section 10.2.2).
     *
     * @param fragment without the number sign; percent-encoded where necessary, so that it may be another URL's; null for
     *     none
     */
    public Url withFragment(@Nullable String fragment) {
        if (fragment == null && fragmentStart == UrlWriter.NONE) {
            return this;
        }
        UrlWriter writer = new UrlWriter(href.length() + 1 + (fragment == null ? 0 : fragment.length()));
        writer.copyFragmentless(this);
        if (fragment != null) {
            String text = UrlInput.withoutTabsAndNewlines(fragment);
            writer.fragment(text, 0, text.length());
        }
        return writer.toUrl(href);
    }

    /**
     * Whether scheme, host and effective port are the same (section 4.7). Schemes that have no shared origins, such as
     * {@code file} and all that are not special, are never of the same origin, not even a URL with itself.
     */
    public boolean isSameOrigin(Url other) {
        return scheme.hasTupleOrigin()
                && scheme.equals(other.scheme)
                && port == other.port
                && host != null
                && host.equals(other.host);
    }

    /** Whether the path is a text and no list of segments (section 4.1). */
    boolean hasOpaquePath() {
        return host == null && !href.startsWith("/", pathStart);
    }

    /** Whether the path's first segment is a drive letter, {@code C:} (section 4.2). */
    boolean startsWithDriveLetter() {
        int letter = pathStart + 1;
        int to = pathStart + 3;
        int end = pathEnd();
        return to <= end
                && Ascii.isAlpha(href.charAt(letter))
                && href.charAt(letter + 1) == ':'
                && (to == end || href.charAt(to) == '/');
    }

    int pathEnd() {
        return queryStart == UrlWriter.NONE ? fragmentlessEnd() : queryStart - 1;
    }

    int fragmentlessEnd() {
        return fragmentStart == UrlWriter.NONE ? href.length() : fragmentStart - 1;
    }

    private int authorityStart() {
        return scheme.name().length() + "://".length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Url url && href.equals(url.href);
    }

    @Override
    public int hashCode() {
        return href.hashCode();
    }

    /** The same as {@link #href()}. */
    @Override
    public String toString() {
        return href;
    }
}
