package dev.simul.net;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the user says that some hosts are, as with curl's {@code --resolve}: {@code [+]HOST:PORT:ADDRESS[,ADDRESS]...}. Goes before
 * all look-ups. Immutable.
 *
 * <p>As with curl, {@code *} stands for any host that is not named itself, {@code -HOST:PORT} takes back what was said before it, and
 * {@code a.test.} is another host than {@code a.test}, as it is in a URL. An address may carry a port. Of a {@code +}, by which
 * curl forgets the entry after a minute, nothing is made: a crawl would change its mind in the middle. Unlike with curl a host is
 * written as in any URL: {@code faß.test} is {@code xn--fa-hia.test}.
 */
public final class HostOverrides {
    public static final HostOverrides NONE = new HostOverrides(Map.of());

    private static final String ANY_HOST = "*";

    private record HostAndPort(String host, int port) {}

    private final Map<HostAndPort, List<InetSocketAddress>> addresses;

    private HostOverrides(Map<HostAndPort, List<InetSocketAddress>> addresses) {
        this.addresses = Map.copyOf(addresses);
    }

    /**
     * Reads them; of two for one host and port the later one counts.
     *
     * @throws IllegalArgumentException if one is not of that form, with a message that says what is wrong
     */
    public static HostOverrides of(List<String> given) {
        Map<HostAndPort, List<InetSocketAddress>> addresses = new HashMap<>();
        for (String each : given) {
            try {
                if (each.startsWith("-")) {
                    remove(each.substring(1), addresses);
                } else {
                    put(each.startsWith("+") ? each.substring(1) : each, addresses);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + each + "': " + e.getMessage(), e);
            }
        }
        return new HostOverrides(addresses);
    }

    private static void put(String given, Map<HostAndPort, List<InetSocketAddress>> addresses) {
        int hostEnd = hostEnd(given);
        int portEnd = hostEnd < 0 ? -1 : given.indexOf(':', hostEnd + 1);
        if (portEnd < 0) throw new IllegalArgumentException("it is not of the form HOST:PORT:ADDRESS");
        HostAndPort whom = hostAndPort(given.substring(0, hostEnd), given.substring(hostEnd + 1, portEnd));
        List<InetSocketAddress> all = new ArrayList<>();
        for (String address : given.substring(portEnd + 1).split(",", -1)) {
            all.add(address(address.strip(), whom.port()));
        }
        addresses.put(whom, List.copyOf(all));
    }

    private static void remove(String given, Map<HostAndPort, List<InetSocketAddress>> addresses) {
        int hostEnd = hostEnd(given);
        if (hostEnd < 0) throw new IllegalArgumentException("it is not of the form -HOST:PORT");
        addresses.remove(hostAndPort(given.substring(0, hostEnd), given.substring(hostEnd + 1)));
    }

    /** Where the colon after the host is; negative if there is no host with a colon after it. */
    private static int hostEnd(String given) {
        int end = given.startsWith("[") ? given.indexOf(']') + 1 : given.indexOf(':');
        return end > 0 && end < given.length() && given.charAt(end) == ':' ? end : -1;
    }

    private static HostAndPort hostAndPort(String host, String port) {
        return new HostAndPort(host.equals(ANY_HOST) ? host : asInUrls(host), AddressText.port(port));
    }

    /** As the URL standard writes a host: that is what it will be compared with. */
    private static String asInUrls(String host) {
        try {
            Url url = Url.parse("http://" + host + "/");
            String parsed = url.host();
            if (parsed != null && url.href().equals("http://" + parsed + "/")) return parsed;
        } catch (UrlSyntaxException noHost) {
            throw new IllegalArgumentException(
                    "its host is one that no URL can have (" + noHost.reason() + ")", noHost);
        }
        throw new IllegalArgumentException("its host is one that no URL can have");
    }

    private static InetSocketAddress address(String text, int port) {
        if (text.isEmpty()) throw new IllegalArgumentException("an address is empty");
        return AddressText.parse(text, port);
    }

    /** Where {@code origin} is said to be; null if nothing is said. */
    @Nullable
    List<InetSocketAddress> addressesOf(Origin origin) {
        List<InetSocketAddress> own = addresses.get(new HostAndPort(origin.host(), origin.port()));
        return own != null ? own : addresses.get(new HostAndPort(ANY_HOST, origin.port()));
    }
}
