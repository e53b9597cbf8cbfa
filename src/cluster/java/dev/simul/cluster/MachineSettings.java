package dev.simul.cluster;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** What Flink is told of a cluster on this machine. */
final class MachineSettings {
    /** Enough for 10,000 lines of a subtask and for pages that are being read; what Netty reads into is not of the heap. */
    private static final MemorySize HEAP = MemorySize.ofMebiBytes(256);

    private static final MemorySize OFF_HEAP = MemorySize.ofMebiBytes(192);
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);
    private static final MemorySize JOB_MANAGER_HEAP = MemorySize.ofMebiBytes(256);
    private static final MemorySize METASPACE = MemorySize.ofMebiBytes(192);

    private MachineSettings() {}

    /**
     * All of it.
     *
     * @param slots of each TaskManager
     * @param restPort of the REST interface and the web page
     * @param rpcPort of the JobManager
     */
    static Configuration of(int slots, int restPort, int rpcPort) {
        Configuration configuration = new Configuration();
        CrawlJob.closeToOthers(configuration);
        configuration.set(JobManagerOptions.PORT, rpcPort);
        configuration.set(JobManagerOptions.JVM_HEAP_MEMORY, JOB_MANAGER_HEAP);
        configuration.set(JobManagerOptions.JVM_METASPACE, METASPACE);
        configuration.set(RestOptions.PORT, restPort);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(restPort));
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        configuration.set(TaskManagerOptions.TASK_HEAP_MEMORY, HEAP.multiply(slots));
        configuration.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, OFF_HEAP.multiply(slots));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        configuration.set(
                TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO); // nothing sorts or keeps state by key
        configuration.set(TaskManagerOptions.JVM_METASPACE, METASPACE);
        // On one machine a process that does not answer for so long is gone.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(2));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(20));
        return configuration;
    }
}
