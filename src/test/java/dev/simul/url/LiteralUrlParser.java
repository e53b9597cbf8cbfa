package dev.simul.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The standard's basic URL parser word by word (sections 3.5, 4.4 and 4.5): one code point a turn, a buffer, lists of segments.
 * Slow and plain, so that it can be read beside the text; what {@link UrlParser} is held against. Only "domain parser ToASCII"
 * is not its own. What a state may take for given, the checker of nulls cannot see here.
 */
@NullUnmarked
final class LiteralUrlParser {
    /** A URL record (section 4.1), with its host serialised; {@code opaquePath} is null where the path is a list. */
    record UrlRecord(
            String scheme,
            String username,
            String password,
            @Nullable String host,
            @Nullable Integer port,
            List<String> path,
            @Nullable String opaquePath,
            @Nullable String query,
            @Nullable String fragment) {

        boolean isSpecial() {
            return SPECIAL.containsKey(scheme);
        }

        String pathSerialised() {
            return opaquePath != null
                    ? opaquePath
                    : path.stream().map(segment -> "/" + segment).collect(Collectors.joining());
        }

        /** Section 4.5. */
        String serialised() {
            StringBuilder output = new StringBuilder(scheme).append(':');
            if (host != null) {
                output.append("//");
                if (!username.isEmpty() || !password.isEmpty()) {
                    output.append(username);
                    if (!password.isEmpty()) output.append(':').append(password);
                    output.append('@');
                }
                output.append(host);
                if (port != null) output.append(':').append(port);
            } else if (opaquePath == null && path.size() > 1 && path.getFirst().isEmpty()) {
                output.append("/.");
            }
            output.append(pathSerialised());
            if (query != null) output.append('?').append(query);
            if (fragment != null) output.append('#').append(fragment);
            return output.toString();
        }
    }

    /** Failure, with the word of the validation error before it. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String word) {
            super(word);
        }
    }

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
        FRAGMENT
    }

    private static final int EOF = -1;
    private static final int NO_PORT = -1;
    private static final Map<String, Integer> SPECIAL =
            Map.of("ftp", 21, "file", NO_PORT, "http", 80, "https", 443, "ws", 80, "wss", 443);

    private static final String FRAGMENT_SET = " \"<>`";
    private static final String QUERY_SET = " \"#<>";
    private static final String SPECIAL_QUERY_SET = QUERY_SET + "'";
    private static final String PATH_SET = QUERY_SET + "?^`{}";
    private static final String USERINFO_SET = PATH_SET + "/:;=@[\\]|";

    private final @Nullable UrlRecord base;
    private final int[] input;
    private int pointer;
    private State state = State.SCHEME_START;
    private StringBuilder buffer = new StringBuilder();
    private boolean atSignSeen;
    private boolean insideBrackets;
    private boolean passwordTokenSeen;

    private String scheme = "";
    private final StringBuilder username = new StringBuilder();
    private final StringBuilder password = new StringBuilder();
    private @Nullable String host;
    private @Nullable Integer port;
    private List<String> path = new ArrayList<>();
    private @Nullable StringBuilder opaquePath;
    private @Nullable StringBuilder query;
    private @Nullable StringBuilder fragment;

    private LiteralUrlParser(String text, @Nullable UrlRecord base) {
        this.base = base;
        String stripped = scalarValues(text);
        while (!stripped.isEmpty() && stripped.charAt(0) <= ' ') stripped = stripped.substring(1);
        while (!stripped.isEmpty() && stripped.charAt(stripped.length() - 1) <= ' ') {
            stripped = stripped.substring(0, stripped.length() - 1);
        }
        input = stripped.replaceAll("[\t\n\r]", "").codePoints().toArray();
    }

    static UrlRecord parse(String text, @Nullable UrlRecord base) throws Failure {
        LiteralUrlParser parser = new LiteralUrlParser(text, base);
        parser.run();
        return parser.url();
    }

    private static String scalarValues(String text) {
        return text.codePoints()
                .map(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private UrlRecord url() {
        return new UrlRecord(
                scheme,
                username.toString(),
                password.toString(),
                host,
                port,
                List.copyOf(path),
                opaquePath == null ? null : opaquePath.toString(),
                query == null ? null : query.toString(),
                fragment == null ? null : fragment.toString());
    }

    private void run() throws Failure {
        while (true) {
            step(c());
            if (pointer >= input.length) return;
            pointer++;
        }
    }

    private int c() {
        return pointer < input.length ? input[pointer] : EOF;
    }

    private String remaining() {
        return new String(input, pointer + 1, input.length - pointer - 1);
    }

    private String fromPointer() {
        return new String(input, pointer, input.length - pointer);
    }

    private boolean isSpecial() {
        return SPECIAL.containsKey(scheme);
    }

    private boolean endsAuthority(int c) {
        return c == EOF || c == '/' || c == '?' || c == '#' || (isSpecial() && c == '\\');
    }

    private void startOver(State next) {
        buffer = new StringBuilder();
        state = next;
        pointer = -1;
    }

    private void step(int c) throws Failure {
        switch (state) {
            case SCHEME_START -> {
                if (isAlpha(c)) {
                    buffer.append((char) (c | 0x20));
                    state = State.SCHEME;
                } else {
                    state = State.NO_SCHEME;
                    pointer--;
                }
            }
            case SCHEME -> {
                if (isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.') {
                    buffer.append(isAlpha(c) ? (char) (c | 0x20) : (char) c);
                } else if (c == ':') {
                    scheme = buffer.toString();
                    buffer = new StringBuilder();
                    if (scheme.equals("file")) {
                        state = State.FILE;
                    } else if (isSpecial() && base != null && base.scheme().equals(scheme)) {
                        state = State.SPECIAL_RELATIVE_OR_AUTHORITY;
                    } else if (isSpecial()) {
                        state = State.SPECIAL_AUTHORITY_SLASHES;
                    } else if (remaining().startsWith("/")) {
                        state = State.PATH_OR_AUTHORITY;
                        pointer++;
                    } else {
                        opaquePath = new StringBuilder();
                        state = State.OPAQUE_PATH;
                    }
                } else {
                    startOver(State.NO_SCHEME);
                }
            }
            case NO_SCHEME -> {
                if (base == null || (base.opaquePath() != null && c != '#')) {
                    throw new Failure("missing-scheme-non-relative-URL");
                } else if (base.opaquePath() != null) {
                    scheme = base.scheme();
                    opaquePath = new StringBuilder(base.opaquePath());
                    query = base.query() == null ? null : new StringBuilder(base.query());
                    fragment = new StringBuilder();
                    state = State.FRAGMENT;
                } else {
                    state = base.scheme().equals("file") ? State.FILE : State.RELATIVE;
                    pointer--;
                }
            }
            case SPECIAL_RELATIVE_OR_AUTHORITY -> {
                if (c == '/' && remaining().startsWith("/")) {
                    state = State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
                    pointer++;
                } else {
                    state = State.RELATIVE;
                    pointer--;
                }
            }
            case PATH_OR_AUTHORITY -> {
                if (c == '/') {
                    state = State.AUTHORITY;
                } else {
                    state = State.PATH;
                    pointer--;
                }
            }
            case RELATIVE -> relative(c);
            case RELATIVE_SLASH -> {
                if (isSpecial() && (c == '/' || c == '\\')) {
                    state = State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
                } else if (c == '/') {
                    state = State.AUTHORITY;
                } else {
                    takeAuthority(base);
                    state = State.PATH;
                    pointer--;
                }
            }
            case SPECIAL_AUTHORITY_SLASHES -> {
                state = State.SPECIAL_AUTHORITY_IGNORE_SLASHES;
                pointer += c == '/' && remaining().startsWith("/") ? 1 : -1;
            }
            case SPECIAL_AUTHORITY_IGNORE_SLASHES -> {
                if (c != '/' && c != '\\') {
                    state = State.AUTHORITY;
                    pointer--;
                }
            }
            case AUTHORITY -> authority(c);
            case HOST -> host(c);
            case PORT -> port(c);
            case FILE -> file(c);
            case FILE_SLASH -> {
                if (c == '/' || c == '\\') {
                    state = State.FILE_HOST;
                } else {
                    if (base != null && base.scheme().equals("file")) {
                        host = base.host();
                        if (!startsWithWindowsDriveLetter(fromPointer())
                                && !base.path().isEmpty()
                                && isNormalizedWindowsDriveLetter(base.path().getFirst())) {
                            path.add(base.path().getFirst());
                        }
                    }
                    state = State.PATH;
                    pointer--;
                }
            }
            case FILE_HOST -> fileHost(c);
            case PATH_START -> pathStart(c);
            case PATH -> path(c);
            case OPAQUE_PATH -> opaquePath(c);
            case QUERY -> {
                if (c == '#' || c == EOF) {
                    query.append(encode(buffer.toString(), isSpecial() ? SPECIAL_QUERY_SET : QUERY_SET));
                    buffer = new StringBuilder();
                    if (c == '#') {
                        fragment = new StringBuilder();
                        state = State.FRAGMENT;
                    }
                } else {
                    buffer.appendCodePoint(c);
                }
            }
            case FRAGMENT -> {
                if (c != EOF) fragment.append(encode(Character.toString(c), FRAGMENT_SET));
            }
        }
    }

    private void takeAuthority(UrlRecord other) {
        username.append(other.username());
        password.append(other.password());
        host = other.host();
        port = other.port();
    }

    private void relative(int c) {
        scheme = base.scheme();
        if (c == '/' || (isSpecial() && c == '\\')) {
            state = State.RELATIVE_SLASH;
            return;
        }
        takeAuthority(base);
        path = new ArrayList<>(base.path());
        query = base.query() == null ? null : new StringBuilder(base.query());
        if (c == '?') {
            query = new StringBuilder();
            state = State.QUERY;
        } else if (c == '#') {
            fragment = new StringBuilder();
            state = State.FRAGMENT;
        } else if (c != EOF) {
            query = null;
            shortenPath();
            state = State.PATH;
            pointer--;
        }
    }

    private void authority(int c) throws Failure {
        if (c == '@') {
            if (atSignSeen) buffer.insert(0, "%40");
            atSignSeen = true;
            buffer.codePoints().forEach(codePoint -> {
                if (codePoint == ':' && !passwordTokenSeen) {
                    passwordTokenSeen = true;
                    return;
                }
                String encoded = encode(Character.toString(codePoint), USERINFO_SET);
                (passwordTokenSeen ? password : username).append(encoded);
            });
            buffer = new StringBuilder();
        } else if (endsAuthority(c)) {
            if (atSignSeen && buffer.isEmpty()) throw new Failure("host-missing");
            pointer -= buffer.codePointCount(0, buffer.length()) + 1;
            buffer = new StringBuilder();
            state = State.HOST;
        } else {
            buffer.appendCodePoint(c);
        }
    }

    private void host(int c) throws Failure {
        if (c == ':' && !insideBrackets) {
            if (buffer.isEmpty()) throw new Failure("host-missing");
            host = parseHost(buffer.toString(), !isSpecial());
            buffer = new StringBuilder();
            state = State.PORT;
        } else if (endsAuthority(c)) {
            pointer--;
            if (isSpecial() && buffer.isEmpty()) throw new Failure("host-missing");
            host = parseHost(buffer.toString(), !isSpecial());
            buffer = new StringBuilder();
            state = State.PATH_START;
        } else {
            if (c == '[') insideBrackets = true;
            if (c == ']') insideBrackets = false;
            buffer.appendCodePoint(c);
        }
    }

    private void port(int c) throws Failure {
        if (isDigit(c)) {
            buffer.append((char) c);
        } else if (endsAuthority(c)) {
            if (!buffer.isEmpty()) {
                BigInteger number = new BigInteger(buffer.toString());
                if (number.bitLength() > 16) throw new Failure("port-out-of-range");
                port = SPECIAL.getOrDefault(scheme, NO_PORT) == number.intValue() ? null : (Integer) number.intValue();
                buffer = new StringBuilder();
            }
            state = State.PATH_START;
            pointer--;
        } else {
            throw new Failure("port-invalid");
        }
    }

    private void file(int c) {
        scheme = "file";
        host = "";
        if (c == '/' || c == '\\') {
            state = State.FILE_SLASH;
        } else if (base != null && base.scheme().equals("file")) {
            host = base.host();
            path = new ArrayList<>(base.path());
            query = base.query() == null ? null : new StringBuilder(base.query());
            if (c == '?') {
                query = new StringBuilder();
                state = State.QUERY;
            } else if (c == '#') {
                fragment = new StringBuilder();
                state = State.FRAGMENT;
            } else if (c != EOF) {
                query = null;
                if (startsWithWindowsDriveLetter(fromPointer())) {
                    path = new ArrayList<>();
                } else {
                    shortenPath();
                }
                state = State.PATH;
                pointer--;
            }
        } else {
            state = State.PATH;
            pointer--;
        }
    }

    private void fileHost(int c) throws Failure {
        if (c != EOF && c != '/' && c != '\\' && c != '?' && c != '#') {
            buffer.appendCodePoint(c);
            return;
        }
        pointer--;
        if (isWindowsDriveLetter(buffer.toString())) {
            state = State.PATH; // the buffer is kept
        } else if (buffer.isEmpty()) {
            host = "";
            state = State.PATH_START;
        } else {
            String parsed = parseHost(buffer.toString(), false);
            host = parsed.equals("localhost") ? "" : parsed;
            buffer = new StringBuilder();
            state = State.PATH_START;
        }
    }

    private void pathStart(int c) {
        if (isSpecial()) {
            state = State.PATH;
            if (c != '/' && c != '\\') pointer--;
        } else if (c == '?') {
            query = new StringBuilder();
            state = State.QUERY;
        } else if (c == '#') {
            fragment = new StringBuilder();
            state = State.FRAGMENT;
        } else if (c != EOF) {
            state = State.PATH;
            if (c != '/') pointer--;
        }
    }

    private void path(int c) {
        if (!endsAuthority(c)) { // the same characters end a segment
            buffer.append(encode(Character.toString(c), PATH_SET));
            return;
        }
        boolean isSlash = c == '/' || (isSpecial() && c == '\\');
        String segment = buffer.toString();
        String dots = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
        if (dots.equals("..")) {
            shortenPath();
            if (!isSlash) path.add("");
        } else if (dots.equals(".")) {
            if (!isSlash) path.add("");
        } else {
            if (scheme.equals("file") && path.isEmpty() && isWindowsDriveLetter(segment)) {
                segment = segment.charAt(0) + ":";
            }
            path.add(segment);
        }
        buffer = new StringBuilder();
        if (c == '?') {
            query = new StringBuilder();
            state = State.QUERY;
        }
        if (c == '#') {
            fragment = new StringBuilder();
            state = State.FRAGMENT;
        }
    }

    private void opaquePath(int c) {
        if (c == '?') {
            query = new StringBuilder();
            state = State.QUERY;
        } else if (c == '#') {
            fragment = new StringBuilder();
            state = State.FRAGMENT;
        } else if (c == ' ') {
            boolean isLast = remaining().startsWith("?") || remaining().startsWith("#");
            opaquePath.append(isLast ? "%20" : " ");
        } else if (c != EOF) {
            opaquePath.append(encode(Character.toString(c), ""));
        }
    }

    private void shortenPath() {
        if (scheme.equals("file") && path.size() == 1 && isNormalizedWindowsDriveLetter(path.getFirst())) return;
        if (!path.isEmpty()) path.removeLast();
    }

    // ---- section 3.5

    private static String parseHost(String input, boolean isOpaque) throws Failure {
        if (input.startsWith("[")) {
            if (!input.endsWith("]")) throw new Failure("IPv6-unclosed");
            return "[" + serializeIpv6(parseIpv6(input.substring(1, input.length() - 1))) + "]";
        }
        if (isOpaque) {
            if (input.chars().anyMatch(c -> isForbidden((char) c))) throw new Failure("host-invalid-code-point");
            return encode(input, "");
        }
        String domain = parseDomain(percentDecode(input));
        return endsInNumber(domain) ? parseIpv4(domain) : domain;
    }

    private static String percentDecode(String input) {
        byte[] bytes = input.getBytes(UTF_8);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            boolean isEncoded = bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if (isEncoded) {
                output.write(Integer.parseInt(new String(bytes, i + 1, 2, UTF_8), 16));
                i += 2;
            } else {
                output.write(bytes[i]);
            }
        }
        return output.toString(UTF_8);
    }

    private static String parseDomain(String domain) throws Failure {
        String result;
        if (domain.chars().allMatch(c -> c < 0x80)) {
            result = domain.toLowerCase(Locale.ROOT);
        } else {
            try {
                result = Uts46.toAscii(domain);
            } catch (UrlSyntaxException e) {
                throw new Failure(e.reason());
            }
        }
        boolean isFailure = result.isEmpty()
                || result.chars().anyMatch(c -> c < ' ' || c == '%' || c == 0x7F || isForbidden((char) c));
        if (isFailure) throw new Failure("domain-to-ASCII");
        return result;
    }

    private static boolean isForbidden(char c) {
        return "\0\t\n\r #/:<>?@[\\]^|".indexOf(c) >= 0;
    }

    private static List<String> strictlySplit(String input) {
        return new ArrayList<>(Arrays.asList(input.split("\\.", -1)));
    }

    private static boolean endsInNumber(String input) {
        List<String> parts = strictlySplit(input);
        if (parts.getLast().isEmpty()) parts.removeLast();
        if (parts.isEmpty()) return false;
        String last = parts.getLast();
        return last.matches("[0-9]+") || parseIpv4Number(last) != null;
    }

    private static String parseIpv4(String input) throws Failure {
        List<String> parts = strictlySplit(input);
        if (parts.getLast().isEmpty() && parts.size() > 1) parts.removeLast();
        if (parts.size() > 4) throw new Failure("IPv4-too-many-parts");
        List<BigInteger> numbers = new ArrayList<>();
        for (String part : parts) {
            BigInteger number = parseIpv4Number(part);
            if (number == null) throw new Failure("IPv4-non-numeric-part");
            numbers.add(number);
        }
        BigInteger ipv4 = numbers.removeLast();
        boolean isTooLarge = ipv4.bitLength() > 8 * (4 - numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            isTooLarge |= numbers.get(i).bitLength() > 8;
            ipv4 = ipv4.add(numbers.get(i).shiftLeft(8 * (3 - i)));
        }
        if (isTooLarge) throw new Failure("IPv4-out-of-range-part");
        long n = ipv4.longValueExact();
        return (n >> 24) + "." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
    }

    /** Null for failure. */
    private static @Nullable BigInteger parseIpv4Number(String input) {
        if (input.isEmpty()) return null;
        int radix = 10;
        String digits = input;
        if (input.startsWith("0x") || input.startsWith("0X")) {
            digits = input.substring(2);
            radix = 16;
        } else if (input.length() >= 2 && input.startsWith("0")) {
            digits = input.substring(1);
            radix = 8;
        }
        if (digits.isEmpty()) return BigInteger.ZERO;
        String valid = "0123456789abcdef".substring(0, radix);
        boolean isValid = digits.toLowerCase(Locale.ROOT).chars().allMatch(c -> valid.indexOf(c) >= 0);
        return isValid ? new BigInteger(digits, radix) : null;
    }

    private static int[] parseIpv6(String text) throws Failure {
        int[] input = Arrays.copyOf(text.codePoints().toArray(), text.length() + 9); // zeros stand for the end
        int end = text.codePointCount(0, text.length());
        Arrays.fill(input, end, input.length, EOF);
        int[] address = new int[8];
        int pieceIndex = 0;
        int compress = -1;
        int pointer = 0;
        if (input[pointer] == ':') {
            if (input[pointer + 1] != ':') throw new Failure("IPv6-invalid-compression");
            pointer += 2;
            pieceIndex++;
            compress = pieceIndex;
        }
        while (input[pointer] != EOF) {
            if (pieceIndex == 8) throw new Failure("IPv6-too-many-pieces");
            if (input[pointer] == ':') {
                if (compress != -1) throw new Failure("IPv6-multiple-compression");
                pointer++;
                pieceIndex++;
                compress = pieceIndex;
                continue;
            }
            int value = 0;
            int length = 0;
            while (length < 4 && isHex(input[pointer])) {
                value = value * 0x10 + Character.digit(input[pointer], 16);
                pointer++;
                length++;
            }
            if (input[pointer] == '.') {
                if (length == 0) throw new Failure("IPv4-in-IPv6-invalid-code-point");
                pointer -= length;
                if (pieceIndex > 6) throw new Failure("IPv4-in-IPv6-too-many-pieces");
                int numbersSeen = 0;
                while (input[pointer] != EOF) {
                    int ipv4Piece = -1;
                    if (numbersSeen > 0) {
                        if (input[pointer] == '.' && numbersSeen < 4) {
                            pointer++;
                        } else {
                            throw new Failure("IPv4-in-IPv6-invalid-code-point");
                        }
                    }
                    if (!isDigit(input[pointer])) throw new Failure("IPv4-in-IPv6-invalid-code-point");
                    while (isDigit(input[pointer])) {
                        int number = input[pointer] - '0';
                        if (ipv4Piece == -1) {
                            ipv4Piece = number;
                        } else if (ipv4Piece == 0) {
                            throw new Failure("IPv4-in-IPv6-invalid-code-point");
                        } else {
                            ipv4Piece = ipv4Piece * 10 + number;
                        }
                        if (ipv4Piece > 255) throw new Failure("IPv4-in-IPv6-out-of-range-part");
                        pointer++;
                    }
                    address[pieceIndex] = address[pieceIndex] * 0x100 + ipv4Piece;
                    numbersSeen++;
                    if (numbersSeen == 2 || numbersSeen == 4) pieceIndex++;
                }
                if (numbersSeen != 4) throw new Failure("IPv4-in-IPv6-too-few-parts");
                break;
            } else if (input[pointer] == ':') {
                pointer++;
                if (input[pointer] == EOF) throw new Failure("IPv6-invalid-code-point");
            } else if (input[pointer] != EOF) {
                throw new Failure("IPv6-invalid-code-point");
            }
            address[pieceIndex] = value;
            pieceIndex++;
        }
        if (compress != -1) {
            int swaps = pieceIndex - compress;
            pieceIndex = 7;
            while (pieceIndex != 0 && swaps > 0) {
                int other = compress + swaps - 1;
                int swapped = address[pieceIndex];
                address[pieceIndex] = address[other];
                address[other] = swapped;
                pieceIndex--;
                swaps--;
            }
        } else if (pieceIndex != 8) {
            throw new Failure("IPv6-too-few-pieces");
        }
        return address;
    }

    private static String serializeIpv6(int[] address) {
        int compress = -1;
        int longestSize = 1;
        int foundIndex = -1;
        int foundSize = 0;
        for (int i = 0; i <= 8; i++) {
            if (i < 8 && address[i] == 0) {
                if (foundIndex == -1) foundIndex = i;
                foundSize++;
            } else {
                if (foundSize > longestSize) {
                    compress = foundIndex;
                    longestSize = foundSize;
                }
                foundIndex = -1;
                foundSize = 0;
            }
        }
        StringBuilder output = new StringBuilder();
        boolean ignore0 = false;
        for (int i = 0; i < 8; i++) {
            if (ignore0 && address[i] == 0) continue;
            ignore0 = false;
            if (compress == i) {
                output.append(i == 0 ? "::" : ":");
                ignore0 = true;
                continue;
            }
            output.append(Integer.toHexString(address[i]));
            if (i != 7) output.append(':');
        }
        return output.toString();
    }

    // ---- characters

    /** Section 1.3, with a set given by what it has beyond the C0 control percent-encode set. */
    private static String encode(String text, String set) {
        StringBuilder output = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            int value = b & 0xFF;
            if (value < ' ' || value > '~' || set.indexOf(value) >= 0) {
                output.append(String.format("%%%02X", value));
            } else {
                output.append((char) value);
            }
        }
        return output.toString();
    }

    private static boolean isAlpha(int c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return '0' <= c && c <= '9';
    }

    private static boolean isHex(int c) {
        return isDigit(c) || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
    }

    private static boolean isWindowsDriveLetter(String text) {
        return text.matches("[A-Za-z][:|]");
    }

    private static boolean isNormalizedWindowsDriveLetter(String text) {
        return text.matches("[A-Za-z]:");
    }

    private static boolean startsWithWindowsDriveLetter(String text) {
        return text.matches("(?s)[A-Za-z][:|]([/\\\\?#].*)?");
    }
}
