package dev.simul.serve;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as a scenario sees it: what was asked for, whichever way it came.
 *
 * @param message the request line and the headers as they were sent
 * @param scheme {@code http} or {@code https}: of an absolute-form target, else of the connection
 * @param host lower case, without a port: of the target, else of Host, else of the tunnel
 * @param target path and query, beginning with a slash
 * @param connection the number of the connection, from 1, in the order of acceptance
 */
record Request(HttpRequest message, String scheme, String host, String target, int connection) {
    private static final String NAMELESS = "localhost";

    /**
     * Resolves the four forms of a request target (RFC 9112, section 3.2).
     *
     * @param tunnelHost whom the client believes to talk to; null outside a tunnel
     */
    static Request of(HttpRequest message, boolean overTls, @Nullable String tunnelHost, int connection) {
        String scheme = overTls ? "https" : "http";
        String uri = message.uri();
        if (!uri.startsWith("/")) {
            int colon = uri.indexOf("://");
            if (colon > 0) {
                int begin = colon + 3;
                int end = endOfAuthority(uri, begin);
                Authority authority = Authority.parse(uri.substring(begin, end));
                String host = authority == null ? NAMELESS : authority.host();
                return new Request(
                        message, uri.substring(0, colon).toLowerCase(Locale.ROOT), host, path(uri, end), connection);
            }
        }
        String named = message.headers().get(HttpHeaderNames.HOST);
        Authority authority = named == null ? null : Authority.parse(named);
        String host = authority != null ? authority.host() : tunnelHost != null ? tunnelHost : NAMELESS;
        return new Request(message, scheme, host, uri.startsWith("/") ? uri : "/" + uri, connection);
    }

    String method() {
        return message.method().name();
    }

    HttpHeaders headers() {
        return message.headers();
    }

    boolean isHead() {
        return message.method().equals(HttpMethod.HEAD);
    }

    boolean isConnect() {
        return message.method().equals(HttpMethod.CONNECT);
    }

    boolean isKeepAlive() {
        return HttpUtil.isKeepAlive(message);
    }

    boolean isHttp10() {
        return message.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    boolean isHttp2() {
        return message.protocolVersion().majorVersion() == 2;
    }

    /** Whether the client takes gzip: named, and not with a weight of zero (RFC 9110, section 12.5.3). */
    boolean acceptsGzip() {
        String accepted = message.headers().get(HttpHeaderNames.ACCEPT_ENCODING);
        if (accepted == null) return false;
        for (String element : accepted.split(",", 32)) {
            String[] codingAndWeight = element.toLowerCase(Locale.ROOT).split(";", 2);
            if (!codingAndWeight[0].strip().equals("gzip")) continue;
            return codingAndWeight.length == 1 || !isZero(codingAndWeight[1].strip());
        }
        return false;
    }

    /** The target without its query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What the answer is a function of, together with the seed. */
    String key() {
        return host + target;
    }

    private static boolean isZero(String weight) {
        return weight.matches("q\\s*=\\s*0(\\.0{0,3})?");
    }

    private static int endOfAuthority(String uri, int begin) {
        for (int i = begin; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '/' || c == '?' || c == '#') return i;
        }
        return uri.length();
    }

    private static String path(String uri, int begin) {
        String path = uri.substring(begin);
        return path.startsWith("/") ? path : "/" + path;
    }
}
