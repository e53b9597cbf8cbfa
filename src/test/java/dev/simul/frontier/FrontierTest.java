package dev.simul.frontier;

import static dev.simul.frontier.Visitor.depth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.source.Found;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is visited, in which order, and when there is no more. */
class FrontierTest {
    private @Nullable Visitor visitor;

    private Visitor visit(FollowLimits limits, String... lines) throws IOException {
        Visitor started = Visitor.start(FrontierStore.temporary(), limits, lines);
        visitor = started;
        return started;
    }

    @AfterEach
    void close() {
        if (visitor != null) visitor.close();
    }

    // ---- the order

    @Test
    void pages_are_visited_by_depth_and_then_as_they_were_found() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1", "http://a.test/2")
                .page("/1", "/b", "/a")
                .page("/2", "/c")
                .page("/b", "/d")
                .page("/a", "/e", "/1")
                .page("/d", "/too-far");

        assertThat(web.all()).containsExactly("0 /1", "0 /2", "1 /b", "1 /a", "1 /c", "2 /d", "2 /e");
    }

    @Test
    void no_depth_begins_before_the_one_before_it_has_ended() throws Exception {
        Visitor web = visit(depth(3), "http://a.test/1", "http://a.test/2")
                .page("/1", "/a")
                .page("/2", "/b");
        SourceLine first = web.line();
        SourceLine second = web.line();

        web.report(first);
        assertThat(web.frontier.poll()).isEqualTo(SourcePoll.Signal.EMPTY);
        web.report(second);

        assertThat(web.all()).containsExactly("1 /a", "1 /b");
    }

    @Test
    void a_page_within_reach_is_not_lost_to_a_detour_that_was_faster() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1", "http://a.test/2")
                .page("/1", "/x", "/y")
                .page("/x", "/y")
                .page("/y", "/end");

        assertThat(web.all()).contains("1 /y", "2 /end");
    }

    // ---- once

    @Test
    void each_url_is_visited_once_and_each_line_always() throws Exception {
        Visitor web = visit(depth(9), "http://a.test/1", "http://A.test:80/2#x", "http://a.test/1", "no url")
                .page("/1", "/2", "/a", "/a#f", "/1")
                .page("/a", "/b", "/a", "/2#y", "/3")
                .page("/b", "/a");

        assertThat(web.all())
                .containsExactly("0 /1", "0 http://A.test:80/2#x", "0 /1", "0 no url", "1 /a", "2 /b", "2 /3");
    }

    @Test
    void a_line_that_comes_after_a_link_to_it_is_no_link() throws Exception {
        String[] lines =
                IntStream.range(0, 5_000).mapToObj(i -> "http://a.test/" + i).toArray(String[]::new);
        Visitor web = visit(depth(1), lines).page("/0", "/4999", "/x");

        assertThat(web.all()).hasSize(5_001).contains("0 /4999", "1 /x").doesNotHaveDuplicates();
    }

    @Test
    void what_a_redirect_led_to_counts_as_visited() throws Exception {
        Visitor web = visit(depth(9), "http://a.test/1")
                .page("/1", "/old", "/next")
                .redirect("/old", "/new", "/of-new")
                .page("/next", "/new", "/after")
                .page("/after", "/new");

        assertThat(web.all()).containsExactly("0 /1", "1 /old", "1 /next", "2 /of-new", "2 /after");
    }

    // ---- duplicates

    @Test
    void instead_of_a_duplicate_its_canonical_page_is_followed() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1")
                .page("/1", "/a?session=5", "/b")
                .duplicate("/a?session=5", "/a", "/of-the-duplicate")
                .duplicate("/a", "/a", "/of-a")
                .duplicate("/b", "http://elsewhere.test/b", "/of-b");

        assertThat(web.all()).containsExactly("0 /1", "1 /a?session=5", "1 /b", "1 /a", "2 /of-b", "2 /of-a");
    }

    @Test
    void canonical_urls_that_name_one_another_do_not_keep_links_from_being_followed() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/a")
                .duplicate("/a", "/b", "/of-a")
                .duplicate("/b", "/a", "/of-b");

        assertThat(web.all()).containsExactly("0 /a", "0 /b", "1 /of-b");
    }

    @Test
    void of_two_pages_that_name_one_another_the_links_of_one_are_followed() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1")
                .page("/1", "/a", "/b")
                .duplicate("/a", "/b", "/of-a")
                .duplicate("/b", "/a", "/of-b");

        assertThat(web.all()).containsExactly("0 /1", "1 /a", "1 /b", "2 /of-b");
    }

    @Test
    void of_three_pages_in_a_circle_as_well() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1")
                .page("/1", "/a", "/b", "/c")
                .duplicate("/a", "/b", "/of-a")
                .duplicate("/b", "/c", "/of-b")
                .duplicate("/c", "/a", "/of-c");

        assertThat(web.all()).containsExactly("0 /1", "1 /a", "1 /b", "1 /c", "2 /of-b");
    }

    @Test
    void what_was_left_to_a_page_that_fails_is_followed() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1")
                .page("/1", "/a", "/b", "/gone", "/c")
                .duplicate("/a", "/gone", "/of-a") // before it is known
                .duplicate("/b", "/never-found", "/of-b")
                .duplicate("/c", "/gone", "/of-c"); // when it is

        assertThat(web.all())
                .containsExactlyInAnyOrder(
                        "0 /1", "1 /a", "1 /b", "1 /gone", "1 /c", "1 /never-found", "2 /of-a", "2 /of-b", "2 /of-c");
    }

    @Test
    void what_was_left_to_a_page_at_the_last_depth_is_followed() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1", "http://a.test/2")
                .page("/1", "/x", "/dup")
                .page("/x", "/late")
                .page("/dup", "/y")
                .duplicate("/y", "/late", "/no")
                .page("/late", "/no");
        assertThat(web.all()).containsExactly("0 /1", "0 /2", "1 /x", "1 /dup", "2 /late", "2 /y");

        Visitor shallow = visit(depth(1), "http://a.test/1", "http://a.test/2")
                .page("/1", "/late")
                .duplicate("/2", "/late", "/of-2")
                .page("/late", "/too-far");
        assertThat(shallow.all()).containsExactly("0 /1", "0 /2", "1 /late", "1 /of-2");
    }

    @Test
    void a_canonical_page_that_is_farther_away_does_not_take_the_links_of_a_nearer_one_along() throws Exception {
        Visitor web = visit(depth(3), "http://a.test/1", "http://a.test/2")
                .page("/1", "/far")
                .duplicate("/2", "/far", "/x")
                .page("/far", "/x")
                .page("/x", "/y")
                .page("/y", "/z");

        assertThat(web.all()).contains("3 /z");
    }

    @Test
    void what_was_left_to_a_page_beyond_the_limit_of_its_host_is_followed() throws Exception {
        FollowLimits two = new FollowLimits(9, Scope.ALL, FollowLimits.NO_LIMIT, 2);
        Visitor web = visit(two, "http://a.test/1").page("/1", "/a").duplicate("/a", "/beyond", "http://b.test/1");

        assertThat(web.all()).containsExactly("0 /1", "1 /a", "2 http://b.test/1");
    }

    @Test
    void many_duplicates_of_a_page_bring_no_links_before_or_after_it() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1")
                .page("/1", "/a?1", "/a?2", "/a", "/a?3")
                .duplicate("/a?1", "/a", "/b?1")
                .duplicate("/a?2", "/a", "/b?2")
                .duplicate("/a", "/A", "/b")
                .duplicate("/a?3", "/a", "/b?3")
                .duplicate("/A", "/a", "/B");

        assertThat(web.all()).containsExactly("0 /1", "1 /a?1", "1 /a?2", "1 /a", "1 /a?3", "2 /b");
    }

    @Test
    void duplicates_of_a_duplicate_leave_their_links_to_the_same_page() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/1")
                .page("/1", "/a", "/a?1", "/A")
                .duplicate("/a", "/A", "/b")
                .duplicate("/a?1", "/a", "/b?1")
                .page("/A", "/B");

        assertThat(web.all()).containsExactly("0 /1", "1 /a", "1 /a?1", "1 /A", "2 /B");
    }

    // ---- scope

    @Test
    void links_belong_to_the_line_that_they_descend_from() throws Exception {
        Visitor web = visit(depth(9), "http://a.test/1", "http://b.test/1")
                .page("/1", "/a", "http://b.test/x", "http://c.test/")
                .page("http://b.test/1", "/y", "http://b.test/z")
                .page("http://b.test/z", "/q", "http://b.test/zz");

        assertThat(web.all())
                .containsExactly("0 /1", "0 http://b.test/1", "1 /a", "1 http://b.test/z", "2 http://b.test/zz");
    }

    @Test
    void a_line_that_redirects_stands_for_where_it_leads_too() throws Exception {
        Visitor web = visit(depth(2), "http://a.test/")
                .redirect("/", "https://www.a.test/", "https://www.a.test/x", "/y", "https://other.test/")
                .page("https://www.a.test/x", "https://www.a.test/z");

        assertThat(web.all()).containsExactly("0 /", "1 https://www.a.test/x", "1 /y", "2 https://www.a.test/z");
    }

    // ---- limits

    @Test
    void so_many_records_and_no_more() throws Exception {
        FollowLimits four = new FollowLimits(9, Scope.ALL, 4, FollowLimits.NO_LIMIT);
        Visitor web = visit(four, "http://a.test/1", "http://a.test/2")
                .page("/1", "/a", "/b", "/c")
                .page("/2", "/a", "/1");

        assertThat(web.all()).containsExactly("0 /1", "0 /2", "1 /a", "1 /b");
        assertThat(web.frontier.isCut()).isTrue();
        assertThat(web.frontier.leftOut()).isEqualTo(new LeftOut(1, 0));
    }

    @Test
    void as_many_as_there_are_is_no_cut() throws Exception {
        FollowLimits two = new FollowLimits(9, Scope.ALL, 2, FollowLimits.NO_LIMIT);
        Visitor web = visit(two, "http://a.test/1").page("/1", "/a");

        assertThat(web.all()).containsExactly("0 /1", "1 /a");
        assertThat(web.frontier.isCut()).isFalse();
        assertThat(web.frontier.leftOut()).isEqualTo(LeftOut.NOTHING);
    }

    @Test
    void so_many_of_a_host_and_all_of_others() throws Exception {
        FollowLimits two = new FollowLimits(9, Scope.ALL, FollowLimits.NO_LIMIT, 2);
        Visitor web = visit(two, "http://a.test/1")
                .page("/1", "/a", "/b", "http://b.test/1", "http://b.test/2", "http://b.test/3", "http://b.test:81/");

        assertThat(web.all())
                .containsExactly("0 /1", "1 /a", "1 http://b.test/1", "1 http://b.test/2", "1 http://b.test:81/");
        assertThat(web.frontier.leftOut()).isEqualTo(new LeftOut(0, 2));
    }

    @Test
    void links_of_what_is_in_flight_when_the_limit_is_reached_are_counted() throws Exception {
        FollowLimits two = new FollowLimits(9, Scope.ALL, 2, FollowLimits.NO_LIMIT);
        Visitor web = visit(two, "http://a.test/1", "http://a.test/2", "http://a.test/3")
                .page("/1", "/a")
                .page("/2", "/b", "/c");
        SourceLine first = web.line();
        SourceLine second = web.line();
        assertThat(web.next()).isNull();

        web.report(first);
        web.report(second);

        assertThat(web.frontier.leftOut()).isEqualTo(new LeftOut(3, 0));
    }

    @Test
    void urls_longer_than_any_line_are_left_out() throws Exception {
        Visitor web = visit(depth(9), "http://a.test/1").page("/1", "/" + "x".repeat(70_000), "/a");

        assertThat(web.all()).containsExactly("0 /1", "1 /a");
    }

    @Test
    void no_more_lines_are_ready_than_there_is_room_for() throws Exception {
        String[] links = IntStream.range(0, 20_000).mapToObj(i -> "/" + i).toArray(String[]::new);
        Visitor web = visit(depth(1), "http://a.test/x").page("/x", links);
        SourceLine first = web.line();
        web.report(first);
        List<String> visited = new ArrayList<>();

        for (SourceLine line = web.next(); line != null; line = web.next()) {
            visited.add(line.text());
            web.frontier.visited(line, Visited.NOTHING, known -> {});
        }

        assertThat(visited).hasSize(20_000).doesNotHaveDuplicates();
    }

    // ---- the end

    @Test
    void there_is_no_end_while_a_visit_may_bring_links() throws Exception {
        Visitor web = visit(depth(1), "http://a.test/1").page("/1", "/a");
        SourceLine line = web.line();

        assertThat(web.frontier.poll()).isEqualTo(SourcePoll.Signal.EMPTY);
        web.report(line);

        assertThat(web.all()).containsExactly("1 /a");
        assertThat(web.frontier.poll()).isEqualTo(SourcePoll.Signal.END);
    }

    @Test
    void nothing_at_all_is_the_end_at_once() throws Exception {
        assertThat(visit(depth(1)).all()).isEmpty();
    }

    @Test
    void lines_that_come_slowly_hold_up_nobody() throws Exception {
        PipedOutputStream pipe = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(pipe);
        Visitor web = Visitor.start(FrontierStore.temporary(), depth(3), LineFilter.all(), 0, 0, false, input)
                .page("/1", "/a")
                .page("/a", "/b")
                .page("/2", "/late");
        visitor = web;

        List<String> visited = new ArrayList<>();
        pipe.write("http://a.test/1\n".getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
        while (visited.size() < 3) visited.add(visitNext(web));
        pipe.write("http://a.test/2\n".getBytes(StandardCharsets.US_ASCII));
        pipe.close();
        visited.addAll(web.all());

        assertThat(visited).containsExactly("0 /1", "1 /a", "2 /b", "0 /2", "1 /late");
    }

    private static String visitNext(Visitor web) throws InterruptedException {
        SourceLine line = web.line();
        web.report(line);
        return Visitor.inShort(line);
    }

    @Test
    void who_is_closed_delivers_nothing_and_takes_what_is_reported() throws Exception {
        Visitor web = visit(depth(1), "http://a.test/1").page("/1", "/a");
        SourceLine line = web.line();

        web.frontier.close();

        assertThat(web.report(line)).isTrue();
        assertThat(web.next()).isNull();
    }

    // ---- feeds

    @Test
    void what_a_feed_names_comes_before_what_links_lead_to() throws Exception {
        Visitor web = Visitor.start(
                        FrontierStore.temporary(),
                        depth(1),
                        LineFilter.all(),
                        0,
                        1,
                        true,
                        InputStream.nullInputStream())
                .page("/s1", "/a", "/s2");
        visitor = web;
        List<Url> named = List.of(
                ScopeTest.url("http://a.test/s1"),
                ScopeTest.url("http://a.test/s2"),
                ScopeTest.url("http://a.test/s1"));
        assertThat(web.frontier.addAndWait(named, "http://a.test/sitemap.xml")).isTrue();
        SourceLine first = web.line();
        assertThat(first.found()).isEqualTo(new Found(0, "http://a.test/sitemap.xml", "", false));
        web.report(first);
        assertThat(visitNext(web)).isEqualTo("0 /s2");
        assertThat(web.frontier.poll()).isEqualTo(SourcePoll.Signal.EMPTY);

        web.frontier.feedEnded("");

        assertThat(web.all()).containsExactly("1 /a");
    }
}
