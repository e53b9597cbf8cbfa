package dev.simul.serve;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host with a port, as it stands in a URL, in Host and after CONNECT.
 *
 * @param host lower case, an IPv6 address without its brackets
 * @param port 1 to 65535; {@link #NO_PORT} where none was given
 */
record Authority(String host, int port) {
    static final int NO_PORT = -1;

    private static final int MAX_HOST = 255; // of a name, RFC 1035, section 2.3.4; an address is shorter

    /** Reads {@code [userinfo@]host[:port]}; null where it is neither a host nor a port. */
    static @Nullable Authority parse(String text) {
        String hostAndPort = text.substring(text.lastIndexOf('@') + 1);
        int end = hostAndPort.startsWith("[") ? hostAndPort.indexOf(']') + 1 : hostAndPort.indexOf(':');
        if (end < 0) end = hostAndPort.length();
        if (end == 0) return null; // no host, or no end of the bracket
        String host = hostAndPort.substring(0, end);
        if (host.startsWith("[")) host = host.substring(1, end - 1);
        int port = port(hostAndPort.substring(end));
        boolean usable = !host.isEmpty() && host.length() <= MAX_HOST && port != 0;
        return !usable ? null : new Authority(host.toLowerCase(Locale.ROOT), port);
    }

    boolean hasPort() {
        return port != NO_PORT;
    }

    /** Reads {@code :port}; {@link #NO_PORT} for nothing, 0 for what is not one. */
    private static int port(String text) {
        if (text.isEmpty() || text.equals(":")) return NO_PORT;
        if (text.charAt(0) != ':' || text.length() > 6) return 0;
        int port = 0;
        for (int i = 1; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') return 0;
            port = port * 10 + digit - '0';
        }
        return port > 65_535 ? 0 : port;
    }
}
