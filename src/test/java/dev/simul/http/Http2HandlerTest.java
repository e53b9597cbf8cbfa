package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class Http2HandlerTest {
    private final Http2Handler handler = Http2Handler.create(65_536, new byte[1024], () -> {});
    private final EmbeddedChannel channel = new EmbeddedChannel(handler);

    @Test
    void a_write_that_fails_takes_no_further_requests_and_leaves_the_rest_to_what_is_read() {
        handler.onConnectionError(channel.pipeline().firstContext(), true, new IOException("Broken pipe"), null);

        assertThat(handler.maxExchanges()).isZero();
        assertThat(handler.brokenBy()).as("no defect of ours").isNull();
        assertThat(handler.lastWords()).isEqualTo("connection reset");
        assertThat(channel.isOpen()).as("what came before is still to be read").isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void what_no_peer_can_do_is_a_defect() {
        handler.onConnectionError(channel.pipeline().firstContext(), true, new IllegalStateException("ours"), null);

        assertThat(handler.brokenBy()).isNotNull();
        channel.finishAndReleaseAll();
    }
}
