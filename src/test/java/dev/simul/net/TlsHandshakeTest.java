package dev.simul.net;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.simul.net.ClientTls.Trust;
import dev.simul.net.TlsPeer.Handshake;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a client believes, what it tells and what it remembers, whoever does its TLS, in each version. */
@ParameterizedClass(name = "{0} {1}")
@CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
class TlsHandshakeTest {
    private final SslProvider provider;
    private final String version;
    private final FrozenTime time = FrozenTime.open();
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final List<TlsPeer> peers = new ArrayList<>();

    TlsHandshakeTest(SslProvider provider, String version) {
        this.provider = provider;
        this.version = version;
    }

    @BeforeEach
    void bothProvidersAreThere() {
        assumeTrue(OpenSsl.isAvailable(), "there is no BoringSSL for this machine");
    }

    @AfterEach
    void close() {
        for (TlsPeer peer : peers) peer.close();
        time.until(() -> time.openChannels() == 0, "all channels to be closed");
        assertThat(time.loop().pendingTimers()).isZero();
        time.close();
    }

    private TlsPeer peerFor(String... names) {
        HeldCertificate.Builder certificate = new HeldCertificate.Builder().signedBy(authority);
        for (String name : names) certificate.addSubjectAlternativeName(name);
        return peerWith(certificate.build());
    }

    private TlsPeer peerWith(HeldCertificate certificate) {
        TlsPeer peer = new TlsPeer(time.loop(), version, certificate);
        peers.add(peer);
        time.until(peer::isListening, "a peer that listens");
        return peer;
    }

    private Connector clientOf(TlsPeer peer, Trust trust) {
        return new Connector(
                time.loop(),
                Transport.best(),
                new OneAnswer(time.loop().succeeded(Addresses.of(List.of(peer.address())))),
                AddressPolicy.ANY,
                new ClientTls(trust, List.of(authority.certificate()), provider),
                Duration.ofSeconds(10),
                new PlainProtocols(true),
                ProxyRules.NONE);
    }

    private static Route to(String host) {
        return new Route.Direct(new Origin(true, host, 443));
    }

    /** Connects, asks and is answered, which is when the server has told how to resume the session. */
    private void talk(Connector client, Route route) {
        Task<Connection> connecting = client.connect(route);
        time.until(connecting::isDone, "a connection");
        Channel channel = connecting.result().channel();
        AtomicBoolean answered = new AtomicBoolean();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                answered.set(true);
                ReferenceCountUtil.release(message);
            }
        });
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}));
        time.until(answered::get, "an answer");
        channel.close();
    }

    private void talk(Connector client, String host) {
        talk(client, to(host));
    }

    private FetchError refusal(Connector client, Route route) {
        Task<Connection> connecting = client.connect(route);
        time.until(connecting::isDone, "the end");
        return FetchFailure.errorOf(requireNonNull(connecting.exception(), "it was believed"));
    }

    // ---- whom it believes

    @Test
    void a_certificate_for_another_name_is_refused() {
        Connector client = clientOf(peerFor("a.test", "127.0.0.1"), Trust.NOBODY);

        for (String host : List.of("b.test", "x.a.test", "b_b.test", "127.0.0.2")) {
            assertThat(refusal(client, to(host)))
                    .isEqualTo(new FetchError.Tls(host, "the certificate is for a.test, 127.0.0.1, not for " + host));
        }
    }

    @Test
    void nor_is_it_believed_at_the_second_time_or_beside_a_session_that_can_be_resumed() {
        TlsPeer peer = peerFor("a.test");
        Connector client = clientOf(peer, Trust.NOBODY);

        for (int i = 0; i < 3; i++) {
            talk(client, "a.test");
            assertThat(refusal(client, to("b.test")))
                    .isEqualTo(new FetchError.Tls("b.test", "the certificate is for a.test, not for b.test"));
        }

        assertThat(peer.handshakes()).extracting(Handshake::serverName).contains("a.test");
    }

    @Test
    void nor_is_a_proxy() {
        Connector client = clientOf(peerFor("a.test"), Trust.NOBODY);
        ProxyServer proxy = ProxyServer.parse("https://b.test:3128");
        FetchError refused =
                new FetchError.Tls("the proxy b.test:3128", "the certificate is for a.test, not for b.test");

        for (int i = 0; i < 2; i++) {
            assertThat(refusal(client, new Route.Forwarded(proxy))).isEqualTo(refused);
            assertThat(refusal(client, new Route.Tunnelled(new Origin(true, "a.test", 443), proxy)))
                    .isEqualTo(refused);
        }
    }

    @Test
    void nor_is_an_authority_that_is_not_trusted_whatever_the_name() {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("a.test")
                .build();
        TlsPeer peer = peerWith(own);

        assertThat(refusal(clientOf(peer, Trust.NOBODY), to("a.test")).toString())
                .contains("was not issued by a trusted authority, it is signed by itself");
    }

    @Test
    void who_believes_everybody_does_so_whatever_the_name() {
        TlsPeer peer = peerFor("a.test");
        Connector client = clientOf(peer, Trust.EVERYBODY);

        for (String host : List.of("a.test", "b.test", "b_b.test", "127.0.0.2")) talk(client, host);

        assertThat(peer.handshakes()).hasSize(4);
    }

    // ---- what it tells

    @ParameterizedTest
    @CsvSource({
        "a.test, a.test",
        "a.test., a.test",
        "localhost, localhost",
        "a_b.test, a_b.test",
        "a_b.test., a_b.test",
        "-a.test, -a.test",
        "a-.test, a-.test",
        "a~b!.test, a~b!.test",
        "xn--mnchen-3ya.test, xn--mnchen-3ya.test",
        "127.0.0.1,",
        "[::1],",
    })
    void any_name_is_told_to_the_server_but_no_address(String host, @Nullable String told) {
        TlsPeer peer = peerFor(new Origin(true, host.replaceFirst("\\.$", ""), 443).hostName());

        talk(clientOf(peer, Trust.NOBODY), host);

        assertThat(peer.handshakes()).containsExactly(new Handshake(false, told));
    }

    // ---- what it remembers

    @ParameterizedTest
    @ValueSource(strings = {"a.test", "a_b.test", "127.0.0.1"})
    void a_session_is_resumed(String host) {
        TlsPeer peer = peerFor(host);
        Connector client = clientOf(peer, Trust.NOBODY);

        for (int i = 0; i < 4; i++) talk(client, host);

        assertThat(peer.handshakes()).extracting(Handshake::resumed).containsExactly(false, true, true, true);
    }

    @Test
    void another_host_or_port_has_a_session_of_its_own() {
        TlsPeer peer = peerFor("a.test", "b.test");
        Connector client = clientOf(peer, Trust.NOBODY);

        talk(client, "a.test");
        talk(client, "b.test");
        talk(client, new Route.Direct(new Origin(true, "a.test", 8443)));
        talk(client, "b.test");

        assertThat(peer.handshakes()).extracting(Handshake::resumed).containsExactly(false, false, false, true);
    }

    // ---- what keeps it from both

    @Test
    void where_the_certificates_of_the_system_cannot_be_read_it_says_so_and_tries_again(@TempDir Path folder)
            throws IOException {
        Path broken = Files.writeString(folder.resolve("cacerts"), "certificates? none");
        Connector client = clientOf(peerFor("a.test"), Trust.SYSTEM);
        String before = System.getProperty("javax.net.ssl.trustStore");
        System.setProperty("javax.net.ssl.trustStore", broken.toString());
        try {
            // Only the first time: the JDK then takes what it had before.
            assertThat(refusal(client, to("a.test")))
                    .isInstanceOfSatisfying(
                            FetchError.Tls.class,
                            tls -> assertThat(tls.detail())
                                    .startsWith("TLS cannot be set up: problem accessing trust store: "));
        } finally {
            if (before == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            } else {
                System.setProperty("javax.net.ssl.trustStore", before);
            }
        }

        talk(client, "a.test");
    }
}
