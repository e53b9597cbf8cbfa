package dev.simul.http;

import static dev.simul.http.HeaderField.trim;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole head, status line to empty line (RFC 9112 sections 2 to 5). */
final class HeadParser {
    private static final int VERSION_LENGTH = "HTTP/1.x".length();

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
        String protocol = protocol(statusLine);
        int status = status(statusLine);
        return new ResponseHead(protocol, status, fields());
    }

    /**
     * The minor version may be any digit: a higher one than ours promises to be compatible (RFC 9110 section 2.5). Another major
     * version, or another protocol, is not for us.
     */
    private static String protocol(String line) throws FetchFailure {
        boolean http1 = line.length() >= VERSION_LENGTH
                && line.startsWith("HTTP/1.")
                && isDigit(line.charAt(VERSION_LENGTH - 1))
                && (line.length() == VERSION_LENGTH || line.charAt(VERSION_LENGTH) == ' ');
        if (!http1) throw protocolError("not an HTTP/1 response: '" + excerpt(line) + "'");
        return line.charAt(VERSION_LENGTH - 1) == '0' ? ResponseHead.HTTP_1_0 : ResponseHead.HTTP_1_1;
    }

    /** Three digits, then the end or a space; the reason phrase may be missing with its space, as many servers have it. */
    private static int status(String line) throws FetchFailure {
        int start = VERSION_LENGTH + 1;
        int stop = start + 3;
        if (line.length() < stop || (line.length() > stop && line.charAt(stop) != ' ')) {
            throw badStatus(line);
        }
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
            fields.add(field);
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
        String name = trim(line.substring(0, colon));
        if (name.isEmpty()) throw protocolError("a header line without a name: '" + excerpt(line) + "'");
        return new HeaderField(name, trim(line.substring(colon + 1)));
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
