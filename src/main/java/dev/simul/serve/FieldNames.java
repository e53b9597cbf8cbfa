package dev.simul.serve;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of fields as HTTP/2 has them, in lower case (RFC 9113, section 8.2); those of every page are made once. */
final class FieldNames {
    private static final Map<String, AsciiString> KNOWN = Stream.of(
                    "Content-Type", "Content-Length", "Content-Encoding", "Vary", "Location")
            .collect(Collectors.toUnmodifiableMap(
                    name -> name, name -> AsciiString.cached(name).toLowerCase()));

    private FieldNames() {}

    static AsciiString lowerCase(String name) {
        AsciiString known = KNOWN.get(name);
        return known != null ? known : new AsciiString(name).toLowerCase();
    }

    /** The value of {@code :status}. */
    static AsciiString status(int code) {
        return HttpResponseStatus.valueOf(code).codeAsText();
    }
}
