package dev.simul.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Reads addresses as users write them: {@code 192.0.2.1}, {@code 192.0.2.1:8080}, {@code ::1}, {@code [::1]}, {@code [::1]:8080}.
 */
final class AddressText {
    private static final int MAX_PORT = 65_535;

    private AddressText() {}

    /**
     * Reads one.
     *
     * @param defaultPort where none is given
     * @throws IllegalArgumentException if it is none
     */
    static InetSocketAddress parse(String text, int defaultPort) {
        byte[] whole = NetUtil.createByteArrayFromIpAddressString(text);
        if (whole != null) return of(whole, defaultPort);
        int colon = text.lastIndexOf(':');
        boolean hasPort =
                colon > 0 && (text.startsWith("[") ? text.charAt(colon - 1) == ']' : text.indexOf(':') == colon);
        byte[] bytes = hasPort ? NetUtil.createByteArrayFromIpAddressString(text.substring(0, colon)) : null;
        if (bytes == null) throw new IllegalArgumentException("'" + text + "' is not an address");
        return of(bytes, port(text.substring(colon + 1)));
    }

    /**
     * Reads a port, 1 to 65535.
     *
     * @throws IllegalArgumentException if it is none
     */
    static int port(String digits) {
        boolean isNumber =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = isNumber ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > MAX_PORT) throw new IllegalArgumentException("'" + digits + "' is not a port");
        return port;
    }

    private static InetSocketAddress of(byte[] address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
