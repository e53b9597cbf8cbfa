package dev.simul.http;

import static dev.simul.http.HeaderField.trim;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole head, status line to empty line (RFC 9112 sections 2 to 5). */
final class HeadParser {
    private static final String NAME = "HTTP/";

    private final byte[] bytes;
    private final int end;
    private int position;

    private HeadParser(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Reads the head that is the first {@code end} bytes, the empty line included. */
    static ResponseHead parse(byte[] bytes, int end) throws FetchFailure {
        return new HeadParser(bytes, end).head();
    }

    private ResponseHead head() throws FetchFailure {
        String statusLine = nextLine();
        int versionEnd = versionEnd(statusLine);
        String protocol = statusLine.startsWith("1.0", NAME.length()) ? ResponseHead.HTTP_1_0 : ResponseHead.HTTP_1_1;
        int status = status(statusLine, versionEnd);
        return new ResponseHead(protocol, status, fields());
    }

    /**
     * The minor version may be any digit: a higher one than ours promises to be compatible (RFC 9110 section 2.5). Another major
     * version, or another protocol, is not for us; but a head that says {@code HTTP/2} in text comes from servers that pass on
     * what they were told by another one, and is taken for 1.1 as curl and browsers do. They also take the name in any case.
     */
    private static int versionEnd(String line) throws FetchFailure {
        int major = NAME.length();
        if (line.regionMatches(true, 0, NAME, 0, major) && line.length() > major) {
            char version = line.charAt(major);
            boolean hasMinor =
                    line.startsWith(".", major + 1) && line.length() > major + 2 && isDigit(line.charAt(major + 2));
            int end = hasMinor ? major + 3 : major + 1;
            boolean known = (version == '1' && hasMinor) || version == '2';
            if (known && (line.length() == end || line.charAt(end) == ' ')) return end;
        }
        throw protocolError("not an HTTP/1 response: '" + excerpt(line) + "'");
    }

    /** After spaces three digits that no fourth one follows; what stands behind them is a reason that nobody reads. */
    private static int status(String line, int versionEnd) throws FetchFailure {
        int start = versionEnd;
        while (start < line.length() && line.charAt(start) == ' ') start++;
        int stop = start + 3;
        if (line.length() < stop || (line.length() > stop && isDigit(line.charAt(stop)))) throw badStatus(line);
        int status = 0;
        for (int i = start; i < stop; i++) {
            if (!isDigit(line.charAt(i))) throw badStatus(line);
            status = status * 10 + line.charAt(i) - '0';
        }
        if (status < 100) throw badStatus(line);
        return status;
    }

    private List<HeaderField> fields() throws FetchFailure {
        List<HeaderField> fields = new ArrayList<>(16);
        String line = nextLine();
        if (isFold(line)) throw protocolError("the first header line begins with white space");
        while (!line.isEmpty()) {
            HeaderField field = field(line);
            line = nextLine();
            if (isFold(line)) {
                StringBuilder value = new StringBuilder(field.value());
                for (; isFold(line); line = nextLine()) value.append(' ').append(trim(line));
                field = new HeaderField(field.name(), trim(value.toString()));
            }
            // Without a name it says nothing, and curl and browsers read on.
            if (!field.name().isEmpty()) fields.add(field);
        }
        return fields;
    }

    /** Obsolete line folding, which becomes a space (RFC 9112 section 5.2). */
    private static boolean isFold(String line) {
        return !line.isEmpty() && HeaderField.isSpace(line.charAt(0));
    }

    /** White space before the colon is dropped as browsers do; curl and others send and accept it. */
    private static HeaderField field(String line) throws FetchFailure {
        int colon = line.indexOf(':');
        if (colon < 0) throw protocolError("a header line without a colon: '" + excerpt(line) + "'");
        return new HeaderField(trim(line.substring(0, colon)), trim(line.substring(colon + 1)));
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

    /** The next line without its end, which may be a bare LF (RFC 9112 section 2.2). */
    private String nextLine() throws FetchFailure {
        int start = position;
        int lf = start;
        while (lf < end && bytes[lf] != '\n') {
            if (bytes[lf] == 0) throw protocolError("a NUL in the head of the response");
            lf++;
        }
        int stop = lf > start && bytes[lf - 1] == '\r' ? lf - 1 : lf;
        for (int i = start; i < stop; i++) {
            if (bytes[i] == '\r') throw protocolError("a bare CR in the head of the response");
        }
        position = Math.min(end, lf + 1);
        return new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static FetchFailure badStatus(String line) {
        return protocolError("not a status line: '" + excerpt(line) + "'");
    }

    static FetchFailure protocolError(String detail) {
        return new FetchFailure(new FetchError.Protocol(detail));
    }

    static String excerpt(String line) {
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
