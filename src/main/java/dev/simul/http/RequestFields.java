package dev.simul.http;

import dev.simul.net.ProxyServer;
import dev.simul.url.Url;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final String userAgent;
    private final List<HeaderField> given;
    private final @Nullable String host;
    private final boolean hasAuthorization;
    private final boolean takesAwayCookies;
    /** Of all {@code Cookie} fields that the user gave; empty where he gave none. */
    private final String givenCookie;

    private final boolean hasProxyAuthorization;
    private final List<HeaderField> all;
    private final List<HeaderField> withoutCredentials;
    private final List<HeaderField> withoutCookie;
    private final byte[] allBytes;
    private final byte[] bytesWithoutCredentials;
    private final byte[] bytesWithoutCookie;

    private RequestFields(String userAgent, List<HeaderField> given, @Nullable String host, List<HeaderField> fields) {
        this.userAgent = userAgent;
        this.given = List.copyOf(given);
        this.host = host;
        this.hasAuthorization = fields.stream().anyMatch(field -> field.isNamed("Authorization"));
        this.hasProxyAuthorization = fields.stream().anyMatch(field -> field.isNamed("Proxy-Authorization"));
        this.all = List.copyOf(fields);
        this.withoutCredentials =
                fields.stream().filter(field -> !isCredential(field)).toList();
        this.takesAwayCookies = given.stream()
                .anyMatch(field -> field.isNamed("Cookie") && field.value().isEmpty());
        this.givenCookie = fields.stream()
                .filter(field -> field.isNamed("Cookie"))
                .map(HeaderField::value)
                .collect(Collectors.joining("; "));
        this.withoutCookie =
                fields.stream().filter(field -> !field.isNamed("Cookie")).toList();
        this.allBytes = encode(all);
        this.bytesWithoutCredentials = encode(withoutCredentials);
        this.bytesWithoutCookie = encode(withoutCookie);
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
        fields.add(new HeaderField("Accept-Encoding", BodyDecoder.offered()));
        for (HeaderField field : given) fields.removeIf(ours -> ours.isNamed(field.name()));
        String host = null;
        for (HeaderField field : given) {
            if (field.isNamed("Host")) {
                host = field.value();
            } else if (!field.value().isEmpty()) {
                fields.add(field);
            }
        }
        return new RequestFields(userAgent, given, host, fields);
    }

    /** Whether it tells who sends it, and is for nobody else to see. */
    static boolean isCredential(HeaderField field) {
        return CREDENTIALS.contains(field.name().toLowerCase(Locale.ROOT));
    }

    /** What {@link #of} was given, so that another process can make the same. */
    public String userAgent() {
        return userAgent;
    }

    /** What {@link #of} was given, in its order. */
    public List<HeaderField> given() {
        return given;
    }

    /** Whether the user gave {@code Cookie} without a value: then none is sent, whoever sets it. */
    public boolean takesAwayCookies() {
        return takesAwayCookies;
    }

    /** What all requests say of who sends them; null if the user took that away. */
    public @Nullable String sentUserAgent() {
        for (HeaderField field : all) {
            if (field.isNamed("User-Agent")) return field.value();
        }
        return null;
    }

    /**
     * The fields of a request, in order, for whoever does not write its bytes himself.
     *
     * @param sameOrigin whether {@code url} has the origin of the URL in the list, so that credentials may go along
     * @param cookie what goes along as a cookie, after what the user gave; null: nothing else
     */
    public List<HeaderField> fieldsFor(Url url, boolean sameOrigin, @Nullable String cookie) {
        List<HeaderField> fields = new ArrayList<>(all.size() + 2);
        fields.add(new HeaderField("Host", host(url, sameOrigin)));
        String authorization = authorization(url, sameOrigin);
        if (authorization != null) fields.add(new HeaderField("Authorization", authorization));
        if (cookie == null) {
            fields.addAll(sameOrigin ? all : withoutCredentials);
        } else {
            fields.add(new HeaderField("Cookie", cookies(cookie, sameOrigin)));
            fields.addAll(sameOrigin ? withoutCookie : withoutCredentials);
        }
        return fields;
    }

    /**
     * The bytes of a GET request (RFC 9112 section 3).
     *
     * @param sameOrigin whether {@code url} has the origin of the URL in the list, so that credentials may go along
     * @param cookie what goes along as a cookie, after what the user gave; null: nothing else
     * @param proxy who is asked to pass it on, with our credentials for it; null if it goes to the origin
     */
    byte[] get(Url url, boolean sameOrigin, @Nullable String cookie, @Nullable ProxyServer proxy) {
        StringBuilder head = new StringBuilder(128);
        head.append("GET ");
        if (proxy != null) head.append(url.scheme()).append("://").append(url.authority());
        head.append(url.requestTarget()).append(" HTTP/1.1\r\nHost: ");
        head.append(host(url, sameOrigin)).append("\r\n");
        String authorization = authorization(url, sameOrigin);
        if (authorization != null)
            head.append("Authorization: ").append(authorization).append("\r\n");
        if (cookie != null)
            head.append("Cookie: ").append(cookies(cookie, sameOrigin)).append("\r\n");
        String proxyAuthorization =
                proxy == null || (hasProxyAuthorization && sameOrigin) ? null : proxy.authorization();
        if (proxyAuthorization != null)
            head.append("Proxy-Authorization: ").append(proxyAuthorization).append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] ofUser = cookie == null ? allBytes : bytesWithoutCookie;
        byte[] rest = sameOrigin ? ofUser : bytesWithoutCredentials;
        byte[] request = new byte[start.length + rest.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(rest, 0, request, start.length, rest.length);
        return request;
    }

    private String host(Url url, boolean sameOrigin) {
        return sameOrigin && host != null ? host : url.authority();
    }

    /** One field for all of them (RFC 6265bis section 5.8.1). */
    private String cookies(String cookie, boolean sameOrigin) {
        return sameOrigin && !givenCookie.isEmpty() ? givenCookie + "; " + cookie : cookie;
    }

    /** What the URL's user information comes to, unless the user gave something else; null if there is none. */
    private @Nullable String authorization(Url url, boolean sameOrigin) {
        if ((hasAuthorization && sameOrigin) || !hasUserInfo(url)) return null;
        return "Basic " + basicCredentials(url);
    }

    private static boolean hasUserInfo(Url url) {
        return !url.username().isEmpty() || !url.password().isEmpty();
    }

    /** RFC 7617. */
    private static String basicCredentials(Url url) {
        return Base64.getEncoder().encodeToString(url.userInfo());
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
