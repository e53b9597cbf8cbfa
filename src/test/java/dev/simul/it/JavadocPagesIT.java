package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.it.JavadocServer.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of real pages, served by a server that is not ours: the Javadoc of jsoup, Netty and JUnit. */
class JavadocPagesIT {
    private static JavadocServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void serve() throws IOException {
        server = JavadocServer.start(Path.of(System.getProperty("simul.javadoc")));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** What a record must say of a file. */
    private record Expected(
            String url,
            int line,
            String outcome,
            long bytes,
            @Nullable String contentType,
            @Nullable String charset,
            @Nullable String title) {

        static Expected of(Served served, int line) {
            try {
                byte[] content = Files.readAllBytes(served.file());
                boolean isPage = served.isPage();
                boolean isXml = served.url().endsWith(".svg"); // decoded as well, for it may have a title
                String charset = isPage ? BrowserTitle.charset(content).name() : isXml ? "UTF-8" : null;
                return new Expected(
                        served.url(),
                        line,
                        "200",
                        content.length,
                        mediaType(served.url()),
                        charset,
                        isPage ? BrowserTitle.of(content) : null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Expected of(Line line) {
            return new Expected(
                    line.url(),
                    line.line(),
                    line.outcome(),
                    line.bytes(),
                    line.contentType(),
                    line.charset(),
                    line.title());
        }

        /** As the JDK has them; what it does not know is bytes. */
        private static String mediaType(String url) {
            String name = url.substring(url.lastIndexOf('/') + 1);
            return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
                case "html" -> "text/html";
                case "css" -> "text/css";
                case "js" -> "text/javascript";
                case "md" -> "text/markdown";
                case "png" -> "image/png";
                case "svg" -> "image/svg+xml";
                case "zip" -> "application/zip";
                default -> "application/octet-stream";
            };
        }
    }

    @Test
    void every_page_has_its_status_its_length_its_encoding_and_its_title() throws Exception {
        List<Served> pages = server.files().stream().filter(Served::isPage).toList();
        assertThat(pages).as("real pages").hasSizeGreaterThan(2_000);

        List<Line> records = crawl(pages);

        assertThat(records).hasSameSizeAs(pages);
        assertThat(differences(pages, records)).isEmpty();
        assertThat(records)
                .as("titles")
                .allMatch(record -> record.title() != null && !record.title().isEmpty());
    }

    @Test
    void what_is_no_page_has_its_media_type_and_no_title() throws Exception {
        List<Served> others =
                server.files().stream().filter(Predicate.not(Served::isPage)).toList();
        assertThat(others).extracting(Served::url).anyMatch(url -> url.endsWith(".css"));
        assertThat(others).extracting(Served::url).anyMatch(url -> url.endsWith(".js"));
        assertThat(others).extracting(Served::url).anyMatch(url -> url.endsWith(".png"));

        List<Line> records = crawl(others);

        assertThat(records).hasSameSizeAs(others);
        assertThat(differences(others, records)).isEmpty();
    }

    /** Crawls them from a list, to a file. */
    private List<Line> crawl(List<Served> files) throws IOException, InterruptedException {
        Path list = folder.resolve("list.txt");
        Path out = folder.resolve("out.jsonl");
        Files.write(list, files.stream().map(Served::url).toList());
        Finished crawl = Simul.in(folder).run("crawl", "-c", "32", "--per-host", "0", "-o", "out.jsonl", "list.txt");
        assertThat(crawl.err()).contains(String.format(Locale.ROOT, "%,d URLs in ", files.size()));
        assertThat(crawl.status()).as(crawl.err()).isZero();
        assertThat(crawl.out()).isEmpty();
        return Line.readAll(Files.readString(out));
    }

    /** The records that differ from what is expected of their line, beside that; each line has one. */
    private static List<Expected> differences(List<Served> files, List<Line> records) {
        Map<Integer, Expected> found =
                records.stream().map(Expected::of).collect(Collectors.toMap(Expected::line, Function.identity()));
        List<Expected> differences = new ArrayList<>();
        IntStream.range(0, files.size()).forEach(i -> {
            Expected expected = Expected.of(files.get(i), i + 1);
            Expected actual = found.get(i + 1);
            if (expected.equals(actual)) return;
            differences.add(expected);
            if (actual != null) differences.add(actual);
        });
        return differences;
    }
}
