package dev.simul.task.bench;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Semaphore;
import dev.simul.task.Step;
import dev.simul.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the pieces of the task library cost, on a real loop: time and, by JMH's gc profiler, bytes an operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Dslf4j.internal.verbosity=ERROR"})
public class TaskBenchmark {
    /** Enough that a turn of the loop, with its poll for I/O, is a small part of each operation. */
    private static final int BATCH = 1_000;

    private static final int GATHERED = 10_000;
    private static final Coroutine<Void> NOTHING = () -> done();

    private Loop loop;
    private List<Task<Integer>> finished;

    /** A loop belongs to the thread that opens it. */
    @Setup(Level.Trial)
    public void open() {
        loop = Loop.open();
        finished = new ArrayList<>();
        for (int i = 0; i < GATHERED; i++) finished.add(loop.succeeded(i));
    }

    @TearDown(Level.Trial)
    public void close() {
        loop.close();
    }

    /** Spawning a task and running it to its end. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Task<Void> spawnAndFinish() {
        Task<Void> last = loop.spawn(NOTHING);
        for (int i = 1; i < BATCH; i++) last = loop.spawn(NOTHING);
        loop.runUntilComplete(last);
        return last;
    }

    /** A semaphore of one that goes from task to task: wait, be handed the permit, release it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object semaphoreHandOver() {
        Semaphore one = new Semaphore(loop, 1);
        Coroutine<Void> holder = one.with(() -> await(loop.pause()));
        Task<Void> last = loop.spawn(holder);
        for (int i = 1; i < BATCH; i++) last = loop.spawn(holder);
        loop.runUntilComplete(last);
        return one;
    }

    /** One gather of 10,000 tasks that are done already. */
    @Benchmark
    public Object gatherOfTenThousandFinished() {
        return loop.gather(finished).result();
    }

    /** A timer that is set, comes due and completes its task; many at once, as in a crawl. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object sleep() {
        Duration shortest = Duration.ofNanos(1);
        List<Task<Void>> sleeps = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) sleeps.add(loop.sleep(shortest));
        return loop.runUntilComplete(loop.gather(sleeps));
    }

    /** A task that lets others run, again and again: the price of a turn with one task in it, the poll for I/O included. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object pause() {
        return loop.runUntilComplete(loop.spawn(() -> pauseTimes(BATCH)));
    }

    private Step<Void> pauseTimes(int left) {
        return left == 0 ? done() : await(loop.pause(), rested -> pauseTimes(left - 1));
    }

    /** A wait that is over already: no turn, no callback. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object awaitDone() {
        Task<Integer> task = finished.getFirst();
        return loop.runUntilComplete(loop.spawn(() -> awaitTimes(task, BATCH)));
    }

    private Step<Integer> awaitTimes(Task<Integer> task, int left) {
        return left == 0 ? done(0) : await(task, result -> awaitTimes(task, left - 1));
    }
}
