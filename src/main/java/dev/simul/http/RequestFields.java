package dev.simul.http;

import dev.simul.url.Url;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of all requests of a crawl. Immutable.
 *
 * <p>A field that the user gave replaces ours of the same name; one that was given without a value takes ours away, as with
 * curl. {@code Host} comes first (RFC 9110 section 7.2).
 */
public final class RequestFields {
    /** Fields that are for the origin of the URL in the list only, and not for one that it redirects to. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization");

    private final @Nullable String host;
    private final boolean hasAuthorization;
    private final byte[] all;
    private final byte[] withoutCredentials;

    private RequestFields(@Nullable String host, List<HeaderField> fields) {
        this.host = host;
        this.hasAuthorization = fields.stream().anyMatch(field -> field.isNamed("Authorization"));
        this.all = encode(fields);
        this.withoutCredentials = encode(fields.stream()
                .filter(field -> !CREDENTIALS.contains(field.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    /**
     * Our own fields with the user's over them.
     *
     * @param given in the order to send them in; one with an empty value takes ours of that name away
     */
    public static RequestFields of(String userAgent, List<HeaderField> given) {
        List<HeaderField> fields = new ArrayList<>();
        fields.add(HeaderField.checked("User-Agent", userAgent));
        fields.add(new HeaderField("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        fields.add(new HeaderField("Accept-Encoding", "gzip, deflate"));
        for (HeaderField field : given) fields.removeIf(ours -> ours.isNamed(field.name()));
        String host = null;
        for (HeaderField field : given) {
            if (field.isNamed("Host")) {
                host = field.value();
            } else if (!field.value().isEmpty()) {
                fields.add(field);
            }
        }
        return new RequestFields(host, fields);
    }

    /**
     * The bytes of a GET request (RFC 9112 section 3).
     *
     * @param sameOrigin whether {@code url} has the origin of the URL in the list, so that credentials may go along
     */
    byte[] get(Url url, boolean sameOrigin) {
        StringBuilder head = new StringBuilder(128);
        head.append("GET ").append(url.requestTarget()).append(" HTTP/1.1\r\nHost: ");
        head.append(sameOrigin && host != null ? host : url.authority()).append("\r\n");
        if (!(hasAuthorization && sameOrigin) && hasUserInfo(url)) {
            head.append("Authorization: Basic ").append(basicCredentials(url)).append("\r\n");
        }
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] rest = sameOrigin ? all : withoutCredentials;
        byte[] request = new byte[start.length + rest.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(rest, 0, request, start.length, rest.length);
        return request;
    }

    private static boolean hasUserInfo(Url url) {
        return !url.username().isEmpty() || !url.password().isEmpty();
    }

    /** RFC 7617, in UTF-8. */
    private static String basicCredentials(Url url) {
        String userInfo = decoded(url.username()) + ":" + decoded(url.password());
        return Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String percentEncoded) {
        return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static byte[] encode(List<HeaderField> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        for (HeaderField field : fields) {
            String line = field.name() + ": " + field.value() + "\r\n";
            bytes.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toByteArray();
    }
}
