package dev.simul.serve;

import java.util.ArrayList;
import java.util.List;

/**
 * What the scenario {@code faults} has, for tests that go through all of it: each path and each host has one way to go wrong, and
 * {@code /} says which.
 */
public final class FaultNames {
    private FaultNames() {}

    /** The paths, in the order of the index, those that only HTTP/2 has among them. */
    public static List<String> paths() {
        return FaultCatalogue.PAGES.stream().map(FaultPage::path).toList();
    }

    /** The paths that only HTTP/2 has; over HTTP/1.1 all but one of them are answered with 505. */
    public static List<String> http2Paths() {
        return Http2Faults.PAGES.stream().map(FaultPage::path).toList();
    }

    /** The hosts that are faults: over TLS, over HTTP/2, with the server as a proxy, or by their robots.txt. */
    public static List<String> hosts() {
        List<String> hosts = new ArrayList<>(FaultCatalogue.TLS_HOSTS.keySet());
        hosts.addAll(HostFaults.HTTP2_HOSTS.keySet());
        hosts.addAll(HostFaults.PROXY_HOSTS.keySet());
        hosts.addAll(RobotsFaults.HOSTS.keySet());
        return List.copyOf(hosts);
    }
}
