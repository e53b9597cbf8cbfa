package dev.simul.html.bench;

import dev.simul.html.PageFacts;
import dev.simul.html.PageHead;
import dev.simul.html.PageMemory;
import dev.simul.html.PageQuery;
import dev.simul.html.PageReader;
import dev.simul.html.Selection;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to read a page, its bytes in pieces of 16 KiB: microseconds and, by JMH's gc profiler, bytes a page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
public class PageBenchmark {
    private static final PageHead HTML = new PageHead(List.of("text/html"), List.of());
    private static final int PIECE = 16 * 1024;
    private static final PageQuery LINKS = new PageQuery(List.of(Selection.parse("h1=h1")), true, 16 << 20);

    /** Of the page, in thousands of bytes. */
    @Param({"2", "40", "200", "5000"})
    int kilobytes;

    /** Where the title is: in the head, nowhere, or in the body where only the tree can tell. */
    @Param({"head", "none", "body"})
    String title;

    private final PageMemory memory = PageMemory.ofHeap();
    private byte[] page;
    private Url url;

    @Setup
    public void make() throws UrlSyntaxException {
        url = Url.parse("https://example.com/");
        StringBuilder html = new StringBuilder("<!DOCTYPE html><html lang=en><head><meta charset=utf-8>"
                + "<link rel=stylesheet href=/style.css><script>if (a < b) document.write('<p>');</script>");
        if (title.equals("head")) html.append("<title>A title &amp; more</title>");
        html.append("</head><body><h1>Heading</h1>");
        for (int i = 0; html.length() < kilobytes * 1000 - 100; i++) {
            html.append("<div class=\"item n")
                    .append(i)
                    .append("\"><a href=\"/item/")
                    .append(i);
            html.append("\">Item</a> <p>Some text with <b>bold</b> words &eacute; and more of it.</p></div>\n");
        }
        if (title.equals("body")) html.append("<svg><title>not this</title></svg>");
        page = html.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** As a crawl reads it without further options. */
    @Benchmark
    public PageFacts title() {
        return read(PageQuery.TITLE);
    }

    /** With {@code --select} and {@code --links}. */
    @Benchmark
    public PageFacts query() {
        return read(LINKS);
    }

    private PageFacts read(PageQuery query) {
        PageReader reader = PageReader.open(HTML, query, memory);
        for (int at = 0; at < page.length; at += PIECE) {
            if (reader.wantsMore()) reader.accept(page, at, Math.min(PIECE, page.length - at));
        }
        return reader.finish(url, System::nanoTime);
    }
}
