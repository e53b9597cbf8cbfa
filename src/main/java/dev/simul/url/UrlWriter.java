package dev.simul.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL's serialisation (section 4.5, "URL serializing") in the making: written from left to right, remembering where its
 * parts begin. One instance a URL, by one thread.
 *
 * <p>The standard's path, a list of segments, is here the text that the list serialises to, which says the same: each
 * segment has its slash before it, and none contains one.
 */
final class UrlWriter {
    static final int NONE = -1;

    /** The longest that a drive letter is as a path: {@code /C:}. */
    private static final int DRIVE_PATH_LENGTH = 3;

    private final StringBuilder href;

    // What Url takes over; what each means is said there.
    Scheme scheme = Scheme.HTTP;

    @Nullable
    String host;

    int port = Scheme.NO_PORT;
    int usernameEnd;
    int hostStart;
    int authorityEnd;
    int pathStart;
    int queryStart = NONE;
    int fragmentStart = NONE;

    UrlWriter(int expectedLength) {
        href = new StringBuilder(expectedLength);
    }

    /** Begins anew with this scheme. */
    void scheme(Scheme newScheme) {
        scheme = newScheme;
        host = null;
        port = Scheme.NO_PORT;
        href.setLength(0);
        href.append(newScheme.name()).append(':');
        beginPath();
    }

    /** Writes userinfo, percent-encoded; an empty part falls away with its delimiter. To be followed by the host. */
    void credentials(String input, int from, int to) {
        beginAuthority();
        int colon = input.indexOf(':', from, to);
        int usernameTo = colon < 0 ? to : colon;
        PercentEncodeSet.USERINFO.encode(input, from, usernameTo, href);
        usernameEnd = href.length();
        if (usernameTo + 1 < to) {
            href.append(':');
            PercentEncodeSet.USERINFO.encode(input, usernameTo + 1, to, href);
        }
        if (href.length() > hostStart) {
            href.append('@');
            hostStart = href.length();
        }
    }

    void host(String serialized) {
        if (href.length() == authorityEnd) { // no credentials came before
            beginAuthority();
        }
        host = serialized;
        href.append(serialized);
        beginPath();
    }

    /** Writes the port, unless it goes without saying. */
    void port(int number) {
        if (number != scheme.defaultPort()) {
            port = number;
            href.append(':').append(number);
            beginPath();
        }
    }

    private void beginAuthority() {
        href.append("//");
        usernameEnd = href.length();
        hostStart = usernameEnd;
    }

    private void beginPath() {
        authorityEnd = href.length();
        pathStart = authorityEnd;
    }

    /** Begins anew with all of {@code base} that comes before its path. */
    void copyAuthority(Url base) {
        copyFields(base);
        href.setLength(0);
        href.append(base.href(), 0, base.authorityEnd);
        beginPath();
    }

    void copyPath(Url base) {
        href.append(base.href(), base.pathStart, base.pathEnd());
    }

    void copyQuery(Url base) {
        if (base.queryStart != NONE) {
            queryStart = href.length() + 1;
            href.append(base.href(), base.queryStart - 1, base.fragmentlessEnd());
        }
    }

    /** Begins anew with all of {@code base} that comes before its fragment. */
    void copyFragmentless(Url base) {
        copyFields(base);
        href.setLength(0);
        href.append(base.href(), 0, base.fragmentlessEnd());
        authorityEnd = base.authorityEnd;
        pathStart = base.pathStart;
        queryStart = base.queryStart;
    }

    private void copyFields(Url base) {
        scheme = base.scheme;
        host = base.host();
        port = base.port();
        usernameEnd = base.usernameEnd;
        hostStart = base.hostStart;
    }

    boolean isPathEmpty() {
        return href.length() == pathStart;
    }

    void segment(String input, int from, int to) {
        href.append('/');
        PercentEncodeSet.PATH.encode(input, from, to, href);
    }

    void emptySegment() {
        href.append('/');
    }

    void driveLetter(char letter) {
        href.append('/').append(letter).append(':');
    }

    /** Removes the last segment, but for the drive letter of a file URL (section 4.2, "shorten a url's path"). */
    void shortenPath() {
        if (isPathEmpty() || (scheme.isFile() && isPathADriveLetter())) {
            return;
        }
        int lastSlash = href.length() - 1;
        while (href.charAt(lastSlash) != '/') {
            lastSlash--;
        }
        href.setLength(lastSlash);
    }

    private boolean isPathADriveLetter() {
        return href.length() - pathStart == DRIVE_PATH_LENGTH
                && Ascii.isAlpha(href.charAt(pathStart + 1))
                && href.charAt(pathStart + 2) == ':';
    }

    void clearPath() {
        href.setLength(pathStart);
    }

    /**
     * Writes a path that is no list.
     *
     * @param isAll whether neither a query nor a fragment follows; where one does, a space at the end has to be encoded,
     *     lest it be stripped when the other is removed
     */
    void opaquePath(String input, int from, int to, boolean isAll) {
        boolean encodeLastSpace = !isAll && from < to && input.charAt(to - 1) == ' ';
        PercentEncodeSet.C0_CONTROL.encode(input, from, encodeLastSpace ? to - 1 : to, href);
        if (encodeLastSpace) {
            href.append("%20");
        }
    }

    /** The query; by the bytes of {@code encoder}, where that is given and the scheme heeds it (section 4.4, "query state"). */
    void query(String input, int from, int to, @Nullable QueryEncoder encoder) {
        href.append('?');
        queryStart = href.length();
        PercentEncodeSet set = scheme.isSpecial() ? PercentEncodeSet.SPECIAL_QUERY : PercentEncodeSet.QUERY;
        if (encoder == null || !scheme.isSpecial() || scheme.isWebSocket()) {
            set.encode(input, from, to, href);
        } else {
            set.encode(input, from, to, encoder, href);
        }
    }

    void fragment(String input, int from, int to) {
        href.append('#');
        fragmentStart = href.length();
        PercentEncodeSet.FRAGMENT.encode(input, from, to, href);
    }

    /**
     * Ends the writing.
     *
     * @param input what was parsed: where it is normal already, the URL shares it
     */
    Url toUrl(String input) {
        if (host == null && pathStart == authorityEnd && href.indexOf("//", pathStart) == pathStart) {
            separatePathFromScheme();
        }
        return new Url(input.contentEquals(href) ? input : href.toString(), this);
    }

    /** Writes {@code /.} before a path that would be taken for an authority (section 4.5, step 3). */
    private void separatePathFromScheme() {
        href.insert(pathStart, "/.");
        pathStart += 2;
        queryStart = queryStart == NONE ? NONE : queryStart + 2;
        fragmentStart = fragmentStart == NONE ? NONE : fragmentStart + 2;
    }
}
