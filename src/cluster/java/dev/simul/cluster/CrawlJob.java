package dev.simul.cluster;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.jspecify.annotations.Nullable;

/**
 * A crawl as a job of Flink.
 *
 * @param id what the cluster will call it, of {@link #newId}
 * @param folder where its lines are and its records go
 * @param settings how to crawl
 * @param parallelism how many subtasks, each with an event loop
 * @param capacity how many lines each of them may have in it, in flight or waiting for their hosts
 * @param checkpointEvery how often what is done is made to stay
 */
public record CrawlJob(
        String id, JobFolder folder, CrawlSettings settings, int parallelism, int capacity, Duration checkpointEvery) {
    /** What Flink's page calls it. */
    static final String NAME = "simul crawl";

    /** So many lines of each subtask are kept in a checkpoint: 10,000 are about a megabyte. */
    public static final int DEFAULT_CAPACITY = 10_000;

    public static final Duration DEFAULT_CHECKPOINT_EVERY = Duration.ofSeconds(10);

    /** Flink deals hosts out in so many groups: the more, the more evenly. */
    private static final int HOST_GROUPS = 4096;

    /** So many in a row, without some minutes that went well in between: then it is no loss, and will not pass. */
    private static final int RESTARTS = 20;

    private static final Duration WENT_WELL = Duration.ofMinutes(5);
    private static final String LOOPBACK = "127.0.0.1";

    /** A checkpoint that fails is no reason to lose what came since the last one. */
    private static final int FAILED_CHECKPOINTS = 10;

    /** An id that no other job has. It is known before the job is handed over, whatever becomes of that. */
    public static String newId() {
        return new JobID().toHexString();
    }

    /**
     * What Flink is told of it.
     *
     * @param checkpoint to go on from; null to begin
     */
    Configuration configuration(@Nullable String checkpoint) {
        Configuration configuration = new Configuration();
        configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        configuration.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);

        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
        configuration.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, checkpointEvery.dividedBy(2));
        // Under the back-pressure of politeness aligned ones wait behind all lines that wait for their hosts.
        configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.checkpoints().toString());
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, FAILED_CHECKPOINTS);

        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, WENT_WELL);
        if (checkpoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint);
            // It is Flink's from now on, which deletes it when there is a newer one.
            configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        }
        return configuration;
    }

    /** Its operators, whose ids are the same in each version: a checkpoint knows them by these. */
    void describe(StreamExecutionEnvironment environment) {
        environment.setParallelism(parallelism);
        environment.setMaxParallelism(HOST_GROUPS);
        DataStream<String> lines = environment
                .fromSource(
                        FileSource.forRecordStreamFormat(new TextLineInputFormat(), folder.lines())
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "lines")
                .uid("lines");
        CrawlStream.records(lines, settings, capacity)
                .sinkTo(records())
                .name("records")
                .uid("records");
    }

    /**
     * Runs it in this process, on a cluster that ends with it.
     *
     * @param checkpoint to go on from; null to begin
     * @throws IOException if it cannot begin
     */
    public RunningJob runHere(@Nullable String checkpoint) throws IOException {
        try {
            Configuration configuration = configuration(checkpoint);
            closeToOthers(configuration);
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
            describe(environment);
            return new RunningJob(environment.executeAsync(NAME));
        } catch (Exception e) { // whatever Flink has to say
            throw new IOException("the job cannot begin: " + JobFailure.reason(e), e);
        }
    }

    /** Whoever reaches one of Flink's ports can run what they like: nobody else is to reach them. */
    static void closeToOthers(Configuration configuration) {
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://" + LOOPBACK);
    }

    private FileSink<byte[]> records() {
        Encoder<byte[]> asTheyAre = (record, stream) -> stream.write(record);
        return FileSink.forRowFormat(folder.output(), asTheyAre)
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix("part")
                        .withPartSuffix(".jsonl")
                        .build())
                .build();
    }
}
