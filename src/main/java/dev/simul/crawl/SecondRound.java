package dev.simul.crawl;

import dev.simul.fetch.Admission;
import dev.simul.fetch.FetchCall;
import dev.simul.fetch.Fetcher;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Target;
import dev.simul.sink.Spill;
import dev.simul.task.Loop;
import dev.simul.url.Url;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits lines that have failed once more, when all lines are done. Each gets its record: that of both visits, or of the first where the
 * second one does not begin. Loop thread.
 */
final class SecondRound {
    /** How many are begun, or given up, in one turn. */
    private static final int VISITS_A_TURN = 256;

    /** How many may wait for their hosts, each with its first record. */
    private static final int MOST_WAITING = 1_000;

    private final Admission admission;
    private final Fetcher fetcher;
    private final Owner owner;
    private final FirstVisits failed;
    /** Taken out of {@link #failed}, but not begun. */
    private final Set<FirstVisit> waiting = new LinkedHashSet<>();

    private final Map<UrlVisit, FirstVisit> visits = new HashMap<>();
    private boolean hasBegun;
    private boolean isGivenUp;

    /** The crawl whose round it is. */
    interface Owner {
        /** Makes a visit that {@link Crawl} hears the end of. */
        UrlVisit begin(Target target);

        /** Writes a record. */
        void settle(CrawlRecord record);

        /** Whether it may be given one now. */
        boolean takesRecords();

        /** There is something to do: {@link #pump} is to be called in a turn to come. */
        void goOn();
    }

    /**
     * Makes one that nothing has failed for yet.
     *
     * @param disk for what has to wait
     */
    SecondRound(Loop loop, Admission admission, Fetcher fetcher, Spill<FirstVisit> disk, Owner owner) {
        this.admission = admission;
        this.fetcher = fetcher;
        this.owner = owner;
        this.failed = new FirstVisits(loop, disk, owner::goOn, this::settle);
    }

    private void settle(List<FirstVisit> withoutSecond) {
        for (FirstVisit first : withoutSecond) owner.settle(first.record());
    }

    /** Whether more should be added now; if not, {@link Owner#goOn} tells when. */
    boolean hasRoom() {
        return failed.hasRoom();
    }

    void add(FirstVisit first) {
        failed.add(first);
        owner.goOn();
    }

    /** Whether there are lines that wait for {@link #pump}. */
    boolean isNotThrough() {
        return failed.size() > 0;
    }

    /** Whether none waits for its second visit. */
    boolean isEmpty() {
        return failed.size() + waiting.size() == 0;
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /** Begins second visits as long as there is room, or settles what will have none. */
    void pump() {
        hasBegun = true;
        for (int i = 0; i < VISITS_A_TURN; i++) {
            if (!owner.takesRecords()) return;
            if (!isGivenUp && (waiting.size() >= MOST_WAITING || !admission.hasRoom())) return;
            FirstVisit next = failed.take();
            if (next == null) return; // it is being read
            if (isGivenUp) {
                owner.settle(next.record());
            } else {
                visit(next);
            }
        }
        if (isNotThrough()) owner.goOn();
    }

    private void visit(FirstVisit first) {
        Target target = first.record().target();
        Url url = ListedUrl.knownUrlOf(target.url());
        waiting.add(first);
        admission.apply(FetchCall.hostOf(url), permit -> {
            waiting.remove(first);
            UrlVisit visit = owner.begin(target);
            visits.put(visit, first);
            visit.start(url, fetcher, permit);
        });
    }

    /** The first one of a second visit that has ended, which is forgotten by that; null where it was none. */
    @Nullable
    FirstVisit firstOf(UrlVisit ended) {
        return visits.remove(ended);
    }

    /** No second visit begins any more; those that wait for their hosts must have been dropped there. */
    void giveUp() {
        isGivenUp = true;
        List<FirstVisit> notBegun = List.copyOf(waiting);
        waiting.clear();
        settle(notBegun);
    }
}
