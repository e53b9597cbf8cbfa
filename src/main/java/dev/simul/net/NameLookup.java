package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One name that is being looked up, for all who want to know: both families at the same time. IPv6 addresses that come first are told
 * of at once, IPv4 ones after {@link #RESOLUTION_DELAY}, unless the other family is known by then (RFC 8305 section 3); that one is
 * then told of when it comes. Loop thread.
 */
final class NameLookup {
    static final Duration RESOLUTION_DELAY = Duration.ofMillis(50);

    private final Loop loop;
    private final Consumer<DnsAnswer> onKnown;
    private final Set<Promise<Found>> waiting = new LinkedHashSet<>();
    /** Who knows of one family, and waits for the other. */
    private final Set<Promise<DnsAnswer>> waitingForRest = new LinkedHashSet<>();

    private @Nullable DnsAnswer ipv6;
    private @Nullable DnsAnswer ipv4;
    private @Nullable TimerHandle delay;
    /** What those who waited first were told. */
    private @Nullable Found told;
    /** What came after that. */
    private @Nullable DnsAnswer rest;

    private boolean started;

    /**
     * What has been found out.
     *
     * @param incomplete whom to ask for the rest; null if this is all
     */
    record Found(DnsAnswer answer, @Nullable NameLookup incomplete) {}

    /**
     * Prepares it.
     *
     * @param onKnown hears of the answer when both families have been heard of
     */
    NameLookup(Loop loop, Consumer<DnsAnswer> onKnown) {
        this.loop = loop;
        this.onKnown = onKnown;
    }

    /** Whether nobody waits for it any more, and nobody has been asked yet. */
    boolean isForNobody() {
        return !started && waiting.isEmpty();
    }

    void start(String name, BiFunction<String, AddressFamily, Task<DnsAnswer>> ask) {
        started = true;
        ask.apply(name, AddressFamily.IPV6).addDoneCallback(done -> {
            ipv6 = done.result();
            onAnswer();
        });
        ask.apply(name, AddressFamily.IPV4).addDoneCallback(done -> {
            ipv4 = done.result();
            onAnswer();
        });
    }

    /**
     * Waits with the others. A cancel leaves the look-up to them, and to the memory.
     *
     * @param onLeave called after a cancel
     */
    Task<Found> join(Runnable onLeave) {
        if (told != null) return loop.succeeded(told);
        Promise<Found> found = loop.promise();
        waiting.add(found);
        found.stopBy(() -> {
            waiting.remove(found);
            onLeave.run();
        });
        return found;
    }

    /** Waits for the family that was missing when the first addresses were told of. @return succeeds */
    Task<DnsAnswer> rest() {
        if (rest != null) return loop.succeeded(rest);
        Promise<DnsAnswer> answer = loop.promise();
        waitingForRest.add(answer);
        answer.stopBy(() -> waitingForRest.remove(answer));
        return answer;
    }

    private void onAnswer() {
        DnsAnswer younger = ipv6;
        DnsAnswer older = ipv4;
        if (younger != null && older != null) {
            if (delay != null) delay.cancel();
            DnsAnswer both = both(younger, older);
            if (told == null) {
                tell(new Found(both, null));
            } else {
                tellRest(told.answer().equals(younger) ? older : younger);
            }
            onKnown.accept(both);
        } else if (younger != null && younger.trouble() == null) {
            tell(new Found(younger, this));
        } else if (older != null && older.trouble() == null) {
            delay = loop.callLater(RESOLUTION_DELAY, () -> tell(new Found(older, this)));
        }
    }

    private void tell(Found found) {
        told = found;
        List<Promise<Found>> all = List.copyOf(waiting);
        waiting.clear();
        for (Promise<Found> each : all) each.tryComplete(found);
    }

    private void tellRest(DnsAnswer answer) {
        rest = answer;
        List<Promise<DnsAnswer>> all = List.copyOf(waitingForRest);
        waitingForRest.clear();
        for (Promise<DnsAnswer> each : all) each.tryComplete(answer);
    }

    /** Nobody is told any more. */
    void stop() {
        if (delay != null) delay.cancel();
    }

    /** How many wait for the family that is missing. */
    int waitingForRest() {
        return waitingForRest.size();
    }

    private static DnsAnswer both(DnsAnswer ipv6, DnsAnswer ipv4) {
        if (ipv6.trouble() != null && ipv4.trouble() != null) {
            // What is not known of one family may be a name with addresses: only if both are known not to be there it
            // is none.
            if (ipv4.isWorthAskingElsewhere()) return ipv4;
            if (ipv6.isWorthAskingElsewhere()) return ipv6;
            return new DnsAnswer(List.of(), Math.min(ipv6.ttlSeconds(), ipv4.ttlSeconds()), ipv4.trouble());
        }
        if (ipv6.trouble() != null) return withTtl(ipv4, ipv6);
        if (ipv4.trouble() != null) return withTtl(ipv6, ipv4);
        List<InetAddress> addresses = new ArrayList<>(ipv6.addresses());
        addresses.addAll(ipv4.addresses());
        return new DnsAnswer(addresses, Math.min(ipv6.ttlSeconds(), ipv4.ttlSeconds()), null);
    }

    /** A family that there is not does not shorten the memory of the other, unless it could not be found out. */
    private static DnsAnswer withTtl(DnsAnswer some, DnsAnswer none) {
        return none.isWorthAskingElsewhere()
                ? new DnsAnswer(some.addresses(), Math.min(some.ttlSeconds(), 1), null)
                : some;
    }
}
