package dev.simul.cli;

import dev.simul.cluster.Count;
import dev.simul.cluster.JobFolder;
import dev.simul.cluster.RunningJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ParseResult;

/**
 * Waits for a job's end, and says how far it is meanwhile.
 *
 * @param isResumed whether some of it was done before: then how quick it was in all says nothing
 * @param isHere whether it runs in this process, and so ends with it
 * @param redraws whether there is a line that can be redrawn
 */
record JobWatch(
        Console console,
        JobFolder folder,
        boolean isResumed,
        boolean isHere,
        boolean shows,
        boolean redraws,
        boolean isQuiet) {
    private static final Duration REDRAWN_EVERY = Duration.ofSeconds(1);
    private static final Duration REPEATED_EVERY = Duration.ofSeconds(10);

    static JobWatch of(ParseResult arguments, Console console, JobFolder folder, boolean isResumed, boolean isHere)
            throws UsageException {
        boolean redraws = console.errIsTerminal() && !console.isDumb();
        boolean isQuiet = arguments.hasMatchedOption("-q");
        String when = arguments.matchedOptionValue("--progress", "auto");
        boolean shows = switch (when) {
            case "auto", "always" -> true;
            case "never" -> false;
            default -> throw new UsageException("--progress: there are auto, always and never, not '" + when + "'");
        };
        return new JobWatch(console, folder, isResumed, isHere, shows && !isQuiet, redraws, isQuiet);
    }

    /**
     * Waits.
     *
     * @param description of the job
     * @return the exit status
     */
    int await(RunningJob job, JobDescription description) throws InterruptedException, IOException, UsageException {
        long start = System.nanoTime();
        Count count;
        try (Notices notices = new Notices(console.err())) {
            AtomicBoolean interrupted = new AtomicBoolean();
            Interrupts.handle(() -> interrupt(notices, job, interrupted));
            count = await(job, description.lines(), notices, start);
        } catch (RunningJob.Failed hasFailed) {
            console.complain(hasFailed);
            console.complain(goOn());
            return ExitStatus.STOPPED_EARLY;
        } catch (CancellationException byInterrupt) {
            return ExitStatus.INTERRUPTED;
        }
        Path local = folder.local();
        if (count.done() != description.lines() && local != null) {
            count = RecordCount.in(local, description.settings().accepted());
        }
        folder.complete();
        if (!isQuiet) console.err().print(summary(count, System.nanoTime() - start));
        return count.failed() == 0 ? ExitStatus.OK : ExitStatus.SOME_FAILED;
    }

    private String goOn() {
        return "'simul cluster resume -o " + folder.name() + "' goes on from its newest checkpoint";
    }

    /** One that runs elsewhere goes on; for one that runs here it is the end, and its checkpoints stay. */
    private void interrupt(Notices notices, RunningJob job, AtomicBoolean interrupted) {
        if (interrupted.getAndSet(true)) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        } else if (isHere) {
            notices.say("interrupted; " + goOn());
            job.cancel();
        } else {
            notices.say("the job goes on; 'simul cluster status' says how far it is, 'simul cluster stop -o "
                    + folder.name() + "' stops it");
            job.leave();
        }
    }

    private Count await(RunningJob job, long lines, Notices notices, long start)
            throws InterruptedException, IOException {
        Duration every = redraws ? REDRAWN_EVERY : REPEATED_EVERY;
        while (true) {
            Count all = job.await(every);
            if (all != null) return all;
            Count soFar = shows ? job.count() : null;
            if (soFar != null) show(soFar, lines, notices, System.nanoTime() - start);
        }
    }

    private void show(Count count, long lines, Notices notices, long nanos) {
        String text = String.format(
                Locale.ROOT, "%,d of %,d done, %,d failed%s", count.done(), lines, count.failed(), rate(count, nanos));
        if (redraws) {
            notices.draw(text);
        } else {
            notices.say(text);
        }
    }

    private String rate(Count count, long nanos) {
        return isResumed ? "" : ", " + SummaryText.rate(count.done(), nanos / 1e9) + " a second";
    }

    private String summary(Count count, long nanos) {
        return String.format(
                Locale.ROOT,
                "%,d %s in %s%s, %,d failed%nthe records are in %s/part-*.jsonl; each line has one if "
                        + "'simul verify SOURCE... %s' says so%n",
                count.done(),
                count.done() == 1 ? "URL" : "URLs",
                SummaryText.elapsed(Duration.ofNanos(nanos)),
                rate(count, nanos),
                count.failed(),
                folder.name(),
                folder.name());
    }
}
