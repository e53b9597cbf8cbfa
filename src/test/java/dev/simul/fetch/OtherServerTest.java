package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Against servers that share no code with ours: OkHttp's mock server, and the JDK's TLS sockets. */
class OtherServerTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) throws IOException {
        if (!server.getStarted()) server.start(InetAddress.getLoopbackAddress(), 0);
        return "http://127.0.0.1:" + server.getPort() + path;
    }

    private String httpsUrl(String path) throws IOException {
        return url(path).replace("http:", "https:");
    }

    private static HeldCertificate certificate(String host) {
        return new HeldCertificate.Builder().addSubjectAlternativeName(host).build();
    }

    @Test
    void chunks_and_trailers_come_over_a_connection_that_is_used_again() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody("hello, world", 5)
                .trailers(okhttp3.Headers.of("X-Trailer", "x"))
                .build());
        server.enqueue(new MockResponse.Builder().code(404).body("none").build());

        assertThat(client.fetch(url("/a")).text()).isEqualTo("hello, world");
        assertThat(client.fetch(url("/b")).status()).isEqualTo(404);

        assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(0);
        assertThat(server.takeRequest().getConnectionIndex()).isEqualTo(0);
    }

    @Test
    void a_request_is_one_that_others_can_read() throws Exception {
        server.enqueue(new MockResponse.Builder().build());

        client.header("X-One", "1").fetch(url("/a/b?c=d"));

        var request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("GET /a/b?c=d HTTP/1.1");
        assertThat(request.getHeaders().names())
                .containsExactlyInAnyOrder("Host", "User-Agent", "Accept", "Accept-Encoding", "X-One");
        assertThat(request.getBodySize()).isZero();
    }

    @Test
    void gzip_of_another_make_is_decoded() throws IOException {
        Buffer coded = new Buffer();
        try (BufferedSink gzip = Okio.buffer(new GzipSink(coded))) {
            gzip.writeUtf8("hello, hello, hello");
        }
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .chunkedBody(coded, 3)
                .build());

        Fetched fetched = client.fetch(url("/"));

        assertThat(fetched.text()).isEqualTo("hello, hello, hello");
        assertThat(fetched.reply().wireBytes()).isNotEqualTo(fetched.reply().bytes());
    }

    @Test
    void a_server_that_closes_a_kept_connection_silently_is_asked_again() throws Exception {
        server.enqueue(new MockResponse.Builder().body("a").build());
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(new MockResponse.Builder().body("c").build());

        client.fetch(url("/"));
        Fetched fetched = client.fetch(url("/"));

        assertThat(fetched.text()).isEqualTo("c");
        assertThat(fetched.effort().attempts()).isEqualTo(1);
    }

    @Test
    void a_body_that_comes_slowly_comes_whole() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .body("0123456789")
                .throttleBody(3, 2, TimeUnit.MILLISECONDS)
                .build());

        assertThat(client.fetch(url("/")).text()).isEqualTo("0123456789");
    }

    @Test
    void a_connection_that_is_reset_while_a_long_request_is_written_is_replaced() throws Exception {
        client.header("X-Long", "x".repeat(16 * 1024 * 1024)); // more than the kernel takes at once
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread peer = Thread.ofVirtual().start(() -> {
                try (Socket first = listener.accept()) {
                    readRequest(first);
                    answer(first, "first");
                    first.setSoLinger(true, 0);
                    int begun = first.getInputStream().read();
                    assertThat(begun).isEqualTo('G');
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                try (Socket second = listener.accept()) {
                    readRequest(second);
                    answer(second, "second");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            String url = "http://127.0.0.1:" + listener.getLocalPort() + "/";

            assertThat(client.fetch(url).text()).isEqualTo("first");
            Fetched fetched = client.fetch(url);
            peer.join();

            assertThat(fetched.text()).isEqualTo("second");
            assertThat(fetched.effort().attempts()).isEqualTo(1);
        }
    }

    /** Up to the empty line. */
    private static void readRequest(Socket socket) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        String end = "";
        while (!end.endsWith("\r\n\r\n")) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) throw new IOException("the request ended early");
            String text = end + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            end = text.substring(Math.max(0, text.length() - 4));
        }
    }

    private static void answer(Socket socket, String body) throws IOException {
        String reply = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
    }

    // ---- TLS

    @Test
    void a_further_authority_that_is_trusted_vouches_for_its_hosts() throws IOException {
        HeldCertificate root =
                new HeldCertificate.Builder().certificateAuthority(1).build();
        HeldCertificate middle = new HeldCertificate.Builder()
                .certificateAuthority(0)
                .signedBy(root)
                .build();
        HeldCertificate host = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(middle)
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(host, middle.certificate())
                .build()
                .sslSocketFactory());
        server.enqueue(new MockResponse.Builder().body("secret").build());

        assertThat(client.trusting(root.certificate()).fetch(httpsUrl("/")).text())
                .isEqualTo("secret");
    }

    @Test
    void a_port_that_speaks_plain_http_is_said_not_to_speak_tls() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer = Thread.ofVirtual().start(() -> {
                try (Socket socket = listener.accept()) {
                    if (socket.getInputStream().read(new byte[64 * 1024]) > 0) answer(socket, "plain HTTP, please");
                } catch (IOException gone) {
                    // as it may
                }
            });

            Fetched fetched = client.fetch("https://127.0.0.1:" + listener.getLocalPort() + "/");
            peer.join();

            assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TLS);
            assertThat(fetched.message()).endsWith("the server does not speak TLS on this port");
        }
    }

    @Test
    void a_port_that_speaks_tls_does_not_answer_to_plain_http() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate("127.0.0.1"))
                .build()
                .sslSocketFactory());

        Fetched fetched = client.fetch(url("/"));

        assertThat(fetched.errorKind()).isIn(ErrorKind.PROTOCOL, ErrorKind.CLOSED);
    }

    /** RFC 9112 section 9.8: without a closure alert the end of the connection may be an attacker's. */
    @Test
    void a_body_that_ends_without_the_goodbye_of_tls_is_not_whole() throws Exception {
        HeldCertificate certificate = certificate("127.0.0.1");
        var tls =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer = Thread.ofVirtual().start(() -> {
                try (Socket plain = listener.accept();
                        SSLSocket secure = (SSLSocket)
                                tls.sslSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), false)) {
                    secure.setUseClientMode(false);
                    int read = secure.getInputStream().read(new byte[4096]);
                    OutputStream out = secure.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    plain.shutdownOutput(); // below TLS
                    while (read >= 0) read = plain.getInputStream().read(new byte[4096]);
                } catch (IOException gone) {
                    // as it may
                }
            });

            Fetched fetched = client.trusting(certificate.certificate())
                    .fetch("https://127.0.0.1:" + listener.getLocalPort() + "/");
            peer.join();

            assertThat(fetched.error())
                    .isEqualTo(new FetchError.Closed(Phase.BODY, 5, "without the end that TLS wants"));
            assertThat(fetched.text()).isEqualTo("hello");
        }
    }
}
