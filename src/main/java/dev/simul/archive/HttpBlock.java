package dev.simul.archive;

import dev.simul.http.HeaderField;
import dev.simul.http.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages as HTTP/1.1 has them (RFC 9112 section 2), whatever they came by. */
final class HttpBlock {
    /** Those that are met; the phrase that came is not known any more, and means nothing (RFC 9112 section 4). */
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(206, "Partial Content"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(303, "See Other"),
            Map.entry(304, "Not Modified"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(308, "Permanent Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(410, "Gone"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private HttpBlock() {}

    static byte[] request(Exchanged exchanged) {
        StringBuilder text = new StringBuilder(256)
                .append("GET ")
                .append(exchanged.url().requestTarget())
                .append(" HTTP/1.1\r\n");
        return bytes(text, exchanged.sent());
    }

    /** The head of a response, of the length that its body has if it is whole. */
    static byte[] responseHead(Exchanged exchanged) {
        ResponseHead head = exchanged.head();
        StringBuilder text = new StringBuilder(512)
                .append(head.protocol().equals("http/1.0") ? "HTTP/1.0 " : "HTTP/1.1 ")
                .append(head.status())
                .append(' ')
                .append(REASONS.getOrDefault(head.status(), ""))
                .append("\r\n");
        boolean hasBody = head.status() != 204 && head.status() != 304;
        boolean isMeasured = hasBody && exchanged.isWhole();
        List<HeaderField> fields = new ArrayList<>(head.fields().size() + 2);
        for (HeaderField field : head.fields()) {
            boolean replaced = field.name().equalsIgnoreCase("Transfer-Encoding")
                    || (isMeasured && field.name().equalsIgnoreCase("Content-Length"));
            if (!replaced) fields.add(field);
        }
        for (String coding : exchanged.codings()) fields.add(new HeaderField("Content-Encoding", coding));
        if (isMeasured) {
            fields.add(new HeaderField(
                    "Content-Length", Long.toString(exchanged.body().size())));
        }
        return bytes(text, fields);
    }

    private static byte[] bytes(StringBuilder text, List<HeaderField> fields) {
        for (HeaderField field : fields) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
