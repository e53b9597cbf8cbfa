package dev.simul.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.sink.SinkException;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The test's thread is the loop's. */
@Timeout(60)
class BodySaverTest {
    @TempDir
    Path temporary;

    private final BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
    private final List<@Nullable String> paths = new ArrayList<>();
    private final List<Boolean> told = new ArrayList<>();
    private final List<SinkException> failures = new ArrayList<>();

    private BodySaver saver(long mark) throws SinkException {
        BodySaver saver = new BodySaver(
                turns::add, new BodyDisk(SaveFolder.open(temporary.resolve("saved")), mark, Long.MAX_VALUE));
        saver.onFailure(failures::add);
        return saver;
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Runnable next = turns.poll(30, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("waited in vain");
            next.run();
        }
    }

    private static Url url(String text) throws UrlSyntaxException {
        return Url.parse(text);
    }

    /** Stops the disk thread at its next piece until the latch is counted down. */
    private CountDownLatch stopDisk(BodySaver saver) throws UrlSyntaxException {
        CountDownLatch latch = new CountDownLatch(1);
        BodySaver.Body first = saver.begin(held -> {});
        // It is told of its end by the disk thread itself, which is where that waits.
        blockNextTurn = latch;
        first.finish(url("http://first.test/"), path -> {});
        return latch;
    }

    private volatile @Nullable CountDownLatch blockNextTurn;

    private void turn(Runnable task) {
        CountDownLatch latch = blockNextTurn;
        blockNextTurn = null;
        try {
            if (latch != null) latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        turns.add(task);
    }

    @Test
    void body_comes_out_as_it_went_in_however_it_was_cut() throws Exception {
        BodySaver saver = saver(1 << 20);
        Random random = new Random(7);
        byte[] content = new byte[300_000];
        random.nextBytes(content);
        BodySaver.Body body = saver.begin(told::add);
        int at = 0;
        while (at < content.length) {
            int count = Math.min(1 + random.nextInt(70_000), content.length - at);
            body.accept(content, at, count);
            at += count;
        }
        BodySaver.Body empty = saver.begin(told::add);
        BodySaver.Body dropped = saver.begin(told::add);
        dropped.accept(content, 0, content.length);
        dropped.drop();

        body.finish(url("http://a.test/x.bin"), paths::add);
        empty.finish(url("http://a.test/empty"), paths::add);
        until(() -> paths.size() == 2);
        saver.disk().close();

        assertThat(paths).containsExactly("http/a.test/x.bin", "http/a.test/empty");
        Path saved = temporary.resolve("saved");
        assertThat(saved.resolve("http/a.test/x.bin")).hasBinaryContent(content);
        assertThat(saved.resolve("http/a.test/empty")).isEmptyFile();
        assertThat(saved.resolve(".simul-partial")).doesNotExist();
        assertThat(failures).isEmpty();
    }

    @Test
    void bodies_hold_while_the_disk_has_enough_to_do() throws Exception {
        BodySaver saver = new BodySaver(
                this::turn, new BodyDisk(SaveFolder.open(temporary.resolve("saved")), 100_000, Long.MAX_VALUE));
        CountDownLatch disk = stopDisk(saver);
        BodySaver.Body body = saver.begin(told::add);

        body.accept(new byte[90_000], 0, 90_000);
        assertThat(told).isEmpty();
        assertThat(saver.isFull()).isFalse();
        body.accept(new byte[90_000], 0, 90_000);
        assertThat(told).containsExactly(true);
        assertThat(saver.isFull()).isTrue();
        body.accept(new byte[90_000], 0, 90_000); // what was on its way
        assertThat(told).containsExactly(true);

        disk.countDown();
        until(() -> told.size() == 2);
        assertThat(told).containsExactly(true, false);
        assertThat(saver.isFull()).isFalse();
        body.finish(url("http://a.test/x"), paths::add);
        until(() -> paths.size() == 1);
        saver.disk().close();
        assertThat(temporary.resolve("saved/http/a.test/x")).hasSize(270_000);
    }

    @Test
    void who_has_ended_is_not_told_to_go_on() throws Exception {
        BodySaver saver = new BodySaver(
                this::turn, new BodyDisk(SaveFolder.open(temporary.resolve("saved")), 10_000, Long.MAX_VALUE));
        CountDownLatch disk = stopDisk(saver);
        BodySaver.Body body = saver.begin(told::add);
        body.accept(new byte[90_000], 0, 90_000);
        body.drop();
        assertThat(saver.isFull()).isFalse();
        BodySaver.Body other = saver.begin(held -> {});
        other.finish(url("http://b.test/"), paths::add);

        disk.countDown();
        until(() -> paths.size() == 1);
        saver.disk().close();

        assertThat(told).containsExactly(true);
    }

    @Test
    void body_that_goes_on_coming_fails_before_memory_does() throws Exception {
        BodySaver saver =
                new BodySaver(this::turn, new BodyDisk(SaveFolder.open(temporary.resolve("saved")), 10_000, 100_000));
        CountDownLatch disk = stopDisk(saver);
        BodySaver.Body body = saver.begin(told::add);
        body.accept(new byte[150_000], 0, 150_000); // one piece always fits
        assertThat(told).containsExactly(true);

        assertThatThrownBy(() -> body.accept(new byte[1], 0, 1))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.error())
                                .isEqualTo(new FetchError.TooLarge("what waits for the disk", 100_000)));
        body.drop();
        disk.countDown();
        BodySaver.Body other = saver.begin(told::add);
        other.finish(url("http://b.test/"), paths::add);
        until(() -> paths.size() == 1);
        saver.disk().close();

        assertThat(failures).isEmpty();
    }

    @Test
    void those_that_hold_go_on_as_there_is_room_the_first_ones_first() throws Exception {
        long mark = 1 << 20;
        BodySaver saver = new BodySaver(
                this::turn, new BodyDisk(SaveFolder.open(temporary.resolve("saved")), mark, Long.MAX_VALUE));
        CountDownLatch disk = stopDisk(saver);
        List<Integer> order = new ArrayList<>();
        List<BodySaver.Body> bodies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            BodySaver.Body body = saver.begin(held -> {
                if (!held) order.add(number);
            });
            body.accept(new byte[100_000], 0, 100_000);
            bodies.add(body);
        }
        assertThat(saver.isFull()).isTrue();
        disk.countDown();
        until(() -> !saver.isFull());

        assertThat(order).isSorted().hasSizeGreaterThan(20).endsWith(39);
        bodies.forEach(BodySaver.Body::drop);
        saver.disk().close();
    }

    @Test
    void all_that_waits_hears_that_nothing_can_be_saved() throws Exception {
        BodySaver saver = saver(10_000);
        Path partial = temporary.resolve("saved/.simul-partial");
        Files.delete(partial.resolve("lock"));
        Files.delete(partial); // as if somebody had taken the disk away
        Files.writeString(partial, "in the way");
        BodySaver.Body held = saver.begin(told::add);
        held.accept(new byte[90_000], 0, 90_000);
        BodySaver.Body whole = saver.begin(told::add);
        whole.finish(url("http://a.test/1"), path -> {
            assertThat(failures).as("the crawl knows already").hasSize(1);
            paths.add(path);
        });

        until(() -> paths.size() == 1);
        BodySaver.Body late = saver.begin(told::add);
        late.accept(new byte[90_000], 0, 90_000);
        late.finish(url("http://a.test/2"), paths::add);
        until(() -> paths.size() == 2);

        assertThat(paths).containsExactly(null, null);
        assertThat(failures).hasSize(1);
        assertThat(failures.getFirst()).hasMessageStartingWith("cannot write " + temporary.resolve("saved") + ": ");
        assertThat(told.stream().filter(hold -> hold).count())
                .as("who was held goes on, to its end")
                .isEqualTo(told.stream().filter(hold -> !hold).count());
        assertThatThrownBy(saver.disk()::close).isInstanceOf(SinkException.class);
    }
}
