package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served of a folder, and what is not. */
@Timeout(120)
final class StoredFilesTest {
    private static final String PAGE = "<title>A page</title>\n";
    private static final int SOME_PIECES = 300_001; // no multiple of a piece

    @TempDir
    Path outer;

    private Path folder;
    private MockServer server;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(outer.resolve("site"));
        Files.writeString(outer.resolve("secret.html"), "secret");
        server = MockServer.start(ServeConfig.of(new Folder(folder)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private String get(String target) throws IOException {
        try (Wire wire = Wire.to(server.address()).send(Wire.get(target))) {
            return wire.readResponse();
        }
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_file_comes_whole_and_for_every_host() throws IOException {
        write("a/b.html", PAGE);

        assertThat(get("/a/b.html"))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + PAGE.length() + "\r\n\r\n"
                        + PAGE);
        assertThat(get("http://other.test/a/b.html?query")).endsWith(PAGE);
    }

    @Test
    void an_empty_file_is_an_empty_body() throws IOException {
        write("empty.css", "");

        assertThat(get("/empty.css"))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Length: 0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a.html, text/html",
        "a.htm, text/html",
        "A.HTML, text/html",
        "a.xhtml, application/xhtml+xml",
        "a.svg, image/svg+xml",
        "a.xml, application/xml",
        "a.txt, text/plain",
        "a.css, text/css",
        "a.js, text/javascript",
        "a.json, application/json",
        "a.png, image/png",
        "a.tar.gz, application/gzip",
        "html, text/html",
        "a.unheard, application/octet-stream",
        "a, application/octet-stream",
        "a., application/octet-stream",
    })
    void the_ending_of_the_name_tells_the_media_type_and_nothing_tells_an_encoding(String name, String type)
            throws IOException {
        write(name, PAGE);

        assertThat(get("/" + name)).contains("\r\nContent-Type: " + type + "\r\n");
    }

    @Test
    void a_connection_serves_one_file_after_another() throws IOException {
        byte[] bytes = noise(SOME_PIECES);
        write("a.bin", bytes);
        write("b.html", PAGE);
        try (Wire wire = Wire.to(server.address()).send(Wire.get("/a.bin") + Wire.get("/b.html") + Wire.get("/no"))) {
            assertThat(wire.readResponse()).endsWith("\r\n\r\n" + latin1(bytes));
            assertThat(wire.readResponse()).endsWith("\r\n\r\n" + PAGE);
            assertThat(wire.readResponse()).startsWith("HTTP/1.1 404 Not Found\r\n");
        }
        assertThat(server.stats().answered()).isEqualTo(3);
    }

    @Test
    void over_http_2_a_file_comes_as_the_client_opens_its_window() throws IOException {
        byte[] bytes = noise(SOME_PIECES);
        write("a.bin", bytes);
        write("b.html", PAGE);
        try (Http2Wire wire = Http2Wire.to(server.address())) {
            assertThat(wire.get(1, "/a.bin").body(1)).isEqualTo(latin1(bytes));
            assertThat(wire.get(3, "/b.html").body(3)).isEqualTo(PAGE);
        }
    }

    @Test
    void after_head_there_is_the_length_and_no_body() throws IOException {
        write("a.bin", noise(SOME_PIECES));
        write("b.html", PAGE);
        try (Wire wire = Wire.to(server.address())
                .send("HEAD /a.bin HTTP/1.1\r\nHost: any.test\r\n\r\n" + Wire.get("/b.html"))) {
            assertThat(wire.readThrough("\r\n\r\n")).contains("Content-Length: " + SOME_PIECES + "\r\n");
            assertThat(wire.readResponse()).startsWith("HTTP/1.1 200 OK\r\n").endsWith(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
    void other_methods_are_not_allowed(String method) throws IOException {
        write("a.html", PAGE);
        try (Wire wire = Wire.to(server.address()).send(method + " /a.html HTTP/1.1\r\nHost: any.test\r\n\r\n")) {
            assertThat(wire.readResponse())
                    .startsWith("HTTP/1.1 405 ")
                    .contains("\r\nAllow: GET, HEAD\r\n")
                    .doesNotContain(PAGE);
        }
    }

    @Test
    void a_folder_is_its_index_and_moves_to_its_slash() throws IOException {
        write("index.html", PAGE);
        write("a b/index.html", PAGE);
        write("bare/x.html", PAGE);

        assertThat(get("/")).startsWith("HTTP/1.1 200 ").contains("text/html").endsWith(PAGE);
        assertThat(get("/a%20b/")).startsWith("HTTP/1.1 200 ").endsWith(PAGE);
        assertThat(get("/a%20b")).startsWith("HTTP/1.1 301 ").contains("\r\nLocation: /a%20b/\r\n");
        assertThat(get("/a%20b?c=d")).contains("\r\nLocation: /a%20b/?c=d\r\n");
        assertThat(get("/bare/")).startsWith("HTTP/1.1 404 ");
        assertThat(get("/bare/x.html/")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void an_index_that_is_a_folder_is_none() throws IOException {
        write("a/index.html/x", PAGE);

        assertThat(get("/a/")).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none.html",
                "/../secret.html",
                "/a/../../secret.html",
                "/%2e%2e/secret.html",
                "/..%2fsecret.html",
                "/..%5csecret.html",
                "/a.html%00",
                "//a.html",
                "/%",
                "/link.html",
                "/linked/secret.html",
                "/circle",
            })
    void what_is_not_in_the_folder_is_not_found(String target) throws IOException {
        write("a.html", PAGE);
        Files.createSymbolicLink(folder.resolve("link.html"), outer.resolve("secret.html"));
        Files.createSymbolicLink(folder.resolve("linked"), outer);
        Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));

        assertThat(get(target)).startsWith("HTTP/1.1 404 Not Found\r\n").doesNotContain("secret\n", PAGE);
    }

    @Test
    void an_index_that_leads_outside_is_not_found() throws IOException {
        write("a/x", PAGE);
        Files.createSymbolicLink(folder.resolve("a/index.html"), outer.resolve("secret.html"));

        assertThat(get("/a/")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void a_link_within_the_folder_is_followed_and_the_folder_may_be_one_itself() throws IOException {
        write("a/b.html", PAGE);
        Files.createSymbolicLink(folder.resolve("c.html"), Path.of("a", "b.html"));
        Path link = Files.createSymbolicLink(outer.resolve("other"), folder);

        assertThat(get("/c.html")).endsWith(PAGE);
        try (MockServer linked = MockServer.start(ServeConfig.of(new Folder(link)));
                Wire wire = Wire.to(linked.address()).send(Wire.get("/c.html"))) {
            assertThat(wire.readResponse()).endsWith(PAGE);
        }
    }

    @Test
    void a_stored_response_is_sent_as_it_is_and_the_connection_closed() throws IOException {
        String nonsense = "HTTP/1.1 299 \u00ff\nno: colon";
        write("a.http", nonsense.getBytes(StandardCharsets.ISO_8859_1));
        byte[] pieces = noise(SOME_PIECES);
        write("long.http", pieces);

        for (String method : new String[] {"GET", "HEAD"}) {
            try (Wire wire = Wire.to(server.address()).send(method + " /a.http HTTP/1.1\r\nHost: any.test\r\n\r\n")) {
                assertThat(wire.rest()).isEqualTo(new Wire.Rest(nonsense, Wire.End.CLOSED));
            }
        }
        try (Wire wire = Wire.to(server.address()).send(Wire.get("/long.http"))) {
            assertThat(wire.rest()).isEqualTo(new Wire.Rest(latin1(pieces), Wire.End.CLOSED));
        }
    }

    @Test
    void a_stored_response_without_a_length_ends_a_stream_of_http_2() throws IOException {
        write("a.http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE);
        write("short.http", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + PAGE);
        try (Http2Wire wire = Http2Wire.to(server.address())) {
            assertThat(wire.get(1, "/a.http").body(1)).isEqualTo(PAGE);
            assertThatThrownBy(() -> wire.get(3, "/short.http").body(3)).hasMessageStartingWith("reset: ");
            assertThat(wire.get(5, "/a.http").body(5)).isEqualTo(PAGE);
        }
    }

    @Test
    void a_folder_that_goes_while_it_is_served_is_not_found_from_then_on() throws IOException {
        write("a.html", PAGE);
        assertThat(get("/a.html")).endsWith(PAGE);

        Files.delete(folder.resolve("a.html"));
        Files.delete(folder);

        assertThat(get("/a.html")).startsWith("HTTP/1.1 404 ");
        assertThat(get("/")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void a_file_that_goes_while_it_is_sent_breaks_off() throws IOException {
        long size = 1L << 40; // no disk has it, and no buffer: all of it is a hole
        Path file = folder.resolve("a.bin");
        try (SeekableByteChannel hole =
                Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            hole.position(size - 1);
            hole.write(ByteBuffer.allocate(1));
        }
        try (Wire wire = Wire.to(server.address()).send(Wire.get("/a.bin"))) {
            assertThat(wire.readThrough("\r\n\r\n")).contains("Content-Length: " + size + "\r\n");
            Files.delete(file);

            Wire.Rest rest = wire.rest();
            assertThat((long) rest.text().length()).isLessThan(size);
            assertThat(rest.end()).isEqualTo(Wire.End.CLOSED);
        }
    }

    @Test
    void a_client_that_goes_while_a_file_is_sent_leaves_nothing_behind() throws IOException {
        write("a.bin", noise(20_000_000));
        try (Wire wire = Wire.to(server.address()).send(Wire.get("/a.bin"))) {
            wire.read(100);
        }
        write("b.html", PAGE);
        assertThat(get("/b.html")).endsWith(PAGE);
        while (server.stats().open() > 0) Thread.onSpinWait();
        assertThat(server.stats().inFlight()).isZero();
    }

    @Test
    void a_latency_holds_files_back_as_well() throws IOException {
        write("a.html", PAGE);
        ServeConfig slow = ServeConfig.of(new Folder(folder)).withLatency(Duration.ofMinutes(10), Duration.ZERO);
        try (MockServer late = MockServer.start(slow);
                Wire wire = Wire.to(late.address()).send(Wire.get("/a.html"))) {
            assertThat(wire.isQuiet()).isTrue();
        }
    }

    @Test
    void what_is_no_folder_is_an_error_that_names_it() throws IOException {
        Path none = outer.resolve("none");
        Path file = outer.resolve("secret.html");

        assertThatThrownBy(() -> MockServer.start(ServeConfig.of(new Folder(none))))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no folder " + none);
        assertThatThrownBy(() -> MockServer.start(ServeConfig.of(new Folder(file))))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a folder");
    }
}
