package dev.simul.serve;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedServer} was asked.
 *
 * @param method as sent
 * @param target as sent: path and query, or a whole URL, or for CONNECT a host and port
 * @param headers as sent, in order
 * @param connection the number of the connection, from 1
 * @param secure whether it came over TLS
 */
public record SeenRequest(
        String method, String target, List<Map.Entry<String, String>> headers, int connection, boolean secure) {
    public SeenRequest {
        headers = List.copyOf(headers);
    }

    static SeenRequest of(Request request, boolean secure) {
        List<Map.Entry<String, String>> headers = request.headers().entries().stream()
                .map(header -> Map.entry(header.getKey(), header.getValue()))
                .toList();
        return new SeenRequest(request.method(), request.message().uri(), headers, request.connection(), secure);
    }

    /** The value of the first header of that name, in any case; null where there is none. */
    public @Nullable String header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) return header.getValue();
        }
        return null;
    }

    /** The names of the headers, in order. */
    public List<String> headerNames() {
        return headers.stream().map(Map.Entry::getKey).toList();
    }
}
