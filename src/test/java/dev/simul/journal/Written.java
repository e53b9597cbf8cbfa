package dev.simul.journal;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Saved;
import dev.simul.result.Selected;
import dev.simul.result.Target;
import dev.simul.sink.Form;
import dev.simul.sink.OutputFile;
import dev.simul.sink.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Files of records as the program writes them. */
final class Written {
    /** What is hard to read back: quotes, commas, line ends, escapes, characters of two, three and four bytes, halves of them. */
    static final List<String> URLS = List.of(
            "http://a.test/1",
            "http://a.test/\"quoted\",and,commas\\",
            "http://faß.test/\u20AC\uD83D\uDE00",
            "http://a.test/\u0007\u001b\u007f\u0085\u2028\t|",
            "http://a.test/\uD800half\uDC00",
            " http://a.test/ ",
            "\"",
            "http://a.test/1");

    private static final Instant NOW = Instant.parse("2026-11-23T05:39:50.120Z");

    private Written() {}

    static CrawlRecord record(long line, String url) {
        return record(line, url, Extract.NONE);
    }

    static CrawlRecord record(long line, String url, Extract extract) {
        Answer answer = new Answer(url, 200, "http/1.1", "127.0.0.1:80", List.of(url, url));
        Page page = new Page("Title, \"of\"\r\n{it}", "text/html; x", "UTF-8", 10, 10, 0, extract);
        FetchError error = line % 2 == 0 ? null : new FetchError.InvalidUrl("not, \"a\" {URL]\n");
        return new CrawlRecord(new Target(0, url, line), answer, page, Effort.none(NOW), error);
    }

    /** One of each: lists, values, none, and names and texts that are hard to read. */
    static Extract extract(String text) {
        return new Extract(
                        List.of(
                                new Selected("a.b-c", false, List.of(text)),
                                new Selected("none", false, List.of()),
                                new Selected("größe", true, List.of(text, "}\r\n,\"", ""))),
                        List.of("http://a.test/", text))
                .withSaved(new Saved(text));
    }

    /** Appends to {@code file}, in members of their own where it is compressed. */
    static void append(Path file, Form form, Extract shape, CrawlRecord... records) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        RecordWriter writer = RecordWriter.toFile(new OutputFile(file, form, List.of(), Duration.ZERO, size), shape);
        for (CrawlRecord record : records) writer.write(record);
        writer.close();
    }
}
