package dev.simul.net;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code resolv.conf} says, as in resolv.conf(5). Of the options those that say how to ask; {@code search}, {@code domain} and
 * {@code ndots} mean nothing here: the hosts of URLs are whole names, and who fetches {@code http://intranet/} for a list does not
 * want to ask {@code intranet.} under every domain of the machine.
 *
 * @param servers the first three; the one of this machine where none is given
 * @param limit how long to wait for an answer, 1 to 30 seconds; null where nothing is said
 * @param rounds how often to ask all servers, 1 to 5; 0 where nothing is said
 * @param rotate whether to begin with another server each time
 */
record ResolvConf(List<InetSocketAddress> servers, @Nullable Duration limit, int rounds, boolean rotate) {
    private static final int DNS_PORT = 53;
    private static final int MAX_SERVERS = 3;
    private static final int MAX_LIMIT_SECONDS = 30;
    private static final int MAX_ROUNDS = 5;
    private static final int MAX_DIGITS = 9;

    /**
     * Reads it.
     *
     * @param options the environment's {@code RES_OPTIONS}, which come after those of the file; empty for none
     */
    static ResolvConf parse(List<String> lines, String options) {
        List<InetSocketAddress> servers = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            // A keyword begins its line; comments begin with ; or #.
            if (line.isEmpty() || Character.isWhitespace(line.charAt(0)) || words.length < 2) continue;
            if (words[0].equals("nameserver") && servers.size() < MAX_SERVERS) {
                InetAddress address = address(words[1]);
                if (address != null) servers.add(new InetSocketAddress(address, DNS_PORT));
            } else if (words[0].equals("options")) {
                all.addAll(List.of(words).subList(1, words.length));
            }
        }
        if (servers.isEmpty()) servers.add(new InetSocketAddress(NetUtil.LOCALHOST4, DNS_PORT));
        all.addAll(List.of(options.strip().split("\\s+")));
        return withOptions(servers, all);
    }

    private static ResolvConf withOptions(List<InetSocketAddress> servers, List<String> options) {
        Duration limit = null;
        int rounds = 0;
        boolean rotate = false;
        for (String option : options) {
            int timeout = number(option, "timeout:", MAX_LIMIT_SECONDS);
            int attempts = number(option, "attempts:", MAX_ROUNDS);
            if (timeout > 0) limit = Duration.ofSeconds(timeout);
            if (attempts > 0) rounds = attempts;
            if (option.equals("rotate")) rotate = true;
        }
        return new ResolvConf(List.copyOf(servers), limit, rounds, rotate);
    }

    /** The number after {@code keyword}, at most {@code max}; 0 if there is none. */
    private static int number(String option, String keyword, int max) {
        if (!option.startsWith(keyword)) return 0;
        String digits = option.substring(keyword.length());
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Math.min(Integer.parseInt(digits), max) : 0;
    }

    private static @Nullable InetAddress address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) return null;
        int zone = text.indexOf('%');
        try {
            // A link-local address means something on one interface only, as in fe80::1%eth0.
            if (zone < 0) return InetAddress.getByAddress(bytes);
            NetworkInterface where = NetworkInterface.getByName(text.substring(zone + 1));
            return where == null ? null : Inet6Address.getByAddress(null, bytes, where);
        } catch (SocketException | UnknownHostException notHere) {
            return null;
        }
    }
}
