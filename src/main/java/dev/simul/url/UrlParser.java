package dev.simul.url;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The standard's basic URL parser (section 4.4, "URL parsing"): a method for each of its states, by its name. One instance
 * a URL, by one thread; time is linear in the input.
 *
 * <p>A state reads from {@link #pointer} all that belongs to it, writes it and returns the state that reads on. No state
 * comes twice, but for the start over in {@link #scheme}, so that the machine ends.
 */
final class UrlParser {
    private enum State {
        SCHEME_START,
        SCHEME,
        NO_SCHEME,
        SPECIAL_RELATIVE_OR_AUTHORITY,
        PATH_OR_AUTHORITY,
        RELATIVE,
        RELATIVE_SLASH,
        SPECIAL_AUTHORITY_SLASHES,
        SPECIAL_AUTHORITY_IGNORE_SLASHES,
        AUTHORITY,
        HOST,
        PORT,
        FILE,
        FILE_SLASH,
        FILE_HOST,
        PATH_START,
        PATH,
        OPAQUE_PATH,
        QUERY,
        FRAGMENT,
        END
    }

    private static final int EOF = -1;
    private static final int MAX_PORT = 0xFFFF;

    /** Without tabs and newlines; between {@link #start} and {@link #end} it is what the states read. */
    private final String input;

    private final int start;
    private final int end;
    private final @Nullable Url base;
    private final UrlWriter writer;
    private int pointer;

    private UrlParser(String input, @Nullable Url base) {
        this.base = base;
        this.input = withoutTabsAndNewlines(input);
        int from = 0;
        int to = this.input.length();
        while (from < to && Ascii.isC0ControlOrSpace(this.input.charAt(from))) {
            from++;
        }
        while (from < to && Ascii.isC0ControlOrSpace(this.input.charAt(to - 1))) {
            to--;
        }
        this.start = from;
        this.end = to;
        this.pointer = from;
        this.writer =
                new UrlWriter(to - from + 1 + (base == null ? 0 : base.href().length()));
    }

    static Url parse(String input, @Nullable Url base) throws UrlSyntaxException {
        UrlParser parser = new UrlParser(input, base);
        parser.run();
        return parser.writer.toUrl(input);
    }

    /** Tabs and newlines are C0 controls, so that it does not matter which is removed first, they or the ends. */
    static String withoutTabsAndNewlines(String input) {
        int unwritten = 0;
        StringBuilder out = null;
        for (int i = 0; i < input.length(); i++) {
            if (Ascii.isTabOrNewline(input.charAt(i))) {
                out = out == null ? new StringBuilder(input.length()) : out;
                out.append(input, unwritten, i);
                unwritten = i + 1;
            }
        }
        return out == null
                ? input
                : out.append(input, unwritten, input.length()).toString();
    }

    private void run() throws UrlSyntaxException {
        State state = State.SCHEME_START;
        while (state != State.END) {
            state = switch (state) {
                case SCHEME_START -> schemeStart();
                case SCHEME -> scheme();
                case NO_SCHEME -> noScheme();
                case SPECIAL_RELATIVE_OR_AUTHORITY -> specialRelativeOrAuthority();
                case PATH_OR_AUTHORITY -> pathOrAuthority();
                case RELATIVE -> relative();
                case RELATIVE_SLASH -> relativeSlash();
                case SPECIAL_AUTHORITY_SLASHES -> specialAuthoritySlashes();
                case SPECIAL_AUTHORITY_IGNORE_SLASHES -> specialAuthorityIgnoreSlashes();
                case AUTHORITY -> authority();
                case HOST -> host();
                case PORT -> port();
                case FILE -> file();
                case FILE_SLASH -> fileSlash();
                case FILE_HOST -> fileHost();
                case PATH_START -> pathStart();
                case PATH -> path();
                case OPAQUE_PATH -> opaquePath();
                case QUERY -> query();
                case FRAGMENT -> fragment();
                case END -> State.END;
            };
        }
    }

    private State schemeStart() {
        return pointer < end && Ascii.isAlpha(input.charAt(pointer)) ? State.SCHEME : State.NO_SCHEME;
    }

    private State scheme() {
        while (pointer < end && Ascii.isSchemePart(input.charAt(pointer))) {
            pointer++;
        }
        if (c() != ':') {
            pointer = start;
            return State.NO_SCHEME;
        }
        Scheme scheme = Scheme.of(input, start, pointer);
        writer.scheme(scheme);
        pointer++;
        if (scheme.isFile()) {
            return State.FILE;
        }
        if (scheme.isSpecial()) {
            return base != null && base.scheme.equals(scheme)
                    ? State.SPECIAL_RELATIVE_OR_AUTHORITY
                    : State.SPECIAL_AUTHORITY_SLASHES;
        }
        if (c() == '/') {
            pointer++;
            return State.PATH_OR_AUTHORITY;
        }
        return State.OPAQUE_PATH;
    }

    private State noScheme() throws UrlSyntaxException {
        if (base == null || (base.hasOpaquePath() && c() != '#')) {
            throw ValidationError.MISSING_SCHEME.exception();
        }
        if (base.hasOpaquePath()) {
            writer.copyFragmentless(base);
            pointer++;
            return State.FRAGMENT;
        }
        return base.scheme.isFile() ? State.FILE : State.RELATIVE;
    }

    private State specialRelativeOrAuthority() {
        if (input.startsWith("//", pointer)) {
            pointer += 2;
            return State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
        }
        return State.RELATIVE;
    }

    private State pathOrAuthority() {
        if (c() == '/') {
            pointer++;
            return State.AUTHORITY;
        }
        return State.PATH;
    }

    private State relative() {
        writer.copyAuthority(base());
        if (isSlash(c())) {
            pointer++;
            return State.RELATIVE_SLASH;
        }
        return inPathOfBase();
    }

    private State relativeSlash() {
        if (isSlash(c())) {
            writer.scheme(base().scheme); // another authority
            pointer++;
            return isSpecial() ? State.SPECIAL_AUTHORITY_IGNORE_SLASHES : State.AUTHORITY;
        }
        return State.PATH;
    }

    /** What the relative state and the file state share: takes over from the base what the input does not replace. */
    private State inPathOfBase() {
        writer.copyPath(base());
        int c = c();
        if (c == EOF || c == '#') {
            writer.copyQuery(base());
        } else if (c != '?') {
            if (isFile() && startsWithWindowsDriveLetter()) {
                writer.clearPath();
            } else {
                writer.shortenPath();
            }
            return State.PATH;
        }
        return afterPath();
    }

    private State specialAuthoritySlashes() {
        if (input.startsWith("//", pointer)) {
            pointer += 2;
        }
        return State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
    }

    private State specialAuthorityIgnoreSlashes() {
        while (isSlash(c())) {
            pointer++;
        }
        return State.AUTHORITY;
    }

    /** Writes the credentials, which reach to the last at sign, and leaves host and port to their states. */
    private State authority() throws UrlSyntaxException {
        int lastAt = -1;
        int authorityEnd = pointer;
        while (authorityEnd < end && !endsAuthority(input.charAt(authorityEnd))) {
            if (input.charAt(authorityEnd) == '@') {
                lastAt = authorityEnd;
            }
            authorityEnd++;
        }
        if (lastAt >= 0) {
            if (lastAt + 1 == authorityEnd) {
                throw ValidationError.HOST_MISSING.exception();
            }
            writer.credentials(input, pointer, lastAt);
            pointer = lastAt + 1;
        }
        return State.HOST;
    }

    private State host() throws UrlSyntaxException {
        int from = pointer;
        boolean insideBrackets = false;
        while (!endsAuthority(c()) && (insideBrackets || c() != ':')) {
            if (c() == '[') {
                insideBrackets = true;
            } else if (c() == ']') {
                insideBrackets = false;
            }
            pointer++;
        }
        boolean portFollows = c() == ':';
        if (pointer == from && (portFollows || isSpecial())) {
            throw ValidationError.HOST_MISSING.exception();
        }
        writer.host(HostParser.parse(input.substring(from, pointer), !isSpecial()));
        if (portFollows) {
            pointer++;
            return State.PORT;
        }
        return State.PATH_START;
    }

    private State port() throws UrlSyntaxException {
        int from = pointer;
        int number = 0;
        while (pointer < end && Ascii.isDigit(input.charAt(pointer))) {
            number = Math.min(number * 10 + (input.charAt(pointer) - '0'), MAX_PORT + 1);
            pointer++;
        }
        if (!endsAuthority(c())) {
            throw ValidationError.PORT_INVALID.exception();
        }
        if (number > MAX_PORT) {
            throw ValidationError.PORT_OUT_OF_RANGE.exception();
        }
        if (pointer > from) {
            writer.port(number);
        }
        return State.PATH_START;
    }

    private State file() {
        writer.scheme(Scheme.FILE);
        if (isSlash(c())) {
            pointer++;
            return State.FILE_SLASH;
        }
        if (base != null && base.scheme.isFile()) {
            writer.copyAuthority(base);
            return inPathOfBase();
        }
        writer.host("");
        return State.PATH;
    }

    private State fileSlash() {
        if (isSlash(c())) {
            pointer++;
            return State.FILE_HOST;
        }
        if (base != null && base.scheme.isFile()) {
            writer.copyAuthority(base);
            if (base.startsWithDriveLetter() && !startsWithWindowsDriveLetter()) {
                writer.driveLetter(base.href().charAt(base.pathStart + 1));
            }
        } else {
            writer.host("");
        }
        return State.PATH;
    }

    private State fileHost() throws UrlSyntaxException {
        int from = pointer;
        while (!endsAuthority(c())) {
            pointer++;
        }
        if (isWindowsDriveLetter(from, pointer)) { // a path and no host, by a quirk of the standard
            writer.host("");
            pointer = from;
            return State.PATH;
        }
        String host = pointer == from ? "" : HostParser.parse(input.substring(from, pointer), false);
        writer.host(host.equals("localhost") ? "" : host);
        return State.PATH_START;
    }

    private State pathStart() {
        if (isSpecial()) {
            pointer += isSlash(c()) ? 1 : 0;
            return State.PATH;
        }
        if (c() == '/') {
            pointer++;
            return State.PATH;
        }
        return afterPath(); // nothing else ends a host
    }

    /** Reads the segments of a path; the slash before the first one is read already. */
    private State path() {
        while (true) {
            int from = pointer;
            while (!endsAuthority(c())) {
                pointer++;
            }
            boolean isLast = !isSlash(c());
            int dots = dotsOf(from, pointer);
            if (dots == 2) {
                writer.shortenPath();
            }
            if (dots == 0) {
                segment(from, pointer);
            } else if (isLast) {
                writer.emptySegment();
            }
            if (isLast) {
                return afterPath();
            }
            pointer++;
        }
    }

    private void segment(int from, int to) {
        if (isFile() && writer.isPathEmpty() && isWindowsDriveLetter(from, to)) {
            writer.driveLetter(input.charAt(from));
        } else {
            writer.segment(input, from, to);
        }
    }

    private State opaquePath() {
        int from = pointer;
        while (pointer < end && c() != '?' && c() != '#') {
            pointer++;
        }
        writer.opaquePath(input, from, pointer, pointer == end);
        return afterPath();
    }

    private State afterPath() {
        return switch (c()) {
            case '?' -> {
                pointer++;
                yield State.QUERY;
            }
            case '#' -> {
                pointer++;
                yield State.FRAGMENT;
            }
            default -> State.END;
        };
    }

    private State query() {
        int hash = input.indexOf('#', pointer, end);
        int to = hash < 0 ? end : hash;
        writer.query(input, pointer, to);
        pointer = to;
        return afterPath();
    }

    private State fragment() {
        writer.fragment(input, pointer, end);
        return State.END;
    }

    /** The character that the pointer points to. */
    private int c() {
        return pointer < end ? input.charAt(pointer) : EOF;
    }

    private boolean isSpecial() {
        return writer.scheme.isSpecial();
    }

    private boolean isFile() {
        return writer.scheme.isFile();
    }

    private boolean isSlash(int c) {
        return c == '/' || (c == '\\' && isSpecial());
    }

    /** Whether a host, a port or a path segment ends before this character. */
    private boolean endsAuthority(int c) {
        return c == EOF || c == '?' || c == '#' || isSlash(c);
    }

    private Url base() {
        return Objects.requireNonNull(base, "only states that follow from a base ask for it");
    }

    private boolean isWindowsDriveLetter(int from, int to) {
        return to - from == 2 && Ascii.isWindowsDriveLetter(input.charAt(from), input.charAt(from + 1));
    }

    /** Whether what is left starts with a drive letter that is a whole segment (section 4.2). */
    private boolean startsWithWindowsDriveLetter() {
        int to = pointer + 2;
        return to <= end && isWindowsDriveLetter(pointer, to) && (to == end || "/\\?#".indexOf(input.charAt(to)) >= 0);
    }

    /** 1 for a single-dot segment, 2 for a double-dot segment (section 4.1), else 0. */
    private int dotsOf(int from, int to) {
        int afterFirst = afterDot(from, to);
        if (afterFirst == to) {
            return 1;
        }
        return afterFirst >= 0 && afterDot(afterFirst, to) == to ? 2 : 0;
    }

    /** Where a dot ends, written as itself or as {@code %2e}; -1 where there is none. */
    private int afterDot(int from, int to) {
        if (from < to && input.charAt(from) == '.') {
            return from + 1;
        }
        return to - from >= 3 && input.regionMatches(true, from, "%2e", 0, 3) ? from + 3 : -1;
    }
}
