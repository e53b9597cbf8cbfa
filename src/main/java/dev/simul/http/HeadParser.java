package dev.simul.http;

import static dev.simul.http.HeaderField.trim;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole head, status line to empty line (RFC 9112 sections 2 to 5), where it lies: only what it says is copied. */
final class HeadParser {
    private static final byte[] NAME = "HTTP/".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int end;
    /** Of the next line. */
    private int position;
    /** Of the current line, without its end. */
    private int lineStart;

    private int lineEnd;

    private HeadParser(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Reads the head from {@code start} to {@code end}, the empty line included. */
    static ResponseHead parse(byte[] bytes, int start, int end) throws FetchFailure {
        return new HeadParser(bytes, start, end).head();
    }

    private ResponseHead head() throws FetchFailure {
        nextLine();
        int versionEnd = versionEnd();
        int version = lineStart + NAME.length;
        boolean isOld = versionEnd - version == 3 && bytes[version] == '1' && bytes[version + 2] == '0';
        int status = status(versionEnd);
        return new ResponseHead(isOld ? ResponseHead.HTTP_1_0 : ResponseHead.HTTP_1_1, status, fields());
    }

    /**
     * The minor version may be any digit: a higher one than ours promises to be compatible (RFC 9110 section 2.5). Another major
     * version, or another protocol, is not for us; but a head that says {@code HTTP/2} in text comes from servers that pass on
     * what they were told by another one, and is taken for 1.1 as curl and browsers do. They also take the name in any case.
     */
    private int versionEnd() throws FetchFailure {
        int major = lineStart + NAME.length;
        if (major < lineEnd && isNamedHttp(bytes, lineStart)) {
            byte version = bytes[major];
            boolean hasMinor = major + 2 < lineEnd && bytes[major + 1] == '.' && isDigit(bytes[major + 2]);
            int stop = hasMinor ? major + 3 : major + 1;
            boolean known = (version == '1' && hasMinor) || version == '2';
            if (known && (lineEnd == stop || bytes[stop] == ' ')) return stop;
        }
        throw protocolError("not an HTTP/1 response: '" + excerpt(line()) + "'");
    }

    /** Whether {@code HTTP/} stands there, in any case; so many bytes there must be. */
    static boolean isNamedHttp(byte[] bytes, int start) {
        for (int i = 0; i < NAME.length; i++) {
            if (Character.toUpperCase(bytes[start + i]) != NAME[i]) return false;
        }
        return true;
    }

    /** After spaces three digits that no fourth one follows; what stands behind them is a reason that nobody reads. */
    private int status(int versionEnd) throws FetchFailure {
        int start = versionEnd;
        while (start < lineEnd && bytes[start] == ' ') start++;
        int stop = start + 3;
        if (lineEnd < stop || (lineEnd > stop && isDigit(bytes[stop]))) throw badStatus();
        int status = 0;
        for (int i = start; i < stop; i++) {
            if (!isDigit(bytes[i])) throw badStatus();
            status = status * 10 + bytes[i] - '0';
        }
        if (status < 100) throw badStatus();
        return status;
    }

    private List<HeaderField> fields() throws FetchFailure {
        List<HeaderField> fields = new ArrayList<>(16);
        nextLine();
        if (isFold()) throw protocolError("the first header line begins with white space");
        while (lineStart < lineEnd) {
            HeaderField field = field();
            nextLine();
            if (isFold()) {
                StringBuilder value = new StringBuilder(field.value());
                for (; isFold(); nextLine()) value.append(' ').append(trim(line()));
                field = new HeaderField(field.name(), trim(value.toString()));
            }
            // Without a name it says nothing, and curl and browsers read on.
            if (!field.name().isEmpty()) fields.add(field);
        }
        return fields;
    }

    /** Obsolete line folding, which becomes a space (RFC 9112 section 5.2). */
    private boolean isFold() {
        return lineStart < lineEnd && isSpace(bytes[lineStart]);
    }

    /** White space before the colon is dropped as browsers do; curl and others send and accept it. */
    private HeaderField field() throws FetchFailure {
        int colon = lineStart;
        while (colon < lineEnd && bytes[colon] != ':') colon++;
        if (colon == lineEnd) throw protocolError("a header line without a colon: '" + excerpt(line()) + "'");
        int nameEnd = colon;
        while (nameEnd > lineStart && isSpace(bytes[nameEnd - 1])) nameEnd--;
        int from = colon + 1;
        int to = lineEnd;
        while (from < to && isSpace(bytes[from])) from++;
        while (to > from && isSpace(bytes[to - 1])) to--;
        return new HeaderField(KnownNames.name(bytes, lineStart, nameEnd), text(from, to));
    }

    /**
     * Checks the form of a line after the last chunk (RFC 9112 section 7.1.2): what is no field there is a sign that sizes and
     * data have got out of step.
     */
    static void checkTrailer(byte[] bytes, int length) throws FetchFailure {
        boolean colon = HeaderField.isSpace((char) bytes[0]); // folded: it goes on with the line before
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) throw protocolError("a NUL in the trailer section");
            colon |= bytes[i] == ':';
        }
        if (!colon) {
            String line = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            throw protocolError("a trailer line without a colon: '" + excerpt(line) + "'");
        }
    }

    /** Goes to the next line, whose end may be a bare LF (RFC 9112 section 2.2). */
    private void nextLine() throws FetchFailure {
        int lf = position;
        boolean bareCr = false;
        while (lf < end && bytes[lf] != '\n') {
            byte b = bytes[lf++];
            if (b == 0) throw protocolError("a NUL in the head of the response");
            if (b == '\r' && lf < end && bytes[lf] != '\n') bareCr = true;
        }
        if (bareCr) throw protocolError("a bare CR in the head of the response");
        lineStart = position;
        lineEnd = lf > lineStart && bytes[lf - 1] == '\r' ? lf - 1 : lf;
        position = Math.min(end, lf + 1);
    }

    private String line() {
        return text(lineStart, lineEnd);
    }

    private String text(int from, int to) {
        return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private FetchFailure badStatus() {
        return protocolError("not a status line: '" + excerpt(line()) + "'");
    }

    static FetchFailure protocolError(String detail) {
        return new FetchFailure(new FetchError.Protocol(detail));
    }

    static String excerpt(String line) {
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
