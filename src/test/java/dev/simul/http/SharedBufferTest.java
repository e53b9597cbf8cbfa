package dev.simul.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedBufferTest {
    private final SharedBuffer buffers = new SharedBuffer(64);

    @AfterEach
    void close() {
        buffers.close();
    }

    private ByteBuf take(String text) {
        return buffers.take().writeBytes(text.getBytes(US_ASCII));
    }

    @Test
    void memory_that_was_given_back_is_used_again() {
        ByteBuf first = take("one");
        first.release();

        ByteBuf second = take("two");

        assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
        assertThat(second.toString(US_ASCII)).isEqualTo("two");
        second.release();
    }

    @Test
    void what_a_socket_has_not_taken_yet_stays_as_it_is() {
        ByteBuf waiting = take("GET /waiting");
        waiting.skipBytes(4); // the socket took a part

        for (int i = 0; i < 3; i++) {
            ByteBuf other = take("GET /other");
            assertThat(other.memoryAddress()).isNotEqualTo(waiting.memoryAddress());
            other.release();
        }

        assertThat(waiting.toString(US_ASCII)).isEqualTo("/waiting");
        waiting.release();
        assertThat(waiting.refCnt()).isZero();
    }

    @Test
    void what_waits_outlives_the_loop() {
        ByteBuf waiting = take("waiting");

        buffers.close();

        assertThat(waiting.toString(US_ASCII)).isEqualTo("waiting");
        waiting.release();
        assertThat(waiting.refCnt()).isZero();
    }

    @Test
    void one_that_needs_more_gets_it() {
        ByteBuf large = take("x".repeat(1000));
        large.release();

        ByteBuf small = take("y");

        assertThat(small.toString(US_ASCII)).isEqualTo("y");
        small.release();
    }
}
