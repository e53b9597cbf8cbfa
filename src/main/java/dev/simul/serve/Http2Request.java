package dev.simul.serve;

import dev.simul.serve.Connection.Peer;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a request of HTTP/2 (RFC 9113, section 8.3.1) as one that any scenario understands. */
final class Http2Request {
    /** The version that such requests have. */
    static final HttpVersion HTTP_2 = new HttpVersion("HTTP", 2, 0, true);

    private Http2Request() {}

    /** Returns the request; null where it lacks what it must have. */
    static @Nullable Request of(Http2Headers headers, Peer peer) {
        CharSequence method = headers.method();
        CharSequence path = headers.path();
        CharSequence authority = headers.authority();
        if (method == null || (path == null && authority == null)) return null;
        HttpHeaders fields =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            CharSequence name = field.getKey();
            if (name.isEmpty() || name.charAt(0) != ':') fields.add(name, field.getValue());
        }
        if (authority != null) fields.set(HttpHeaderNames.HOST, authority);
        HttpRequest message = new DefaultHttpRequest(
                HTTP_2, HttpMethod.valueOf(method.toString()), path == null ? "/" : path.toString(), fields);
        boolean secure = headers.scheme() == null ? peer.overTls() : "https".contentEquals(headers.scheme());
        return Request.of(message, secure, peer.tunnelHost(), peer.number());
    }
}
