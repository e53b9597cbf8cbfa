package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FinishedOnlyTest {
    private static CrawlRecord cancelled(long sequence) {
        CrawlRecord record = Records.numbered(sequence);
        return new CrawlRecord(
                record.target(), record.answer(), record.page(), record.effort(), new FetchError.Cancelled());
    }

    @Test
    void what_an_interrupt_cut_off_is_left_out_and_all_else_is_not() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordWriter writer = RecordWriter.toStream(out, "out", Form.JSONL, Extract.NONE, false);
        RecordSink sink = new OrderedSink(new FinishedOnly(writer), 10);
        sink.write(Records.numbered(2));
        sink.write(cancelled(1));
        sink.write(Records.numbered(0));
        sink.write(cancelled(4));
        sink.close();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(Records.written(new JsonLines(), Records.numbered(0), Records.numbered(2)));
    }
}
