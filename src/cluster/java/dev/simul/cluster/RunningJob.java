package dev.simul.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.jspecify.annotations.Nullable;

/** A job that Flink has taken. Any thread; blocks where it says so. */
public final class RunningJob {
    private static final int ANSWER_SECONDS = 10;
    private static final int CANCEL_SECONDS = 30;

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> end;

    /** It was stopped or has failed for good. The message is for the user. */
    public static final class Failed extends IOException {
        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    RunningJob(JobClient client) {
        this.client = client;
        this.end = client.getJobExecutionResult();
    }

    /**
     * Waits for its end, but for no longer than {@code most}.
     *
     * @return how many records it has made; null if it goes on
     * @throws Failed if it will never run again
     * @throws IOException if the cluster says nothing of it any more, where it may go on
     * @throws CancellationException if it was cancelled, or left alone
     */
    public @Nullable Count await(Duration most) throws IOException, InterruptedException {
        try {
            return Count.of(end.get(most.toMillis(), TimeUnit.MILLISECONDS).getAllAccumulatorResults());
        } catch (TimeoutException goesOn) {
            return null;
        } catch (ExecutionException e) {
            if (JobFailure.isOf(e, JobCancellationException.class)) throw new Failed("the job was stopped", e);
            if (JobFailure.isOf(e, JobExecutionException.class)) {
                throw new Failed("the job has failed: " + JobFailure.reason(e), e);
            }
            throw new IOException("there is no word of the job any more: " + JobFailure.reason(e), e);
        }
    }

    /** How far it is; null where that is not to be had now, for instance since it starts anew. Blocks for some seconds at most. */
    public @Nullable Count count() throws InterruptedException {
        try {
            return Count.of(client.getAccumulators().get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException notNow) {
            return null;
        }
    }

    /** Ends it; its checkpoints stay. Whoever waits hears of it in a while, whether it can be ended or not. */
    public void cancel() {
        client.cancel().orTimeout(CANCEL_SECONDS, TimeUnit.SECONDS).whenComplete((done, failure) -> end.cancel(false));
    }

    /** Lets it go on without us: whoever waits does so no longer. */
    public void leave() {
        end.cancel(false);
    }
}
