package dev.simul.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.simul.result.Extract;
import dev.simul.sink.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFileTest {
    @TempDir
    Path folder;

    /** What was read: lines and URLs that have settled. */
    private static final class Read implements RecordFile.Visitor {
        final List<String> settled = new ArrayList<>();
        private final List<String> waiting = new ArrayList<>();

        @Override
        public void record(RecordParser record, long at) {
            waiting.add(record.line() + " " + new String(record.url(), 0, record.urlBytes(), StandardCharsets.UTF_8));
        }

        @Override
        public void settled() {
            settled.addAll(waiting);
            waiting.clear();
        }
    }

    private static String replaced(String url) {
        return url.replace('\uD800', '\uFFFD').replaceAll("\uDC00$", "\uFFFD");
    }

    private static List<String> expected(int count) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) expected.add(i + " " + replaced(Written.URLS.get(i)));
        return expected;
    }

    private static Form form(Path file) {
        return Form.forFile(file);
    }

    /** Writes all the URLs, each by itself, and returns where the file ends after each. */
    private List<Long> write(Path file, Extract shape) throws IOException {
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < Written.URLS.size(); i++) {
            Written.append(file, form(file), shape, Written.record(i, Written.URLS.get(i), shape));
            ends.add(Files.size(file));
        }
        return ends;
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.jsonl", "out.csv", "out.jsonl.gz", "out.csv.gz"})
    void what_was_written_is_read_back(String name) throws Exception {
        for (Extract shape : List.of(Extract.NONE, Written.extract("x\"\uD83D\uDE00\\"))) {
            Path file = folder.resolve(shape.selected().size() + name);
            write(file, shape);
            for (Extract known : Arrays.asList(shape, null)) {
                Read read = new Read();
                RecordFile.Extent extent = new RecordFile(file, form(file), known).read(read);

                assertThat(read.settled).isEqualTo(expected(Written.URLS.size()));
                assertThat(extent).isEqualTo(new RecordFile.Extent(Files.size(file), 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.jsonl", "out.csv", "out.jsonl.gz", "out.csv.gz"})
    void file_that_is_cut_anywhere_has_the_records_before(String name) throws Exception {
        Path whole = folder.resolve(name);
        Extract shape = Written.extract("text");
        List<Long> ends = write(whole, shape);
        byte[] bytes = Files.readAllBytes(whole);
        for (int zeros : new int[] {0, 5000}) {
            for (int length = 0; length < bytes.length; length += zeros == 0 ? 1 : 3) {
                Path cut = folder.resolve("cut-" + name);
                Files.write(cut, Arrays.copyOf(bytes, length));
                try (var out = Files.newOutputStream(cut, java.nio.file.StandardOpenOption.APPEND)) {
                    out.write(new byte[zeros]);
                }
                Read read = new Read();

                RecordFile.Extent extent = new RecordFile(cut, form(cut), shape).read(read);

                int reached = length; // a zero may well be what was cut off
                while (zeros > 0 && reached < bytes.length && bytes[reached] == 0) reached++;
                int records = 0;
                while (records < ends.size() && ends.get(records) <= reached) records++;
                assertThat(read.settled)
                        .as("%d bytes and %d zeros", length, zeros)
                        .isEqualTo(expected(records));
                long end = records == 0 ? 0 : ends.get(records - 1);
                if (records > 0 || name.equals("out.jsonl"))
                    assertThat(extent.wholeBytes()).isEqualTo(end);
                assertThat(extent.wholeBytes() + extent.tornBytes()).isEqualTo(length + zeros);
            }
        }
    }

    @Test
    void header_that_is_whole_stays() throws Exception {
        Path file = folder.resolve("out.csv");
        Written.append(file, Form.CSV, Extract.NONE);
        long header = Files.size(file);
        Files.writeString(file, Files.readString(file) + "http://a");

        assertThat(new RecordFile(file, Form.CSV, Extract.NONE).read(new Read()))
                .isEqualTo(new RecordFile.Extent(header, 8));
    }

    private void refuses(Path file, @Nullable Extract shape, String message) {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> new RecordFile(file, form(file), shape).read(new Read()))
                .withMessage(file + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello",
                "hello\\n",
                "\\n",
                "{}\\n",
                "[]\\n",
                "{\"url\":1}\\n",
                "{\"url\":\"a\",\"line\":1}\\n",
                "{\"url\": \"a\",\"line\":1,\"final_url\":null",
                "{\"url\":\"a\\u0001\",\"line\"",
                "{\"url\":\"a\",\"line\":-1",
                "{\"url\":\"a\",\"line\":99999999999999999999",
                "{\"url\":\"a\",\"line\":1,\"final_url\":]",
                "{\"url\":\"\\\\x",
            })
    void what_is_no_record_is_refused(String content) throws Exception {
        String text = content.replace("\\u0001", "\u0001").replace("\\n", "\n").replace("\\\\", "\\");
        Path file = Files.writeString(folder.resolve("out.jsonl"), text);

        refuses(file, Extract.NONE, ": line 1 is not a record that these options write in jsonl");
        assertThat(file).content().isEqualTo(text);
    }

    @Test
    void what_comes_behind_a_record_is_refused_where_it_is() throws Exception {
        Path file = folder.resolve("out.jsonl");
        Written.append(file, Form.JSONL, Extract.NONE, Written.record(1, "http://a.test/"));
        Files.writeString(file, Files.readString(file) + "# done\n");

        refuses(file, Extract.NONE, ": line 2 is not a record that these options write in jsonl");
        refuses(file, null, ": line 2 is not a record of simul in jsonl");
    }

    @Test
    void records_of_other_options_are_refused() throws Exception {
        Path json = folder.resolve("out.jsonl");
        Path csv = folder.resolve("out.csv");
        Extract shape = Written.extract("x");
        Written.append(json, Form.JSONL, shape, Written.record(1, "http://a.test/", shape));
        Written.append(csv, Form.CSV, shape, Written.record(1, "http://a.test/", shape));

        for (Extract other :
                List.of(Extract.NONE, new Extract(shape.selected(), null), new Extract(List.of(), List.of()))) {
            refuses(json, other, ": line 1 is not a record that these options write in jsonl");
            refuses(csv, other, ": line 1 is not the header that these options write in csv");
        }
    }

    @Test
    void row_with_a_field_too_few_is_refused() throws Exception {
        Path file = folder.resolve("out.csv");
        Written.append(file, Form.CSV, Extract.NONE);
        Files.writeString(file, Files.readString(file) + "http://a.test/,1,,,,\r\n");

        refuses(file, Extract.NONE, ": line 2 is not a record that these options write in csv");
    }

    @Test
    void quote_that_is_missing_does_not_make_all_the_rest_one_torn_record() throws Exception {
        Path file = folder.resolve("out.csv");
        Written.append(file, Form.CSV, Extract.NONE);
        String row = "http://a.test/,1,,,,,,0,0,,,0,2026-11-23T05:39:50.120Z,0,,\r\n";
        Files.writeString(file, Files.readString(file) + "http://a.test/,1,,,\"broken\r\n" + row.repeat(2_000));

        refuses(file, Extract.NONE, ": line 2 is not a record that these options write in csv");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void gzip_of_others_is_read_as_well() throws Exception {
        Path plain = folder.resolve("out.jsonl");
        write(plain, Extract.NONE);
        byte[] gzip = gzip(Files.readAllBytes(plain));
        // With a name, a comment, an extra field and the check sum of the header, as RFC 1952 allows.
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0x1F, (byte) 0x8B, 8, 2 + 4 + 8 + 16, 1, 2, 3, 4, 0, 3});
        out.write(new byte[] {2, 0, 'x', 'y', 'n', 0, 'c', 'c', 0, 5, 6});
        out.write(gzip, 10, gzip.length - 10);
        Path file = Files.write(folder.resolve("out.jsonl.gz"), out.toByteArray());
        Read read = new Read();

        assertThat(new RecordFile(file, Form.JSONL, Extract.NONE).read(read).wholeBytes())
                .isEqualTo(out.size());
        assertThat(read.settled).isEqualTo(expected(Written.URLS.size()));
    }

    @Test
    void gzip_that_is_damaged_in_the_middle_is_refused() throws Exception {
        Path file = folder.resolve("out.jsonl.gz");
        List<Long> ends = write(file, Extract.NONE);
        byte[] bytes = Files.readAllBytes(file);
        int checkSum = (int) (ends.get(2) - 8);
        bytes[checkSum] ^= 1;
        Files.write(file, bytes);

        refuses(file, Extract.NONE, " is damaged: the gzip member from byte " + ends.get(1) + " on is not whole");
    }

    @Test
    void last_member_with_a_wrong_check_sum_is_torn() throws Exception {
        Path file = folder.resolve("out.jsonl.gz");
        List<Long> ends = write(file, Extract.NONE);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 8] ^= 1;
        Files.write(file, bytes);
        Read read = new Read();

        assertThat(new RecordFile(file, Form.JSONL, Extract.NONE).read(read).wholeBytes())
                .isEqualTo(ends.get(ends.size() - 2));
        assertThat(read.settled).isEqualTo(expected(Written.URLS.size() - 1));
    }

    @Test
    void what_is_not_gzip_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("out.jsonl.gz"), "{\"url\":");

        refuses(file, Extract.NONE, " is not gzip from byte 0 on");
    }

    @Test
    void gzip_that_ends_in_the_middle_of_a_record_is_not_ours() throws Exception {
        Path plain = folder.resolve("out.jsonl");
        write(plain, Extract.NONE);
        byte[] content = Files.readAllBytes(plain);
        Path file = Files.write(folder.resolve("out.jsonl.gz"), gzip(Arrays.copyOf(content, content.length - 2)));

        refuses(file, Extract.NONE, ": line 8 is not a record that these options write in jsonl");
    }

    @Test
    void escapes_of_other_programs_are_the_same_url() throws Exception {
        String rest = ",\"line\":1,\"other\":{\"a\":[1,{}]},\"last\":true}\n";
        Path file = Files.writeString(
                folder.resolve("out.jsonl"),
                "{\"url\":\"\\/\\u00e9\\uD83D\\uDE00\"" + rest + "{\"url\":\"\\ud800\\n\"" + rest
                        + "{\"url\":\"\\ud800\\ud83d\\ude00\"" + rest + "{\"url\":\"\\udc00\\ud800\"" + rest);
        Read read = new Read();
        new RecordFile(file, Form.JSONL, null).read(read);

        assertThat(read.settled)
                .containsExactly("1 /\u00e9\uD83D\uDE00", "1 \uFFFD\n", "1 \uFFFD\uD83D\uDE00", "1 \uFFFD\uFFFD");
    }
}
