package dev.simul.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import dev.simul.result.Trail;
import dev.simul.sink.Form;
import dev.simul.source.SourceSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    private static final int LISTED = 2;

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path written(String name, CrawlRecord... records) throws IOException {
        Path file = folder.resolve(name);
        Written.append(file, Form.forFile(file), Extract.NONE, records);
        return file;
    }

    private static Verification verify(Path out, SourceSpec... sources) throws IOException {
        return verify(List.of(out), sources);
    }

    private static Verification verify(List<Path> files, SourceSpec... sources) throws IOException {
        var input = new ByteArrayInputStream("http://typed/\n".getBytes(StandardCharsets.UTF_8));
        return Verification.of(List.of(sources), input, files, Form.forFile(files.getFirst()), LISTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.jsonl", "out.csv", "out.jsonl.gz", "out.csv.gz"})
    void lines_and_records_that_match_are_whole_in_any_order(String name) throws Exception {
        SourceSpec list = new SourceSpec.File(file("urls.txt", "http://a/\n\nhttp://b/,\"\n"));
        SourceSpec same = new SourceSpec.File(file("same.txt", "http://a/\n"));
        Path out = written(
                name,
                Written.record(1, "http://typed/"),
                Written.record(3, "http://b/,\""),
                Written.record(0, "http://given/"),
                Written.record(1, "http://a/"),
                Written.record(1, "http://a/"));

        Verification found =
                verify(out, list, same, new SourceSpec.StandardInput(), new SourceSpec.GivenUrl("http://given/"));

        assertThat(found).isEqualTo(new Verification(5, 5, 0, 0, 0, 0, 0, List.of()));
        assertThat(found.isWhole()).isTrue();
    }

    @Test
    void what_is_wrong_is_counted_and_the_first_of_each_kind_are_listed() throws Exception {
        Path urls = file("urls.txt", "http://1/\nhttp://2/\nhttp://3/\nhttp://4/\nhttp://5/\n");
        Path out = written(
                "out.jsonl",
                Written.record(1, "http://1/"),
                Written.record(7, "http://\u001b/"),
                Written.record(1, "http://1/"),
                Written.record(2, "http://2/"),
                Written.record(8, "http://x/"),
                Written.record(8, "http://x/"),
                Written.record(1, "http://1/"));

        Verification found = verify(out, new SourceSpec.File(urls));

        assertThat(found.isWhole()).isFalse();
        assertThat(found)
                .isEqualTo(new Verification(
                        5,
                        7,
                        0,
                        3,
                        2,
                        3,
                        0,
                        List.of(
                                "no record: " + urls + " line 3: http://3/",
                                "no record: " + urls + " line 4: http://4/",
                                "more than one record: http://1/ of line 1, in the lines 1, 3, 7",
                                "no line: " + out + " line 2: http://\\x1b/ of line 7",
                                "no line: " + out + " line 5: http://x/ of line 8")));
    }

    @Test
    void several_files_have_the_records_together() throws Exception {
        SourceSpec urls = new SourceSpec.File(file("urls.txt", "http://1/\nhttp://2/\nhttp://3/\n"));
        Path one = written("part-1.jsonl", Written.record(1, "http://1/"), Written.record(3, "http://3/"));
        Path other = written("part-2.jsonl", Written.record(2, "http://2/"));
        Path third = written("part-3.jsonl", Written.record(3, "http://3/"));

        Verification whole = verify(List.of(one, other), urls);
        Verification doubled = verify(List.of(one, other, third), urls);
        String half = "{\"url\":\"http://2/\",\"li";
        Files.writeString(other, half, StandardOpenOption.APPEND);
        Files.writeString(third, half);
        Verification torn = verify(List.of(other, one, third), urls);

        assertThat(whole).isEqualTo(new Verification(3, 3, 0, 0, 0, 0, 0, List.of()));
        assertThat(doubled.isWhole()).isFalse();
        assertThat(doubled.findings())
                .containsExactly(
                        "more than one record: http://3/ of line 3, in the lines 2 of part-1.jsonl, 1 of part-3.jsonl");
        assertThat(torn.missing()).isZero();
        assertThat(torn.tornBytes()).isEqualTo(2L * half.length());
    }

    @Test
    void many_records_of_a_line_are_listed_in_a_few_words() throws Exception {
        Path urls = file("urls.txt", "http://1/\n");
        List<CrawlRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) records.add(Written.record(1, "http://1/"));
        Path out = written("out.csv", records.toArray(CrawlRecord[]::new));

        assertThat(verify(out, new SourceSpec.File(urls)).findings())
                .singleElement()
                .asString()
                .endsWith("and 90 more");
    }

    @Test
    void torn_record_is_none() throws Exception {
        Path urls = file("urls.txt", "http://1/\n");
        Path out = written("out.jsonl", Written.record(1, "http://1/"));
        Files.writeString(out, Files.readString(out) + "{\"url\":");

        Verification found = verify(out, new SourceSpec.File(urls));

        assertThat(found).isEqualTo(new Verification(1, 1, 0, 0, 0, 0, 7, List.of()));
        assertThat(found.isWhole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.jsonl", "out.csv", "out.jsonl.gz", "out.csv.gz"})
    void what_was_found_is_to_be_there_once_and_lines_as_ever(String name) throws Exception {
        SourceSpec urls = new SourceSpec.File(file("urls.txt", "http://1/\nhttp://a/,\"\n"));
        Extract line = Written.extract("x").withTrail(Trail.LINE);
        Extract found = Written.extract("x").withTrail(new Trail(1, "http://1/?,\"from\""));
        Path out = folder.resolve(name);
        Form form = Form.forFile(out);
        Written.append(
                out,
                form,
                line,
                Written.record(1, "http://1/", line),
                Written.record(2, "http://a/,\"", line),
                Written.record(0, "http://a/,\"", found),
                Written.record(0, "http://b/", found));
        assertThat(verify(out, urls)).isEqualTo(new Verification(2, 4, 2, 0, 0, 0, 0, List.of()));

        Written.append(out, form, line, Written.record(0, "http://b/", found));

        Verification doubled = verify(out, urls);
        assertThat(doubled)
                .usingRecursiveComparison()
                .ignoringFields("findings")
                .isEqualTo(new Verification(2, 5, 3, 0, 1, 0, 0, List.of()));
        assertThat(doubled.findings())
                .singleElement()
                .asString()
                .startsWith("more than one record: http://b/, in the lines ");
        assertThat(verify(out).unknown())
                .as("lines of sources that are not named")
                .isEqualTo(2);
    }
}
