package dev.simul.net;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which proxy is asked for which origin. Immutable. */
public final class ProxyRules {
    /** Everybody is reached directly. */
    public static final ProxyRules NONE = new ProxyRules(null, null, NoProxy.NOBODY);

    private final @Nullable ProxyServer http;
    private final @Nullable ProxyServer https;
    private final NoProxy noProxy;

    private ProxyRules(@Nullable ProxyServer http, @Nullable ProxyServer https, NoProxy noProxy) {
        this.http = http;
        this.https = https;
        this.noProxy = noProxy;
    }

    /** One proxy for everybody but whom {@code no_proxy} or {@code NO_PROXY} names. */
    public static ProxyRules of(ProxyServer proxy, Map<String, String> environment) {
        return new ProxyRules(proxy, proxy, noProxy(environment));
    }

    /**
     * What the usual variables say, as curl reads them: {@code http_proxy} for http, {@code https_proxy} and {@code HTTPS_PROXY} for
     * https, then {@code all_proxy} and {@code ALL_PROXY}, and {@code no_proxy} and {@code NO_PROXY}. An empty one counts as none.
     *
     * @throws IllegalArgumentException if one of them that matters is no proxy; the message names the variable
     */
    public static ProxyRules ofEnvironment(Map<String, String> environment) {
        // HTTP_PROXY is what a CGI program is given for a request's header field "Proxy".
        return new ProxyRules(
                first(environment, "http_proxy", "all_proxy", "ALL_PROXY"),
                first(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
                noProxy(environment));
    }

    private static @Nullable ProxyServer first(Map<String, String> environment, String... variables) {
        for (String variable : variables) {
            String value = environment.getOrDefault(variable, "");
            if (value.isEmpty()) continue;
            try {
                return ProxyServer.parse(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
            }
        }
        return null;
    }

    private static NoProxy noProxy(Map<String, String> environment) {
        String list = environment.getOrDefault("no_proxy", "");
        return NoProxy.parse(list.isEmpty() ? environment.getOrDefault("NO_PROXY", "") : list);
    }

    /** The proxy for {@code origin}; null where it is reached directly. */
    public @Nullable ProxyServer proxyFor(Origin origin) {
        ProxyServer proxy = origin.secure() ? https : http;
        return proxy == null || noProxy.contains(origin) ? null : proxy;
    }
}
