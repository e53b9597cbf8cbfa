package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the end of a response's body is known (RFC 9112 section 6.3).
 *
 * @param codings that {@code Transfer-Encoding} has applied before chunked, in the order of application
 */
record BodyFraming(Kind kind, long length, List<String> codings) {
    enum Kind {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    /** No body at all. */
    static final BodyFraming NOTHING = new BodyFraming(Kind.NONE, 0, List.of());

    /** Something below HTTP's messages tells the end: the connection, or the frames of HTTP/2. */
    static final BodyFraming UNTIL_END = new BodyFraming(Kind.UNTIL_CLOSE, 0, List.of());

    private static final long MAX_TENTH = Long.MAX_VALUE / 10;

    static BodyFraming of(ResponseHead head) throws FetchFailure {
        if (head.status() == 204 || head.status() == 304) return NOTHING;
        String encoded = head.first("Transfer-Encoding");
        String length = head.first("Content-Length");
        if (encoded != null) {
            List<String> codings = transferCodings(head);
            if (length != null && !codings.isEmpty()) {
                throw HeadParser.protocolError("both Transfer-Encoding and Content-Length");
            }
            if (!codings.isEmpty()) return chunked(codings);
        }
        if (length != null) return new BodyFraming(Kind.LENGTH, contentLength(head), List.of());
        return UNTIL_END;
    }

    private static List<String> transferCodings(ResponseHead head) throws FetchFailure {
        List<String> codings = new ArrayList<>(2);
        for (String member : head.list("Transfer-Encoding")) {
            String coding = member.toLowerCase(Locale.ROOT);
            for (int i = 0; i < coding.length(); i++) {
                if (!HeaderField.isTokenChar(coding.charAt(i))) {
                    throw HeadParser.protocolError("not a transfer coding: '" + HeadParser.excerpt(member) + "'");
                }
            }
            if (!coding.equals("identity")) codings.add(coding); // RFC 2616 had it; it means nothing
        }
        return codings;
    }

    private static BodyFraming chunked(List<String> codings) throws FetchFailure {
        int chunked = codings.indexOf("chunked");
        if (chunked < 0) {
            throw new FetchFailure(new FetchError.Decode(codings.getLast(), "not a transfer coding that we know"));
        }
        if (chunked != codings.size() - 1) throw HeadParser.protocolError("chunked is not the last transfer coding");
        return new BodyFraming(Kind.CHUNKED, 0, List.copyOf(codings.subList(0, chunked)));
    }

    /** Several equal lengths are one (RFC 9110 section 8.6); different ones are refused. */
    private static long contentLength(ResponseHead head) throws FetchFailure {
        List<String> lengths = head.list("Content-Length");
        if (lengths.isEmpty()) throw HeadParser.protocolError("an empty Content-Length");
        long length = decimal(lengths.getFirst());
        for (String other : lengths) {
            if (decimal(other) != length) throw HeadParser.protocolError("several different Content-Lengths");
        }
        return length;
    }

    private static long decimal(String digits) throws FetchFailure {
        boolean ok = true;
        long value = 0;
        for (int i = 0; ok && i < digits.length(); i++) {
            char c = digits.charAt(i);
            ok = c >= '0' && c <= '9' && value <= MAX_TENTH;
            value = value * 10 + c - '0';
            ok &= value >= 0; // the last digit may be one too many
        }
        if (!ok) throw HeadParser.protocolError("not a Content-Length: '" + HeadParser.excerpt(digits) + "'");
        return value;
    }
}
