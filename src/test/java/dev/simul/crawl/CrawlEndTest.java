package dev.simul.crawl;

import static dev.simul.crawl.CrawlFixture.GRACE;
import static dev.simul.crawl.CrawlFixture.lines;
import static dev.simul.crawl.CrawlFixture.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.sink.Form;
import dev.simul.sink.RecordSink;
import dev.simul.sink.RecordWriter;
import dev.simul.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a crawl ends before its time. */
class CrawlEndTest {
    @RegisterExtension
    final CrawlFixture crawl = new CrawlFixture();

    // ---- interrupt and cancel

    @Test
    void an_interrupt_pulls_nothing_more_and_lets_what_is_in_flight_end() {
        Task<CrawlEnd> end = crawl.start(2, urls(10));
        crawl.awaitOpen(2);

        crawl.crawl().interrupt();
        crawl.time.advance(GRACE.minusMillis(1));
        crawl.web.answer(0, 200);
        crawl.web.answer(0, 200);

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(crawl.web.asked).hasSize(2);
        assertThat(crawl.sink.records()).hasSize(2).allMatch(record -> record.error() == null);
    }

    @Test
    void when_the_grace_is_over_what_is_in_flight_is_cancelled_and_has_its_record() {
        Task<CrawlEnd> end = crawl.start(2, urls(10));
        crawl.awaitOpen(2);

        crawl.crawl().interrupt();
        crawl.time.turns(1);
        crawl.time.advance(GRACE);

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(crawl.sink.records())
                .hasSize(2)
                .allMatch(record -> new FetchError.Cancelled().equals(record.error()));
        assertThat(crawl.web.open()).isZero();
    }

    @Test
    void a_second_interrupt_does_not_make_the_grace_longer() {
        Task<CrawlEnd> end = crawl.start(1, urls(3));
        crawl.awaitOpen(1);

        crawl.crawl().interrupt();
        crawl.time.turns(1);
        crawl.time.advance(GRACE.minusMillis(1));
        crawl.crawl().interrupt();
        crawl.time.turns(1);
        assertThat(end.isDone()).isFalse();
        crawl.time.advance(Duration.ofMillis(1));

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
    }

    @Test
    void an_interrupt_while_nothing_is_in_flight_is_the_end() throws IOException {
        try (InputStream silent = new SilentInput()) {
            Task<CrawlEnd> end = crawl.start(5, silent);
            crawl.time.turns(20);
            assertThat(end.isDone()).isFalse();

            crawl.crawl().interrupt();

            assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        }
    }

    @Test
    void an_interrupt_or_a_cancel_after_the_end_changes_nothing() {
        Task<CrawlEnd> end = crawl.start(5, urls(1));
        crawl.answerAll(end);

        crawl.crawl().interrupt();
        crawl.crawl().cancel();
        crawl.time.turns(5);

        assertThat(end.result()).isEqualTo(new CrawlEnd.Completed());
        assertThat(crawl.sink.records()).hasSize(1);
    }

    @Test
    void a_cancel_ends_at_once_also_within_the_grace() {
        Task<CrawlEnd> end = crawl.start(3, urls(10));
        crawl.awaitOpen(3);

        crawl.crawl().interrupt();
        crawl.crawl().cancel();

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(crawl.time.elapsed()).isEqualTo(Duration.ZERO);
        assertThat(crawl.sink.records())
                .hasSize(3)
                .allMatch(record -> new FetchError.Cancelled().equals(record.error()));
    }

    @Test
    void an_interrupt_may_come_from_another_thread() throws InterruptedException {
        Task<CrawlEnd> end = crawl.start(2, urls(10));
        crawl.awaitOpen(2);

        Thread signal = new Thread(crawl.crawl()::cancel);
        signal.start();

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        signal.join();
    }

    @Test
    void an_interrupt_while_the_sink_is_full_still_ends() {
        crawl.sink.fill();
        Task<CrawlEnd> end = crawl.start(2, urls(10));
        crawl.awaitOpen(2);
        crawl.web.answer(0, 200);
        crawl.time.turns(5);

        crawl.crawl().cancel();

        assertThat(crawl.time.run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(crawl.sink.records()).hasSize(2);
    }

    // ---- failures of the edges

    @Test
    void a_source_that_breaks_off_is_the_end_after_what_came_before() {
        InputStream broken =
                new SequenceInputStream(lines("http://a.test/1", "http://a.test/2", ""), new BrokenInput());
        Task<CrawlEnd> end = crawl.start(1, broken);

        CrawlEnd how = crawl.answerAll(end);

        assertThat(how).isInstanceOf(CrawlEnd.SourceFailed.class);
        assertThat(((CrawlEnd.SourceFailed) how).cause()).hasMessageEndingWith(": the disk is gone");
        assertThat(crawl.sink.urls()).containsExactly("http://a.test/1", "http://a.test/2");
    }

    @Test
    void a_sink_that_fails_cancels_what_is_in_flight() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        RecordSink writer = RecordWriter.toStream(full, "standard output", Form.JSONL, Extract.NONE, false);
        Task<CrawlEnd> end = crawl.start(3, urls(10), writer);
        crawl.awaitOpen(3);

        crawl.web.answer(0, 200);
        CrawlEnd how = crawl.time.run(end);

        assertThat(how).isInstanceOf(CrawlEnd.SinkFailed.class);
        assertThat(((CrawlEnd.SinkFailed) how).cause()).hasMessage("cannot write standard output: no space left");
        assertThat(crawl.web.open()).isZero();
        assertThat(crawl.web.asked).hasSizeLessThanOrEqualTo(4);
        closeQuietly(writer);
    }

    private static void closeQuietly(RecordSink writer) {
        try {
            writer.close();
        } catch (Exception alreadyKnown) {
            assertThat(alreadyKnown).hasMessageContaining("no space left");
        }
    }

    /** Never has anything, until it is closed. */
    private static final class SilentInput extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static final class BrokenInput extends InputStream {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            throw new IOException("the disk is gone");
        }
    }
}
