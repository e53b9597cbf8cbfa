package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import java.net.InetSocketAddress;
import java.util.List;

/** Every origin is at one address, whatever its name and port: so a mock server can stand for the whole web. */
public final class FixedAddressResolver implements AddressResolver {
    private final Loop loop;
    private final Addresses address;

    public FixedAddressResolver(Loop loop, InetSocketAddress address) {
        this.loop = loop;
        this.address = Addresses.of(List.of(address));
    }

    @Override
    public Task<Addresses> resolve(Origin origin) {
        return loop.succeeded(address);
    }

    @Override
    public void close() {}
}
