package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where hosts are, and where nobody may be. Immutable.
 *
 * @param everythingAt where all hosts are, whatever their names; null: where their names say
 * @param overrides what the user says of some hosts
 * @param nameServers whom to ask; empty: the system's
 * @param publicOnly whether addresses that are not of the public internet are refused
 */
public record Addressing(
        @Nullable InetSocketAddress everythingAt,
        HostOverrides overrides,
        List<InetSocketAddress> nameServers,
        boolean publicOnly) {
    private static final int DNS_PORT = 53;

    /** By their names. */
    public static final Addressing BY_NAME = new Addressing(null, HostOverrides.NONE, List.of(), false);

    public Addressing {
        nameServers = List.copyOf(nameServers);
    }

    /** All at one address; by their names if it is null. */
    public static Addressing at(@Nullable InetSocketAddress everything) {
        return new Addressing(everything, HostOverrides.NONE, List.of(), false);
    }

    /**
     * Reads name servers.
     *
     * @param given {@code ADDRESS} or {@code ADDRESS:PORT}, several by comma
     * @throws IllegalArgumentException if one is not of that form
     */
    public static List<InetSocketAddress> nameServers(List<String> given) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String list : given) {
            for (String each : list.split(",", -1)) servers.add(AddressText.parse(each.strip(), DNS_PORT));
        }
        return servers;
    }

    /** Makes what finds them. */
    public AddressResolver resolver(Loop loop, Transport transport) {
        if (everythingAt != null) return new FixedAddressResolver(loop, everythingAt);
        AddressResolver names = new DnsAddressResolver(loop, transport, nameServers);
        return new AddressResolver() {
            @Override
            public Task<Addresses> resolve(Origin origin) {
                List<InetSocketAddress> said = overrides.addressesOf(origin);
                return said == null ? names.resolve(origin) : loop.succeeded(Addresses.of(said));
            }

            @Override
            public void forget(Origin origin) {
                names.forget(origin);
            }

            @Override
            public int lookups() {
                return names.lookups();
            }

            @Override
            public void close() {
                names.close();
            }
        };
    }

    /** Where they may be. */
    public AddressPolicy policy() {
        return publicOnly ? AddressPolicy.PUBLIC_ONLY : AddressPolicy.ANY;
    }
}
