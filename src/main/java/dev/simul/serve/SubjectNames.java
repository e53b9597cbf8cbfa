package dev.simul.serve;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The hosts and addresses that a certificate is for (RFC 5280, section 4.2.1.6). */
record SubjectNames(List<String> hosts) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MAX_NAME = 253; // RFC 1035, section 2.3.4, without the root

    SubjectNames {
        hosts = List.copyOf(hosts);
        for (String host : hosts) {
            if (!isPossible(host)) throw new IllegalArgumentException("no name for a certificate: " + host);
        }
    }

    static SubjectNames of(String... hosts) {
        return new SubjectNames(Arrays.asList(hosts));
    }

    /** Whether {@code host} is an IP address or looks like a name in the DNS. */
    static boolean isPossible(String host) {
        if (host.isEmpty() || host.length() > MAX_NAME) return false;
        return isAddress(host) || NAME.matcher(host).matches();
    }

    /** The value of the extension. */
    byte[] encoded() {
        return Der.sequence(hosts.stream().map(SubjectNames::encoded).toArray(byte[][]::new));
    }

    private static byte[] encoded(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        return address != null
                ? Der.implicit(IP_ADDRESS, address)
                : Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isAddress(String host) {
        return NetUtil.createByteArrayFromIpAddressString(host) != null;
    }
}
