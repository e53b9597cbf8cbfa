package dev.simul.net;

import org.jspecify.annotations.Nullable;

/** How an origin is reached, and so which requests may share a connection. Immutable. */
public sealed interface Route {
    /** Whom the TCP connection is to. */
    Origin firstHop();

    /** Who is in between; null if nobody is. */
    @Nullable
    ProxyServer proxy();

    /** Whom bytes go to once the connection is open; null where it is the proxy, on behalf of any origin. */
    @Nullable
    Origin end();

    /** Without anybody in between. */
    record Direct(Origin origin) implements Route {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Direct direct && origin.equals(direct.origin);
        }

        @Override
        public int hashCode() {
            return origin.hashCode();
        }

        @Override
        public Origin firstHop() {
            return origin;
        }

        @Override
        public @Nullable ProxyServer proxy() {
            return null;
        }

        @Override
        public Origin end() {
            return origin;
        }
    }

    /** Through a tunnel that the proxy opens to one origin. */
    record Tunnelled(Origin origin, ProxyServer proxy) implements Route {
        @Override
        public Origin firstHop() {
            return proxy.address();
        }

        @Override
        public Origin end() {
            return origin;
        }
    }

    /** The proxy takes requests for any http origin, and passes them on (RFC 9112 section 3.2.2). */
    record Forwarded(ProxyServer proxy) implements Route {
        @Override
        public Origin firstHop() {
            return proxy.address();
        }

        @Override
        public @Nullable Origin end() {
            return null;
        }
    }
}
