package dev.simul.url;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The standard's basic URL parser (section 4.4, "URL parsing"): a method for each of its states, by its name. One instance
 * a URL, by one thread; time is linear in the input.
 *
 * <p>A state reads from {@link UrlInput#pointer} all that belongs to it, writes it and returns the state that reads on. No state
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

    static final int MAX_PORT = 0xFFFF;

    private final UrlInput in;
    private final @Nullable Url base;
    private final @Nullable QueryEncoder encoder;
    private final UrlWriter writer;

    private UrlParser(UrlInput in, @Nullable Url base, @Nullable QueryEncoder encoder) {
        this.in = in;
        this.base = base;
        this.encoder = encoder;
        this.writer = new UrlWriter(in.end - in.start + 1); // the slash that a host alone gets
    }

    static Url parse(String input, @Nullable Url base, @Nullable QueryEncoder encoder) throws UrlSyntaxException {
        Url plain = encoder == null ? PlainUrl.of(input) : null; // it is absolute, so the base does not matter
        return plain == null ? parseAny(input, base, encoder) : plain;
    }

    /** The same for whatever input, the general way. */
    static Url parseAny(String input, @Nullable Url base, @Nullable QueryEncoder encoder) throws UrlSyntaxException {
        UrlParser parser = new UrlParser(new UrlInput(input), base, encoder);
        parser.run();
        return parser.writer.toUrl(input);
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
        return Ascii.isAlpha(in.c()) ? State.SCHEME : State.NO_SCHEME;
    }

    private State scheme() {
        while (Ascii.isSchemePart(in.c())) {
            in.pointer++;
        }
        if (in.c() != ':') {
            in.pointer = in.start;
            return State.NO_SCHEME;
        }
        Scheme scheme = Scheme.of(in.text, in.start, in.pointer);
        writer.scheme(scheme);
        in.pointer++;
        if (scheme.isFile()) {
            return State.FILE;
        }
        if (scheme.isSpecial()) {
            return base != null && base.scheme.equals(scheme)
                    ? State.SPECIAL_RELATIVE_OR_AUTHORITY
                    : State.SPECIAL_AUTHORITY_SLASHES;
        }
        if (in.c() == '/') {
            in.pointer++;
            return State.PATH_OR_AUTHORITY;
        }
        return State.OPAQUE_PATH;
    }

    private State noScheme() throws UrlSyntaxException {
        if (base == null || (base.hasOpaquePath() && in.c() != '#')) {
            throw ValidationError.MISSING_SCHEME.exception();
        }
        if (base.hasOpaquePath()) {
            writer.copyFragmentless(base);
            in.pointer++;
            return State.FRAGMENT;
        }
        return base.scheme.isFile() ? State.FILE : State.RELATIVE;
    }

    private State specialRelativeOrAuthority() {
        if (in.startsWith("//")) {
            in.pointer += 2;
            return State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
        }
        return State.RELATIVE;
    }

    private State pathOrAuthority() {
        if (in.c() == '/') {
            in.pointer++;
            return State.AUTHORITY;
        }
        return State.PATH;
    }

    private State relative() {
        writer.copyAuthority(base());
        if (isSlash(in.c())) {
            in.pointer++;
            return State.RELATIVE_SLASH;
        }
        return inPathOfBase();
    }

    private State relativeSlash() {
        if (isSlash(in.c())) {
            writer.scheme(base().scheme); // another authority
            in.pointer++;
            return isSpecial() ? State.SPECIAL_AUTHORITY_IGNORE_SLASHES : State.AUTHORITY;
        }
        return State.PATH;
    }

    /** What the relative state and the file state share: takes over from the base what the input does not replace. */
    private State inPathOfBase() {
        writer.copyPath(base());
        int c = in.c();
        if (c == UrlInput.EOF || c == '#') {
            writer.copyQuery(base());
        } else if (c != '?') {
            if (isFile() && in.startsWithWindowsDriveLetter()) {
                writer.clearPath();
            } else {
                writer.shortenPath();
            }
            return State.PATH;
        }
        return afterPath();
    }

    private State specialAuthoritySlashes() {
        if (in.startsWith("//")) {
            in.pointer += 2;
        }
        return State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
    }

    private State specialAuthorityIgnoreSlashes() {
        while (isSlash(in.c())) {
            in.pointer++;
        }
        return State.AUTHORITY;
    }

    /** Writes the credentials, which reach to the last at sign, and leaves host and port to their states. */
    private State authority() throws UrlSyntaxException {
        int lastAt = -1;
        int authorityEnd = in.pointer;
        while (authorityEnd < in.end && !endsAuthorityOrSegment(in.text.charAt(authorityEnd))) {
            if (in.text.charAt(authorityEnd) == '@') {
                lastAt = authorityEnd;
            }
            authorityEnd++;
        }
        if (lastAt >= 0) {
            if (lastAt + 1 == authorityEnd) {
                throw ValidationError.HOST_MISSING.exception();
            }
            writer.credentials(in.text, in.pointer, lastAt);
            in.pointer = lastAt + 1;
        }
        return State.HOST;
    }

    private State host() throws UrlSyntaxException {
        int from = in.pointer;
        boolean insideBrackets = false;
        while (!endsAuthorityOrSegment(in.c()) && (insideBrackets || in.c() != ':')) {
            if (in.c() == '[') {
                insideBrackets = true;
            } else if (in.c() == ']') {
                insideBrackets = false;
            }
            in.pointer++;
        }
        boolean portFollows = in.c() == ':';
        if (in.pointer == from && (portFollows || isSpecial())) {
            throw ValidationError.HOST_MISSING.exception();
        }
        writer.host(HostParser.parse(in.readSince(from), !isSpecial()));
        if (portFollows) {
            in.pointer++;
            return State.PORT;
        }
        return State.PATH_START;
    }

    private State port() throws UrlSyntaxException {
        int from = in.pointer;
        int number = 0;
        while (Ascii.isDigit(in.c())) {
            number = Math.min(number * 10 + (in.c() - '0'), MAX_PORT + 1);
            in.pointer++;
        }
        if (!endsAuthorityOrSegment(in.c())) {
            throw ValidationError.PORT_INVALID.exception();
        }
        if (number > MAX_PORT) {
            throw ValidationError.PORT_OUT_OF_RANGE.exception();
        }
        if (in.pointer > from) {
            writer.port(number);
        }
        return State.PATH_START;
    }

    private State file() {
        writer.scheme(Scheme.FILE);
        if (isSlash(in.c())) {
            in.pointer++;
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
        if (isSlash(in.c())) {
            in.pointer++;
            return State.FILE_HOST;
        }
        if (base != null && base.scheme.isFile()) {
            writer.copyAuthority(base);
            if (base.startsWithDriveLetter() && !in.startsWithWindowsDriveLetter()) {
                writer.driveLetter(base.href().charAt(base.pathStart + 1));
            }
        } else {
            writer.host("");
        }
        return State.PATH;
    }

    private State fileHost() throws UrlSyntaxException {
        int from = in.pointer;
        while (!endsAuthorityOrSegment(in.c())) {
            in.pointer++;
        }
        if (in.isWindowsDriveLetter(from, in.pointer)) { // a path and no host, by a quirk of the standard
            writer.host("");
            in.pointer = from;
            return State.PATH;
        }
        String host = in.pointer == from ? "" : HostParser.parse(in.readSince(from), false);
        writer.host(host.equals("localhost") ? "" : host);
        return State.PATH_START;
    }

    private State pathStart() {
        if (isSpecial()) {
            in.pointer += isSlash(in.c()) ? 1 : 0;
            return State.PATH;
        }
        if (in.c() == '/') {
            in.pointer++;
            return State.PATH;
        }
        return afterPath(); // nothing else ends a host
    }

    /** Reads the segments of a path; the slash before the first one is read already. */
    private State path() {
        while (true) {
            int from = in.pointer;
            while (!endsAuthorityOrSegment(in.c())) {
                in.pointer++;
            }
            boolean isLast = !isSlash(in.c());
            int dots = in.dotsOf(from, in.pointer);
            if (dots == 2) {
                writer.shortenPath();
            }
            if (dots == 0) {
                segment(from, in.pointer);
            } else if (isLast) {
                writer.emptySegment();
            }
            if (isLast) {
                return afterPath();
            }
            in.pointer++;
        }
    }

    private void segment(int from, int to) {
        if (isFile() && writer.isPathEmpty() && in.isWindowsDriveLetter(from, to)) {
            writer.driveLetter(in.text.charAt(from));
        } else {
            writer.segment(in.text, from, to);
        }
    }

    private State opaquePath() {
        int from = in.pointer;
        while (in.c() != UrlInput.EOF && in.c() != '?' && in.c() != '#') {
            in.pointer++;
        }
        writer.opaquePath(in.text, from, in.pointer, in.pointer == in.end);
        return afterPath();
    }

    private State afterPath() {
        return switch (in.c()) {
            case '?' -> {
                in.pointer++;
                yield State.QUERY;
            }
            case '#' -> {
                in.pointer++;
                yield State.FRAGMENT;
            }
            default -> State.END;
        };
    }

    private State query() {
        int hash = in.text.indexOf('#', in.pointer, in.end);
        int to = hash < 0 ? in.end : hash;
        writer.query(in.text, in.pointer, to, encoder);
        in.pointer = to;
        return afterPath();
    }

    private State fragment() {
        writer.fragment(in.text, in.pointer, in.end);
        return State.END;
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

    /** Whether an authority or a path segment ends before this character. */
    private boolean endsAuthorityOrSegment(int c) {
        return c == UrlInput.EOF || c == '?' || c == '#' || isSlash(c);
    }

    private Url base() {
        return Objects.requireNonNull(base, "only states that follow from a base ask for it");
    }
}
