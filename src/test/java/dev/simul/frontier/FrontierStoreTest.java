package dev.simul.frontier;

import static dev.simul.frontier.Visitor.depth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.source.LineFilter;
import dev.simul.source.SourceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a crawl that was broken off. */
class FrontierStoreTest {
    private static final Map<String, String> ABOUT = Map.of("--depth", "2");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("out.jsonl.frontier");
    }

    private static Visitor web(Visitor visitor) {
        return visitor.page("/1", "/a", "/b")
                .page("/a", "/c")
                .redirect("/b", "/bb", "/d")
                .page("/c", "/bb");
    }

    /** Wants what has no record. */
    private static LineFilter without(Set<String> records) {
        return (text, line) -> !records.contains(text);
    }

    @Test
    void after_each_of_its_moments_a_crawl_goes_on_and_visits_each_url_once() throws Exception {
        List<String> whole;
        try (Visitor visitor = web(Visitor.start(FrontierStore.temporary(), depth(3), "http://a.test/1"))) {
            whole = visitor.all();
        }
        assertThat(whole).containsExactly("0 /1", "1 /a", "1 /b", "2 /c", "2 /d");
        for (int moment = 0; moment < whole.size(); moment++) {
            Set<String> records = new HashSet<>();
            List<String> visited = new ArrayList<>();
            try (Visitor first = web(Visitor.start(FrontierStore.create(file(), ABOUT), depth(3), "http://a.test/1"))) {
                for (int i = 0; i < moment; i++) {
                    SourceLine line = first.line();
                    assertThat(first.report(line)).isTrue();
                    visited.add(Visitor.inShort(line));
                    records.add(line.text());
                }
                SourceLine reported = first.next();
                if (reported != null) first.report(reported); // and has no record
            }
            FrontierStore store = FrontierStore.resume(file(), ABOUT);
            try (Visitor second =
                    web(Visitor.start(store, depth(3), without(records), records.size(), "http://a.test/1"))) {
                visited.addAll(second.all());
            }
            assertThat(visited).as("broken off at %d", moment).isEqualTo(whole);
        }
    }

    @Test
    void links_that_were_left_to_another_page_outlive_a_crash() throws Exception {
        String[] line = {"http://a.test/1"};
        try (Visitor first = duplicates(Visitor.start(FrontierStore.create(file(), ABOUT), depth(2), line))) {
            for (int i = 0; i < 4; i++) first.report(first.line());
        }
        FrontierStore store = FrontierStore.resume(file(), ABOUT);
        Set<String> records = Set.of("http://a.test/1", "http://a.test/a", "http://a.test/lost", "http://a.test/b");
        try (Visitor second = duplicates(Visitor.start(store, depth(2), without(records), 4, line))) {
            assertThat(second.all()).containsExactly("1 /c", "1 /gone", "2 /of-c", "2 /of-a");
        }
    }

    /** Before the crash it is known that one is lost, but not yet that another one is gone. */
    private static Visitor duplicates(Visitor visitor) {
        return visitor.page("/1", "/a", "/lost", "/b", "/c", "/gone")
                .duplicate("/a", "/gone", "/of-a")
                .duplicate("/b", "/1", "/of-b")
                .duplicate("/c", "/lost", "/of-c");
    }

    @Test
    void limit_of_all_records_counts_those_of_before() throws Exception {
        FollowLimits three = new FollowLimits(9, Scope.ALL, 3, FollowLimits.NO_LIMIT);
        try (Visitor first = web(Visitor.start(FrontierStore.create(file(), ABOUT), three, "http://a.test/1"))) {
            SourceLine line = first.line();
            first.report(line);
        }
        FrontierStore store = FrontierStore.resume(file(), ABOUT);
        try (Visitor second =
                web(Visitor.start(store, three, without(Set.of("http://a.test/1")), 1, "http://a.test/1"))) {
            assertThat(second.all()).containsExactly("1 /a", "1 /b");
        }
    }

    @Test
    void what_was_found_is_told_in_its_order() throws Exception {
        try (Visitor visitor = web(Visitor.start(FrontierStore.create(file(), ABOUT), depth(3), "http://a.test/1"))) {
            visitor.all();
        }
        FrontierStore store = FrontierStore.resume(file(), ABOUT);
        List<String> found = new ArrayList<>();
        store.forEachFound(found::add);
        store.close();

        assertThat(found).containsExactly("http://a.test/a", "http://a.test/b", "http://a.test/c", "http://a.test/d");
    }

    @Test
    void a_crawl_that_is_complete_leaves_nothing() throws Exception {
        Visitor visitor = Visitor.start(FrontierStore.create(file(), ABOUT), depth(3), "http://a.test/1");
        visitor.all();
        visitor.frontier.finish(true);

        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void what_cannot_be_gone_on_with_is_refused() throws Exception {
        assertThatThrownBy(() -> FrontierStore.resume(file(), ABOUT))
                .isInstanceOf(FrontierException.class)
                .hasMessageStartingWith(file() + " is not there: the crawl had come to its end");
        FrontierStore.create(file(), ABOUT).close();
        assertThatThrownBy(() -> FrontierStore.resume(file(), Map.of("--depth", "3")))
                .hasMessage("the crawl was begun with another --depth: 2 and not 3 (" + file() + ")");
        Files.writeString(file(), "something else");
        assertThatThrownBy(() -> FrontierStore.resume(file(), ABOUT)).isInstanceOf(FrontierException.class);
    }

    @Test
    void two_crawls_cannot_have_it_at_a_time() throws Exception {
        FrontierStore store = FrontierStore.create(file(), ABOUT);
        try {
            assertThatThrownBy(() -> FrontierStore.resume(file(), ABOUT))
                    .hasMessage(file() + ": another crawl has it open");
        } finally {
            store.close();
        }
    }

    @Test
    void files_that_nobody_will_read_again_are_gone_already() throws IOException {
        MapFile file = MapFile.temporary(folder);
        assertThat(folder.toFile().list()).isEmpty();
        file.close();
    }

    @Test
    void who_cannot_store_says_so_and_knows_nothing() throws Exception {
        FrontierStore store = FrontierStore.create(file(), ABOUT);
        try (Visitor visitor = web(Visitor.start(store, depth(3), "http://a.test/1"))) {
            List<String> failures = new ArrayList<>();
            for (int i = 0; i < 2; i++) visitor.frontier.onFailure(failure -> failures.add(failure.getMessage()));
            SourceLine line = visitor.line();
            store.close(); // as it is when a disk is full

            assertThat(visitor.report(line)).isFalse();
            assertThat(failures).as("each is told").hasSize(2).allMatch(failure -> failure.startsWith(file() + ": "));
            assertThat(visitor.report(line)).as("from then on").isFalse();
        }
    }
}
