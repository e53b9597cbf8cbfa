package dev.simul.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BufferLeaksTest {
    private static final Logger LOG = Logger.getLogger(ResourceLeakDetector.class.getName());

    @BeforeEach
    void keepTheLogQuietOfWhatIsDoneOnPurpose() {
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void letTheLogSpeak() {
        LOG.setUseParentHandlers(true);
    }

    @Test
    void a_buffer_that_is_dropped_is_found_once() {
        BufferLeaks.listen();
        BufferLeaks.find();

        ByteBufAllocator.DEFAULT.buffer(16).touch("dropped by BufferLeaksTest on purpose");

        assertThat(BufferLeaks.find()).singleElement().asString().contains("dropped by BufferLeaksTest on purpose");
        assertThat(BufferLeaks.find()).isEmpty();
    }

    @Test
    void a_buffer_that_is_released_or_still_held_is_no_leak() {
        BufferLeaks.listen();
        BufferLeaks.find();

        ByteBufAllocator.DEFAULT.buffer(16).release();
        ByteBuf held = ByteBufAllocator.DEFAULT.buffer(16);

        assertThat(BufferLeaks.find()).isEmpty();
        held.release();
    }
}
