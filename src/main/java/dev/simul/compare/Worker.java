package dev.simul.compare;

import dev.simul.measure.LatencyFigures;
import dev.simul.measure.ProcessMeter;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A process of the model {@code processes}: does what it is sent, one line after the other, until it is told to end. */
final class Worker {
    private static final LatencyFigures TAKEN_BY_THE_PARENT = new LatencyFigures(0, 0, 0, 0);

    private final Job job;
    private LineMaker maker;
    private @Nullable ProcessMeter meter;

    private Worker(Job job) throws Exception {
        this.job = job;
        if (job.workload() instanceof Workload.Urls urls)
            JdkHttp.setUp(1, urls.fetch().limits());
        this.maker = LineMaker.open(job.workload(), true);
    }

    /** Blocks until the end. */
    static void run(Job job, ParentLink parent) throws Exception {
        Worker worker = new Worker(job);
        parent.send(Frame.of(Frame.Kind.READY));
        Frame frame = parent.next();
        while (frame.kind() != Frame.Kind.END) {
            parent.send(worker.answer(frame));
            frame = parent.next();
        }
        parent.send(worker.measures());
    }

    private Frame answer(Frame frame) throws Exception {
        return switch (frame.kind()) {
            case START -> {
                maker.close();
                maker = LineMaker.open(job.workload(), false);
                meter = ProcessMeter.start();
                yield Frame.of(Frame.Kind.READY);
            }
            case WARM_UP, LINE -> new Frame(Frame.Kind.RESULT, maker.resultOf(LineText.parse(frame.text())));
            default -> throw new IllegalStateException("a worker cannot answer " + frame.kind());
        };
    }

    private Frame measures() throws IOException {
        ProcessMeter running = Objects.requireNonNull(meter, "the parent ends what has not begun");
        return new Frame(Frame.Kind.MEASURES, new Measures(running.read(), TAKEN_BY_THE_PARENT, 1, null, 0).toText());
    }
}
