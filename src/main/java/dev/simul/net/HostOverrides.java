package dev.simul.net;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the user says that some hosts are, as with curl's {@code --resolve}: {@code HOST:PORT:ADDRESS[,ADDRESS]...}. {@code *}
 * stands for any host; an address may carry a port. Goes before all look-ups. Immutable.
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
        for (String each : given) put(each, addresses);
        return new HostOverrides(addresses);
    }

    private static void put(String given, Map<HostAndPort, List<InetSocketAddress>> addresses) {
        int hostEnd = given.startsWith("[") ? given.indexOf(']') + 1 : given.indexOf(':');
        int portEnd = hostEnd <= 0 ? -1 : given.indexOf(':', hostEnd + 1);
        if (portEnd < 0 || given.charAt(hostEnd) != ':') {
            throw new IllegalArgumentException("'" + given + "' is not of the form HOST:PORT:ADDRESS");
        }
        String host = given.substring(0, hostEnd).toLowerCase(Locale.ROOT);
        try {
            int port = AddressText.port(given.substring(hostEnd + 1, portEnd));
            List<InetSocketAddress> all = new ArrayList<>();
            for (String address : given.substring(portEnd + 1).split(",", -1)) {
                all.add(AddressText.parse(address.strip(), port));
            }
            addresses.put(new HostAndPort(host, port), List.copyOf(all));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " in '" + given + "'", e);
        }
    }

    /** Where {@code origin} is said to be; null if nothing is said. */
    @Nullable
    List<InetSocketAddress> addressesOf(Origin origin) {
        List<InetSocketAddress> own = addresses.get(new HostAndPort(origin.host(), origin.port()));
        return own != null ? own : addresses.get(new HostAndPort(ANY_HOST, origin.port()));
    }
}
