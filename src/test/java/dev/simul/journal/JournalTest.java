package dev.simul.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import dev.simul.result.Trail;
import dev.simul.sink.Form;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final SourceSpec GIVEN = new SourceSpec.GivenUrl("http://given.test/");

    @TempDir
    Path folder;

    private Path out;
    private SourceSpec list;

    @BeforeEach
    void choosePaths() throws IOException {
        out = folder.resolve("out.jsonl");
        list = new SourceSpec.File(
                Files.writeString(folder.resolve("urls.txt"), "http://a/\n# no\nhttp://b/\nhttp://c/"));
    }

    private Journal open(SourceSpec... sources) throws JournalException, SourceException {
        return Journal.open(out, Form.JSONL, Extract.NONE, List.of(sources), taker -> {});
    }

    private void done(CrawlRecord... records) throws IOException {
        Written.append(out, Form.JSONL, Extract.NONE, records);
    }

    private void refused(String message, SourceSpec... sources) throws IOException {
        byte[] before = Files.readAllBytes(out);
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> open(sources))
                .withMessage("cannot resume " + out + ": " + message);
        assertThat(out).hasBinaryContent(before);
    }

    @Test
    void without_a_file_all_is_wanted() throws Exception {
        Journal journal = open(list);

        assertThat(journal.records()).isZero();
        assertThat(journal.wholeBytes()).isZero();
        assertThat(journal.isWanted("http://a/", 1)).isTrue();
        assertThat(out).doesNotExist();
    }

    @Test
    void line_with_a_record_is_done_and_only_that_one() throws Exception {
        done(Written.record(3, "http://b/"));
        Journal journal = open(list);

        assertThat(journal.records()).isEqualTo(1);
        assertThat(journal.unmatched()).isEqualTo(1);
        assertThat(journal.isWanted("http://a/", 1)).isTrue();
        assertThat(journal.isWanted("http://b/", 3)).isFalse();
        assertThat(journal.isWanted("http://b/", 4)).isTrue();
        assertThat(journal.unmatched()).isZero();
    }

    @Test
    void one_record_makes_one_line_done_where_two_are_alike() throws Exception {
        done(Written.record(0, "http://given.test/"));
        Journal journal = open(GIVEN, GIVEN);

        assertThat(journal.isWanted("http://given.test/", 0)).isFalse();
        assertThat(journal.isWanted("http://given.test/", 0)).isTrue();
    }

    @Test
    void lines_that_were_added_behind_are_fetched() throws Exception {
        done(Written.record(1, "http://a/"));
        Files.writeString(folder.resolve("urls.txt"), "http://a/\nhttp://new/\n");

        assertThat(open(list).isWanted("http://new/", 2)).isTrue();
    }

    @Test
    void line_that_is_another_one_now_is_refused() throws Exception {
        done(Written.record(4, "http://gone/"), Written.record(1, "http://a/"), Written.record(3, "http://was\u001b/"));

        refused(
                folder.resolve("urls.txt") + " has changed since: line 3 was http://was\\x1b/ (" + out
                        + " line 3), and is now http://b/",
                list);
    }

    @Test
    void line_that_is_gone_is_refused() throws Exception {
        done(Written.record(2, "http://x/"));

        refused(
                folder.resolve("urls.txt") + " has changed since: line 2 was http://x/ (" + out
                        + " line 1), and is no URL any more",
                list);
    }

    @Test
    void line_of_one_of_several_sources_is_refused() throws Exception {
        done(Written.record(9, "http://x/"));

        refused("a source has changed since: in none of them line 9 is http://x/ (" + out + " line 1)", list, GIVEN);
    }

    @Test
    void url_that_is_not_given_any_more_is_refused() throws Exception {
        done(Written.record(0, "http://x/"));

        refused("http://x/ is not given any more, and has a record (" + out + " line 1)", GIVEN);
    }

    @Test
    void second_record_of_a_line_is_refused() throws Exception {
        done(Written.record(1, "http://a/"), Written.record(1, "http://a/"));

        refused("line 1 of " + folder.resolve("urls.txt") + " has more than one record (" + out + " line 1)", list);
    }

    @Test
    void what_standard_input_will_bring_is_not_judged_in_advance() throws Exception {
        done(Written.record(1, "http://a/"), Written.record(2, "http://typed/"));
        Journal journal = open(list, new SourceSpec.StandardInput());

        assertThat(journal.isWanted("http://a/", 1)).isFalse();
        assertThat(journal.unmatched()).as("until it has come").isEqualTo(1);
    }

    @Test
    void torn_record_is_not_done() throws Exception {
        done(Written.record(1, "http://a/"), Written.record(3, "http://b/"));
        String text = Files.readString(out);
        long first = text.indexOf('\n') + 1L;
        Files.writeString(out, text.substring(0, text.length() - 1));
        Journal journal = open(list);

        assertThat(journal.isWanted("http://b/", 3)).isTrue();
        assertThat(journal.wholeBytes()).isEqualTo(first);
        assertThat(journal.tornBytes()).isEqualTo(text.length() - 1 - first);
    }

    @Test
    void folder_is_refused() throws Exception {
        Files.createDirectory(out);

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> open(list))
                .withMessage("cannot resume " + out + ": it is not a regular file");
    }

    @Test
    void records_of_what_was_found_are_known_by_what_finds() throws Exception {
        Extract shape = Extract.NONE.withTrail(Trail.LINE);
        Extract found = Extract.NONE.withTrail(new Trail(1, "http://1/"));
        Path urls = Files.writeString(folder.resolve("list.txt"), "http://1/\nhttp://2/\n");
        List<SourceSpec> sources = List.of(new SourceSpec.File(urls));
        Written.append(
                out, Form.JSONL, shape, Written.record(1, "http://1/", shape), Written.record(0, "http://2/", found));

        Journal journal = Journal.open(out, Form.JSONL, shape, sources, taker -> taker.accept("http://2/"));

        assertThat(journal.isWanted("http://2/", 2)).as("the line").isTrue();
        assertThat(journal.isWanted("http://2/", -1)).as("the link").isFalse();
        assertThat(journal.isWanted("http://1/", 1)).isFalse();
        assertThat(journal.unmatched()).isZero();
        assertThatThrownBy(() -> Journal.open(out, Form.JSONL, shape, sources, taker -> {}))
                .isInstanceOf(JournalException.class)
                .hasMessageEndingWith("http://2/ was found, but not by what is known of that crawl, and has a record ("
                        + out + " line 2)");
    }
}
