package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what HTTP/2 says into heads of responses and into words for people. */
final class Http2Words {
    private static final int MAX_DEBUG = 80;
    private static final String HTTP_1 = "485454502f"; // "HTTP/" as Netty dumps it

    private Http2Words() {}

    /**
     * The head of a response (RFC 9113 section 8.3.2).
     *
     * @throws FetchFailure with {@link FetchError.Protocol} if it is malformed
     */
    static ResponseHead head(Http2Headers headers) throws FetchFailure {
        List<HeaderField> fields = new ArrayList<>(headers.size());
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            String name = field.getKey().toString();
            if (!name.startsWith(":")) fields.add(new HeaderField(name, value(name, field.getValue())));
        }
        return new ResponseHead(ResponseHead.HTTP_2, status(headers.getAll(":status")), fields);
    }

    private static int status(List<CharSequence> statuses) throws FetchFailure {
        if (statuses.size() != 1) throw HeadParser.protocolError("a head with " + statuses.size() + " statuses");
        String text = statuses.getFirst().toString();
        boolean valid = text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9') && text.charAt(0) != '0';
        if (!valid) throw HeadParser.protocolError("not a status: '" + HeadParser.excerpt(text) + "'");
        return Integer.parseInt(text);
    }

    /** RFC 9113 section 8.2.1: what would end a line elsewhere makes the head malformed. */
    private static String value(String name, CharSequence value) throws FetchFailure {
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw HeadParser.protocolError("a line break or NUL in the field '" + HeadParser.excerpt(name) + "'");
            }
        }
        return HeaderField.trim(text);
    }

    /** The name of an error code (RFC 9113 section 7). */
    static String of(long code) {
        Http2Error error = Http2Error.valueOf(code);
        return error == null ? "error " + code : error.name();
    }

    /** What a peer adds to its GOAWAY, as far as it is text. */
    static String debug(ByteBuf data) {
        String text = data.toString(StandardCharsets.ISO_8859_1);
        if (text.isBlank() || text.chars().anyMatch(c -> c < ' ' || c > '~')) return "";
        return ": " + (text.length() <= MAX_DEBUG ? text : text.substring(0, MAX_DEBUG) + "…");
    }

    /** What a broken connection means for everybody on it. */
    static FetchError error(Throwable cause, @Nullable Http2Exception failure, int maxHeadBytes) {
        String message = inWords(failure == null ? cause : failure);
        if (failure == null) return new FetchError.Internal(String.valueOf(cause));
        if (message.startsWith("Header size exceeded")) return new FetchError.TooLarge("the head", maxHeadBytes);
        if (message.startsWith("First received frame was not SETTINGS")) {
            return new FetchError.Protocol(
                    message.contains(HTTP_1)
                            ? "the server speaks HTTP/1 where HTTP/2 was wanted"
                            : "the server does not speak HTTP/2");
        }
        return new FetchError.Protocol("HTTP/2, " + failure.error() + ": " + message);
    }

    /** The codec's message, without the buffer that it shows at the end of some: this one's numbers depend on how the bytes came. */
    static String inWords(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int buffer = message.indexOf("ByteBuf(");
        return buffer < 0
                ? message
                : message.substring(0, message.lastIndexOf(' ', buffer) + 1).strip();
    }

    static boolean isAboutHttp2(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof Http2Exception) return true;
        }
        return false;
    }
}
