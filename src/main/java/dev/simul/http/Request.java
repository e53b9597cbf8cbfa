package dev.simul.http;

import dev.simul.net.ProxyServer;
import dev.simul.url.Url;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GET request, to be written as the connection wants it. Immutable.
 *
 * @param sameOrigin whether {@code url} has the origin of the URL in the list, so that credentials may go along
 * @param cookie what else goes along as a cookie; null: nothing
 */
record Request(
        RequestFields fields,
        Url url,
        boolean sameOrigin,
        @Nullable String cookie) {
    /** Fields about the connection, which HTTP/2 does not have (RFC 9113 section 8.2.2). */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    /**
     * RFC 9112 section 3.
     *
     * @param proxy who is to pass it on, and so is asked for the whole URL (section 3.2.2); null if nobody is
     */
    byte[] http1(@Nullable ProxyServer proxy) {
        return fields.get(url, sameOrigin, cookie, proxy);
    }

    /** What it says, but for what tells who sends it. */
    List<HeaderField> withoutSecrets() {
        return fields.fieldsFor(url, sameOrigin, cookie).stream()
                .filter(field -> !RequestFields.isCredential(field))
                .toList();
    }

    /** RFC 9113 section 8.3.1. */
    Http2Headers http2() {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .method("GET")
                .scheme(url.scheme())
                .path(url.requestTarget());
        for (HeaderField field : fields.fieldsFor(url, sameOrigin, cookie)) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (name.equals("host")) {
                headers.authority(field.value());
            } else if (!OF_CONNECTIONS.contains(name)) {
                headers.add(name, field.value());
            }
        }
        return headers;
    }
}
