package dev.simul.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.Shard;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.task.VirtualTime;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets which line, and how many of them are on their way. */
class DealerTest {
    private final VirtualTime time = VirtualTime.open();

    @AfterEach
    void close() {
        time.close();
    }

    /** A host of that loop, of two. */
    private static String hostOf(int loop) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "h" + i + ".test")
                .filter(host -> ownerOf("http://" + host + "/") == loop)
                .findFirst()
                .orElseThrow();
    }

    private static int ownerOf(String url) {
        try {
            return Shard.ownerOf(Url.parse(url), 2);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Dealer dealer(ListFeed feed, int lookAhead) {
        Dealer dealer = new Dealer(time.loop(), feed, 2, lookAhead);
        dealer.begin();
        time.runReady();
        return dealer;
    }

    /** Takes all that there is, and begins it; up to the end, or to the first poll in vain. */
    private static SourcePoll takeAll(DealtLines hand, List<String> into) {
        while (true) {
            SourcePoll poll = hand.poll();
            if (!(poll instanceof SourceLine line)) return poll;
            into.add(line.text());
            hand.onBegun();
        }
    }

    @Test
    void each_line_goes_to_the_loop_of_its_host_in_order_and_to_no_other() {
        List<String> urls = IntStream.range(0, 500)
                .mapToObj(i -> "http://h" + i % 20 + ".test/" + i)
                .toList();
        Dealer dealer = dealer(ListFeed.of(urls), 1_000);

        List<String> all = new ArrayList<>();
        for (int loop = 0; loop < 2; loop++) {
            List<String> its = new ArrayList<>();
            assertThat(takeAll(dealer.hand(loop), its)).isEqualTo(SourcePoll.Signal.END);
            int owner = loop;
            assertThat(its)
                    .isEqualTo(
                            urls.stream().filter(url -> ownerOf(url) == owner).toList());
            all.addAll(its);
        }
        assertThat(all).hasSize(500);
    }

    @Test
    void lines_that_there_is_nothing_to_fetch_for_are_dealt_in_turn() {
        Dealer dealer = dealer(ListFeed.of(List.of("no url", "ftp://a.test/", "http://", "nor this")), 10);

        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        takeAll(dealer.hand(0), first);
        takeAll(dealer.hand(1), second);

        assertThat(first).containsExactly("no url", "http://");
        assertThat(second).containsExactly("ftp://a.test/", "nor this");
    }

    @Test
    void no_more_is_read_than_loops_are_short_of() {
        ListFeed feed = new ListFeed();
        for (int i = 0; i < 10_000; i++) {
            feed.add("http://" + hostOf(i % 2) + "/" + i);
        }
        Dealer dealer = dealer(feed, 100_000);
        assertThat(feed.polled()).isBetween(2L * DealtLines.ENOUGH, 2L * DealtLines.ENOUGH + 64);

        List<String> taken = new ArrayList<>();
        for (int loop = 0; loop < 2; loop++) takeAll(dealer.hand(loop), taken);
        time.runReady();

        assertThat(feed.polled() - taken.size()).isBetween(2L * DealtLines.ENOUGH, 2L * DealtLines.ENOUGH + 64);
    }

    @Test
    void loop_that_takes_nothing_holds_up_the_other_once_as_many_lines_wait_as_may() {
        ListFeed feed = new ListFeed();
        for (int i = 0; i < 5_000; i++) feed.add("http://" + hostOf(i % 2) + "/" + i);
        Dealer dealer = dealer(feed, 2_000);

        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            takeAll(dealer.hand(1), taken);
            time.runReady();
        }

        assertThat(feed.polled() - taken.size()).as("lines that wait").isEqualTo(2_000);
        assertThat(taken).hasSizeBetween(1_999, 2_000);
        takeAll(dealer.hand(0), taken);
        time.runReady();
        assertThat(feed.polled()).as("goes on").isGreaterThan(4_500);
    }

    @Test
    void line_by_line_where_but_one_may_wait() {
        List<String> urls =
                IntStream.range(0, 20).mapToObj(i -> "http://h" + i + ".test/").toList();
        ListFeed feed = ListFeed.of(urls);
        Dealer dealer = dealer(feed, 1);

        Set<String> taken = new TreeSet<>();
        List<String> into = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            takeAll(dealer.hand(i % 2), into);
            assertThat(feed.polled() - into.size()).isLessThanOrEqualTo(1);
            time.runReady();
        }
        taken.addAll(into);

        assertThat(taken).hasSize(20);
    }

    @Test
    void starved_loop_is_woken_by_a_line_and_by_the_end_and_no_other_is() {
        ListFeed feed = new ListFeed();
        Dealer dealer = dealer(feed, 100);
        int[] woken = new int[2];
        for (int loop = 0; loop < 2; loop++) {
            int its = loop;
            dealer.hand(loop).onReady(() -> woken[its]++);
            assertThat(dealer.hand(loop).poll()).isEqualTo(SourcePoll.Signal.EMPTY);
        }

        feed.add("http://" + hostOf(1) + "/");
        time.runReady();
        assertThat(woken).containsExactly(0, 1);

        feed.end();
        time.runReady();
        assertThat(woken).containsExactly(1, 1);
        assertThat(dealer.hand(0).poll()).isEqualTo(SourcePoll.Signal.END);
        assertThat(takeAll(dealer.hand(1), new ArrayList<>())).isEqualTo(SourcePoll.Signal.END);
    }

    @Test
    void loop_that_wants_no_more_holds_up_nobody() {
        ListFeed feed = new ListFeed();
        for (int i = 0; i < 1_000; i++) feed.add("http://" + hostOf(i % 2) + "/" + i);
        Dealer dealer = dealer(feed, 100);

        dealer.hand(0).close();
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            takeAll(dealer.hand(1), taken);
            time.runReady();
        }

        assertThat(taken).hasSize(500);
        assertThat(dealer.hand(0).poll()).isEqualTo(SourcePoll.Signal.END);
    }

    @Test
    void nothing_is_dealt_while_it_is_held_nor_after_the_stop() {
        ListFeed feed = new ListFeed();
        Dealer dealer = dealer(feed, 100);
        dealer.hold(true);
        feed.add("http://" + hostOf(0) + "/");
        time.runReady();
        assertThat(feed.polled()).isZero();

        dealer.hold(false);
        time.runReady();
        assertThat(feed.polled()).isEqualTo(1);

        feed.add("http://" + hostOf(0) + "/");
        dealer.stop();
        time.runReady();
        assertThat(feed.isClosed()).isTrue();
        assertThat(takeAll(dealer.hand(0), new ArrayList<>())).isEqualTo(SourcePoll.Signal.END);
        assertThat(takeAll(dealer.hand(1), new ArrayList<>())).isEqualTo(SourcePoll.Signal.END);
    }
}
