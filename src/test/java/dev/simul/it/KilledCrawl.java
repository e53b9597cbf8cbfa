package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** A crawl with {@code --resume} that is killed at random moments and started again. */
final class KilledCrawl {
    private static final int LONGEST_START_MILLIS = 500;
    private static final int LONGEST_CRAWL_MILLIS = 100;

    private final Simul simul;
    private final Path out;
    private final String[] arguments;
    private final long seed;

    /**
     * Makes one that has not been started.
     *
     * @param folder where it is started
     * @param out the file in it that the arguments name
     */
    KilledCrawl(Path folder, String out, String... arguments) {
        this.simul = Simul.in(folder);
        this.out = folder.resolve(out);
        this.arguments = arguments.clone();
        this.seed = 20_261_128L + out.hashCode();
    }

    /** Starts it and kills it, so many times, and most of them before it is done. */
    void kill(int times) throws Exception {
        Random random = new Random(seed);
        int cutShort = 0;
        for (int kill = 1; kill <= times; kill++) {
            try (Running running = simul.startingFast().start(arguments)) {
                // One in four while it starts or reads what there is, the others while it fetches.
                if (random.nextInt(4) == 0) {
                    running.awaitEndFor(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
                } else {
                    running.awaitSize(out, size() + 1);
                    running.awaitEndFor(Duration.ofMillis(random.nextInt(LONGEST_CRAWL_MILLIS)));
                }
                boolean isCutShort = running.isAlive();
                if (isCutShort) cutShort++;
                running.kill();
                Finished killed = running.await();
                assertThat(killed.err()).as("%s, kill %d", this, kill).doesNotContain("cannot");
                if (!isCutShort) assertThat(killed.status()).as(killed.err()).isBetween(0, 1);
            }
        }
        assertThat(cutShort).as("%s: killed before it was done", this).isGreaterThan(times / 2);
    }

    private long size() throws IOException {
        return Files.exists(out) ? Files.size(out) : 0;
    }

    /** Lets it run to its end; some of it has to be done already. */
    Finished finish() throws Exception {
        Finished last = simul.run(arguments);
        assertThat(last.err()).as("%s", this).contains("  done already\n");
        return last;
    }

    /** What makes its moments come again. */
    @Override
    public String toString() {
        return "seed " + seed;
    }
}
