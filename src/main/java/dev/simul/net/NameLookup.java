package dev.simul.net;

import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.TimerHandle;
import io.netty.handler.codec.dns.DnsRecordType;
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
 * One name that is being looked up, for all who want to know: both families at the same time. Addresses that come first wait
 * {@link #RESOLUTION_DELAY} for the other family and no longer (RFC 8305 section 3); what comes later is for who asks later.
 * Loop thread.
 */
final class NameLookup {
    static final Duration RESOLUTION_DELAY = Duration.ofMillis(50);

    private final Loop loop;
    private final Consumer<DnsAnswer> onKnown;
    private final Set<Promise<DnsAnswer>> waiting = new LinkedHashSet<>();
    private @Nullable DnsAnswer ipv6;
    private @Nullable DnsAnswer ipv4;
    private @Nullable TimerHandle delay;

    /**
     * Prepares it.
     *
     * @param onKnown hears of the answer when both families have been heard of
     */
    NameLookup(Loop loop, Consumer<DnsAnswer> onKnown) {
        this.loop = loop;
        this.onKnown = onKnown;
    }

    void start(String name, BiFunction<String, DnsRecordType, Task<DnsAnswer>> ask) {
        ask.apply(name, DnsRecordType.AAAA).addDoneCallback(done -> {
            ipv6 = done.result();
            onAnswer();
        });
        ask.apply(name, DnsRecordType.A).addDoneCallback(done -> {
            ipv4 = done.result();
            onAnswer();
        });
    }

    /** Waits with the others. A cancel leaves the look-up to them, and to the memory. */
    Task<DnsAnswer> join() {
        Promise<DnsAnswer> answer = loop.promise();
        waiting.add(answer);
        answer.stopBy(() -> waiting.remove(answer));
        return answer;
    }

    private void onAnswer() {
        DnsAnswer younger = ipv6;
        DnsAnswer older = ipv4;
        if (younger != null && older != null) {
            if (delay != null) delay.cancel();
            DnsAnswer both = both(younger, older);
            tell(both);
            onKnown.accept(both);
            return;
        }
        DnsAnswer first = younger != null ? younger : older;
        if (first != null && first.trouble() == null) delay = loop.callLater(RESOLUTION_DELAY, () -> tell(first));
    }

    private void tell(DnsAnswer answer) {
        List<Promise<DnsAnswer>> all = List.copyOf(waiting);
        waiting.clear();
        for (Promise<DnsAnswer> each : all) each.tryComplete(answer);
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
