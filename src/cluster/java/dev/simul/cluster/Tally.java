package dev.simul.cluster;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts records and failures on their way to the files, as the files will have them: the counts are kept with each checkpoint, so that a
 * line that is visited again after a loss counts once.
 */
final class Tally extends RichMapFunction<Outbox.Settled, byte[]> implements CheckpointedFunction {
    /** The job's accumulator of records. */
    static final String DONE = "simul-done";

    /** That of those that count as failed. */
    static final String FAILED = "simul-failed";

    private final LongCounter done = new LongCounter();
    private final LongCounter failed = new LongCounter();
    private transient @Nullable ListState<Long> keptDone;
    private transient @Nullable ListState<Long> keptFailed;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        keptDone = restore(context, DONE, done);
        keptFailed = restore(context, FAILED, failed);
    }

    private static ListState<Long> restore(FunctionInitializationContext context, String name, LongCounter counter)
            throws Exception {
        ListState<Long> kept =
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>(name, Types.LONG));
        for (long part : kept.get()) counter.add(part); // several, where there were more subtasks
        return kept;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(DONE, done);
        getRuntimeContext().addAccumulator(FAILED, failed);
    }

    @Override
    public byte[] map(Outbox.Settled settled) {
        done.add(1L);
        if (settled.isFailure) failed.add(1L);
        return settled.record;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Objects.requireNonNull(keptDone).update(List.of(done.getLocalValue()));
        Objects.requireNonNull(keptFailed).update(List.of(failed.getLocalValue()));
    }
}
