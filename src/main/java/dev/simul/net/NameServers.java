package dev.simul.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Whom to ask for a name, in which order, how often, and how long to wait for each. Loop thread. */
final class NameServers {
    /**
     * Where nobody says anything else. resolv.conf(5) has five seconds: a name would eat all of the default of {@code
     * --connect-timeout} where a first server of two is dead. A server that has to ask others first takes well below one.
     */
    static final Duration DEFAULT_LIMIT = Duration.ofSeconds(2);

    /** As resolv.conf(5) has it. */
    static final int DEFAULT_ROUNDS = 2;

    private final Function<String, List<InetSocketAddress>> servers;
    private final Duration limit;
    private final int rounds;
    private final boolean rotates;
    private int next;

    private NameServers(
            Function<String, List<InetSocketAddress>> servers, Duration limit, int rounds, boolean rotates) {
        this.servers = servers;
        this.limit = limit;
        this.rounds = rounds;
        this.rotates = rotates;
    }

    /** These, in this order. */
    static NameServers of(List<InetSocketAddress> servers) {
        List<InetSocketAddress> all = List.copyOf(servers);
        return new NameServers(name -> all, DEFAULT_LIMIT, DEFAULT_ROUNDS, false);
    }

    /** Those of {@code conf}, and as it says. */
    static NameServers of(ResolvConf conf) {
        return of(conf, name -> conf.servers());
    }

    /** As {@code conf} says, but other servers, which may depend on the name. */
    static NameServers of(ResolvConf conf, Function<String, List<InetSocketAddress>> servers) {
        Duration given = conf.limit();
        return new NameServers(
                servers,
                given == null ? DEFAULT_LIMIT : given,
                conf.rounds() == 0 ? DEFAULT_ROUNDS : conf.rounds(),
                conf.rotate());
    }

    /** Whom to ask for {@code name}, the first one first. */
    List<InetSocketAddress> inOrder(String name) {
        List<InetSocketAddress> all = servers.apply(name);
        if (!rotates || all.size() < 2) return all;
        List<InetSocketAddress> rotated = new ArrayList<>(all);
        Collections.rotate(rotated, -(next++ % all.size()));
        return rotated;
    }

    /** How long to wait for an answer of one of them. */
    Duration limit() {
        return limit;
    }

    /** How often each is asked before there is no answer. */
    int rounds() {
        return rounds;
    }
}
