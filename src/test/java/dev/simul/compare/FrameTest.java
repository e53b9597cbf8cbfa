package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.source.SourceLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static byte[] bytes(Frame... frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Frame frame : frames) frame.write(out);
        return out.toByteArray();
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_comes_out_as_it_went_in(Frame.Kind kind) throws Exception {
        InputStream in = in(bytes(new Frame(kind, "one\n\tzwei 😀"), Frame.of(kind)));

        assertThat(Frame.read(in)).isEqualTo(new Frame(kind, "one\n\tzwei 😀"));
        assertThat(Frame.read(in)).isEqualTo(Frame.of(kind));
        assertThat(Frame.read(in)).isNull();
    }

    @Test
    void a_text_may_be_longer_than_a_pipe() throws Exception {
        Frame frame = new Frame(Frame.Kind.LINE, "x".repeat(1 << 20));

        assertThat(Frame.read(in(bytes(frame)))).isEqualTo(frame);
    }

    @Test
    void half_a_surrogate_pair_is_replaced_as_in_a_record() throws Exception {
        Frame read = Frame.read(in(bytes(new Frame(Frame.Kind.RESULT, "a\ud83db"))));

        assertThat(read).isEqualTo(new Frame(Frame.Kind.RESULT, "a\ufffdb"));
    }

    @Test
    void what_a_jvm_prints_is_not_a_frame_and_is_shown() {
        byte[] warning = "OpenJDK 64-Bit Server VM warning: out of luck\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Frame.read(in(warning)))
                .isInstanceOf(IOException.class)
                .hasMessage("it said 'OpenJDK 64-Bit Server VM warning: out of luck', which is not a frame");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 10})
    void a_frame_that_is_cut_off_is_not_taken_for_the_end(int bytes) throws Exception {
        byte[] whole = bytes(new Frame(Frame.Kind.LINE, "line"));

        assertThatThrownBy(() -> Frame.read(in(Arrays.copyOf(whole, bytes))))
                .isInstanceOf(bytes < 3 ? IOException.class : EOFException.class);
    }

    @Test
    void a_length_that_cannot_be_is_refused_before_memory_is_taken_for_it() {
        byte[] head = {'s', 'm', 'l', 'l', 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};

        assertThatThrownBy(() -> Frame.read(in(head))).hasMessageContaining("2147483647 bytes");
    }

    @Test
    void lines_come_out_as_they_went_in() throws Exception {
        SourceLine url = new SourceLine(7, "http://a.test/\ttab?ü", 12, null);
        SourceLine bad = new SourceLine(1L << 40, "", SourceLine.NO_LINE, "it is not UTF-8");

        assertThat(LineText.parse(LineText.of(url))).isEqualTo(url);
        assertThat(LineText.parse(LineText.of(bad))).isEqualTo(bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\t2\t", "x\t1\t\turl"})
    void what_is_no_line_is_refused(String text) {
        assertThatThrownBy(() -> LineText.parse(text)).isInstanceOf(IOException.class);
    }
}
