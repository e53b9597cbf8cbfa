package dev.simul.loops;

import dev.simul.crawl.CrawlListener;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Target;
import dev.simul.sink.RecordSink;
import dev.simul.sink.SinkException;
import dev.simul.sink.Weight;
import dev.simul.task.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where one loop's records leave it, those of a turn together. It is full while the coordinator has so many of them that it has not
 * taken, and while the common sink is; never where records are put in order, since then somebody may wait for one of this loop's.
 *
 * <p>Its loop's thread. As a listener it expects what {@link dev.simul.crawl.Crawl} does: that the record is written after its end was
 * told.
 */
final class RecordDoor implements RecordSink, CrawlListener {
    /** See {@link Weight}: half of what a writer takes before it is full. */
    private static final int FULL_AT = 512;

    private final int index;
    private final Loop loop;
    private final DealtLines lines;
    private final RecordTable table;
    private final boolean ordered;

    private List<Settled> leaving = new ArrayList<>();
    private int untaken;
    private boolean isFailure;
    private boolean isAgain;
    private boolean owesResume;
    private Runnable resume = () -> {};
    private Consumer<SinkException> listener = failure -> {};

    RecordDoor(int index, Loop loop, DealtLines lines, RecordTable table, boolean ordered) {
        this.index = index;
        this.loop = loop;
        this.lines = lines;
        this.table = table;
        this.ordered = ordered;
    }

    @Override
    public void visitStarted(Target target) {
        lines.onBegun();
    }

    @Override
    public void visitedAgain(boolean failed) {
        isAgain = true;
    }

    @Override
    public void visitEnded(CrawlRecord record, boolean failed) {
        isFailure = failed;
    }

    @Override
    public boolean write(CrawlRecord record) {
        if (leaving.isEmpty()) loop.callSoon(this::flush);
        leaving.add(new Settled(record, isFailure, isAgain));
        isAgain = false;
        untaken += Weight.of(record);
        if (!isFull()) return true;
        owesResume = true;
        return false;
    }

    private boolean isFull() {
        return !ordered && (untaken >= FULL_AT || table.isFull());
    }

    /** Hands over what there is. */
    void flush() {
        if (leaving.isEmpty()) return;
        List<Settled> left = leaving;
        leaving = new ArrayList<>(left.size());
        table.offer(this, left);
    }

    /** The coordinator has taken records of so much weight. */
    void onTaken(int weight) {
        untaken -= weight;
        resumeIfReady();
    }

    /** The common sink may have room again. */
    void resumeIfReady() {
        if (!owesResume || isFull()) return;
        owesResume = false;
        resume.run();
    }

    void onFailed(SinkException failure) {
        listener.accept(failure);
    }

    /** Of its loop. */
    int index() {
        return index;
    }

    Loop loop() {
        return loop;
    }

    @Override
    public void onReady(Runnable newResume) {
        resume = newResume;
    }

    @Override
    public void onFailure(Consumer<SinkException> newListener) {
        listener = newListener;
    }

    /** What it leads to is closed by whoever has opened that. */
    @Override
    public void close() {}
}
