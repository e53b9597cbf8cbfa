package dev.simul.cluster;

import dev.simul.crawl.Crawl;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.messages.webmonitor.ClusterOverview;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A cluster of Flink that runs already, by its REST interface. Blocks. */
public final class RemoteCluster implements AutoCloseable {
    private static final int ANSWER_SECONDS = 20;

    private final Address address;
    private final RestClusterClient<String> client;

    /** Where the REST interface is, and with it the web page. */
    public record Address(String host, int port) {
        private static final int LARGEST_PORT = 65_535;

        /**
         * Reads {@code HOST:PORT}, also as a URL.
         *
         * @throws IllegalArgumentException if it is none; the message is for the user
         */
        public static Address parse(String text) {
            String bare = text.replaceFirst("^http://", "").replaceFirst("/$", "");
            int colon = bare.lastIndexOf(':');
            try {
                int port = Integer.parseInt(bare.substring(colon + 1));
                if (colon > 0 && port > 0 && port <= LARGEST_PORT) return new Address(bare.substring(0, colon), port);
            } catch (NumberFormatException notAPort) {
                // Said below.
            }
            throw new IllegalArgumentException(
                    "'" + text + "' is not the address of a cluster, such as localhost:8081");
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Nobody listens there. The message is for the user. */
    public static final class Absent extends IOException {
        Absent(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private RemoteCluster(Address address, RestClusterClient<String> client) {
        this.address = address;
        this.client = client;
    }

    /** One whose interface has not been asked yet. */
    public static RemoteCluster at(Address address) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, address.host());
        configuration.set(RestOptions.PORT, address.port());
        configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
        try {
            return new RemoteCluster(address, new RestClusterClient<>(configuration, address.toString()));
        } catch (Exception e) {
            throw new IOException("no client for " + address + ": " + e.getMessage(), e);
        }
    }

    public Address address() {
        return address;
    }

    /**
     * What a cluster has.
     *
     * @param workers how many TaskManagers
     * @param slots how many subtasks they may run
     * @param free how many more
     */
    public record Overview(int workers, int slots, int free) {}

    /** What it has now. */
    public Overview overview() throws IOException {
        ClusterOverview overview = answer(client.getClusterOverview());
        return new Overview(
                overview.getNumTaskManagersConnected(), overview.getNumSlotsTotal(), overview.getNumSlotsAvailable());
    }

    /**
     * A job of it.
     *
     * @param state {@code running}, {@code finished} and so on, as Flink calls it
     * @param isOver whether it will never run again
     */
    public record Job(String id, String state, boolean isOver) {}

    /** Those it has, and had since it was started. */
    public List<Job> jobs() throws IOException {
        return answer(client.listJobs()).stream()
                .map(job -> new Job(
                        job.getJobId().toHexString(),
                        job.getJobState().name().toLowerCase(Locale.ROOT),
                        job.getJobState().isGloballyTerminalState()))
                .toList();
    }

    /** How far one of our jobs is; null where it has not begun to count, or is no longer known. */
    public @Nullable Count count(Job job) {
        try {
            Map<String, Object> accumulators = answer(client.getAccumulators(
                    JobID.fromHexString(job.id()), getClass().getClassLoader()));
            return Count.of(accumulators);
        } catch (IOException unknown) {
            return null;
        }
    }

    /** Has a job end at once; its last checkpoint stays. */
    public void cancel(String job) throws IOException {
        answer(client.cancel(JobID.fromHexString(job)));
    }

    /**
     * Hands a job over, with our own jars.
     *
     * @param checkpoint to go on from; null to begin
     */
    public RunningJob submit(CrawlJob job, @Nullable String checkpoint) throws IOException {
        overview(); // that it answers is better said without a job's stack trace
        try {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.createRemoteEnvironment(
                    address.host(),
                    address.port(),
                    job.configuration(checkpoint),
                    jar(CrawlJob.class),
                    jar(Crawl.class));
            job.describe(environment);
            return new RunningJob(environment.executeAsync(CrawlJob.NAME));
        } catch (Exception e) {
            throw new IOException("the cluster at " + address + " did not take the job: " + JobFailure.reason(e), e);
        }
    }

    private static String jar(Class<?> ofOurs) throws URISyntaxException {
        return new File(ofOurs.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getPath();
    }

    private <T> T answer(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (JobFailure.isOf(e, ConnectException.class)) throw new Absent("no cluster answers at " + address, e);
            throw new IOException("the cluster at " + address + " could not answer: " + JobFailure.reason(e), e);
        } catch (TimeoutException e) {
            throw new IOException("the cluster at " + address + " did not answer for " + ANSWER_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
