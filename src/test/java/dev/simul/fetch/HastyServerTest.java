package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HttpVersions;
import dev.simul.testing.ClientFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A response that comes before the request was sent is taken for the answer to it, as curl does. */
class HastyServerTest {
    private static final List<String> PIECES = List.of("HTTP/1.1 200 OK\r\nContent-", "Length: 5\r\n\r\n", "hasty");

    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    /** Writes to whoever connects, each piece by itself, and then reads to the end. */
    private static Thread greet(ServerSocket listener, Greeting greeting) {
        return Thread.ofVirtual().start(() -> {
            try (Socket plain = listener.accept();
                    Socket socket = greeting.over(plain)) {
                OutputStream out = socket.getOutputStream();
                for (String piece : PIECES) {
                    out.write(piece.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
                while (socket.getInputStream().read(new byte[4096]) >= 0) Thread.onSpinWait();
            } catch (IOException gone) {
                // as it may
            }
        });
    }

    private interface Greeting {
        Socket over(Socket plain) throws IOException;
    }

    @Test
    void over_a_plain_connection() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer = greet(listener, plain -> plain);

            assertThat(client.fetch("http://127.0.0.1:" + listener.getLocalPort() + "/")
                            .text())
                    .isEqualTo("hasty");

            client.pipeline().close();
            client.time().turns(2);
            peer.join();
        }
    }

    /** Where it comes in several records right behind the handshake, before the protocol's own handler reads. */
    @Test
    void over_tls_in_several_records() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        var tls =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        client.versions(HttpVersions.HTTP_1_1).trusting(certificate.certificate());
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer = greet(listener, plain -> {
                SSLSocket secure =
                        (SSLSocket) tls.sslSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), false);
                secure.setUseClientMode(false);
                return secure;
            });

            assertThat(client.fetch("https://127.0.0.1:" + listener.getLocalPort() + "/")
                            .text())
                    .isEqualTo("hasty");

            client.pipeline().close();
            client.time().turns(2);
            peer.join();
        }
    }
}
