package dev.simul.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.YamlParserUtils;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of processes on this machine, on loopback alone: a JobManager and some TaskManagers. Who and where they are is kept in a
 * folder, so that another start of {@code simul} finds them. Blocks.
 *
 * @param folder with their configuration, their logs and who they are
 */
public record MachineCluster(Path folder) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int STOP_SECONDS = 10;

    /** What Flink reaches into on JDKs of today. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/sun.nio.ch",
            "java.base/java.lang.reflect",
            "java.base/java.text",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.util.concurrent.locks");

    private static final int FIRST_JDK_WITH_UNSAFE_WARNINGS = 23;

    /** Where one is looked for that is not said to be elsewhere. */
    public static MachineCluster ofUser(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path root = state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return new MachineCluster(root.resolve("simul").resolve("cluster"));
    }

    private Path members() {
        return folder.resolve("processes");
    }

    private Path rest() {
        return folder.resolve("address");
    }

    /** Whether any of its processes is alive. */
    public boolean isRunning() throws IOException {
        return read().stream().anyMatch(member -> member.process().isPresent());
    }

    /** Where it answers; null where it is not running. */
    public RemoteCluster.@Nullable Address address() throws IOException {
        if (!isRunning() || !Files.exists(rest())) return null;
        return RemoteCluster.Address.parse(Files.readString(rest()).strip());
    }

    /** Its processes that are alive, as lines for the user. */
    public List<String> processes() throws IOException {
        return read().stream()
                .filter(member -> member.process().isPresent())
                .map(member -> String.format("%-14s process %d", member.role(), member.pid()))
                .toList();
    }

    private List<Member> read() throws IOException {
        if (!Files.exists(members())) return List.of();
        try {
            return Files.readAllLines(members()).stream().map(Member::parse).toList();
        } catch (RuntimeException e) {
            throw new IOException(members() + " is damaged; delete it, and stop processes of Flink by hand", e);
        }
    }

    /**
     * Starts it, and waits until all workers have reported.
     *
     * @param workers how many TaskManagers, 1 or more
     * @param slots how many subtasks each of them may run, 1 or more
     * @param port of the REST interface and the web page; 0 for any
     * @throws IOException if it runs already, or does not come to life; then nothing of it is left
     */
    public RemoteCluster.Address start(int workers, int slots, int port) throws IOException, InterruptedException {
        if (isRunning()) throw new IOException("it runs already, at http://" + address() + "; stop ends it");
        if (port != 0) requireFree(port);
        Files.createDirectories(folder);
        Files.deleteIfExists(members());
        Configuration configuration = MachineSettings.of(slots, port == 0 ? freePort() : port, freePort());
        Files.write(
                folder.resolve("config.yaml"),
                YamlParserUtils.convertAndDumpYamlFromFlatMap(new TreeMap<String, Object>(configuration.toMap())));
        RemoteCluster.Address address = new RemoteCluster.Address(LOOPBACK, configuration.get(RestOptions.PORT));
        Files.writeString(rest(), address + "\n");
        try {
            launchJobManager(configuration);
            for (int i = 1; i <= workers; i++) launchTaskManager(configuration, "taskmanager-" + i);
            await(address, workers);
            return address;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            stop();
            throw failed;
        }
    }

    /**
     * Starts one more TaskManager, for one that was lost for instance.
     *
     * @throws IOException if the cluster is not running
     */
    public void add() throws IOException {
        if (!isRunning()) throw new IOException("it is not running");
        List<Member> all = read();
        Configuration configuration = GlobalConfiguration.loadConfiguration(folder.toString());
        launchTaskManager(configuration, "taskmanager-" + all.size());
    }

    /** Whoever has the port would be taken for our cluster, and be given our jobs. */
    private static void requireFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true); // of connections that have just ended
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        } catch (IOException e) {
            throw new IOException("port " + port + " is taken: " + e.getMessage() + "; --port names another one", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    // ---- processes

    private void launchJobManager(Configuration configuration) throws IOException {
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
        List<String> command = new ArrayList<>(java("jobmanager"));
        command.addAll(words(JobManagerProcessUtils.generateJvmParametersStr(memory, configuration)));
        command.add(StandaloneSessionClusterEntrypoint.class.getName());
        command.addAll(List.of("--configDir", folder.toString(), "--executionMode", "cluster"));
        command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
        launch("jobmanager", command);
    }

    private void launchTaskManager(Configuration configuration, String role) throws IOException {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> command = new ArrayList<>(java(role));
        // Netty's own, that of the job: it looks for leaks at some cost.
        command.add("-Dio.netty.leakDetection.level=disabled");
        command.addAll(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
        command.add(TaskManagerRunner.class.getName());
        command.addAll(List.of("--configDir", folder.toString()));
        command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        launch(role, command);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private List<String> java(String role) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) command.add("/usr/bin/setsid"); // no Ctrl-C of a terminal's
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String each : OPENED) command.add("--add-opens=" + each + "=ALL-UNNAMED");
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= FIRST_JDK_WITH_UNSAFE_WARNINGS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-XX:+UseSerialGC"); // all the cores are for the loops
        command.add("-Dlog.file=" + log(role)); // the page shows it
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS");
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    private Path log(String role) {
        return folder.resolve(role + ".log");
    }

    /** Flink's jars, and what writes its logs; ours come with a job. */
    private static String classPath() throws IOException {
        try {
            Path jar = Path.of(TaskManagerRunner.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path flink = jar.resolveSibling("");
            return flink + File.separator + "*" + File.pathSeparator + flink.resolve("log") + File.separator + "*";
        } catch (URISyntaxException e) {
            throw new IOException("where Flink's jars are cannot be known", e);
        }
    }

    private void launch(String role, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log(role).toFile())
                .start();
        List<String> lines =
                new ArrayList<>(read().stream().map(Member::toString).toList());
        lines.add(Member.of(role, process.toHandle()).toString());
        Files.write(members(), lines);
    }

    private void await(RemoteCluster.Address address, int workers) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        IOException last = new IOException("nothing answers");
        try (RemoteCluster cluster = RemoteCluster.at(address)) {
            while (System.nanoTime() - deadline < 0) {
                for (Member each : read()) {
                    if (each.process().isEmpty())
                        throw new IOException(each.role() + " has ended: " + lastWords(each.role()));
                }
                try {
                    if (cluster.overview().workers() >= workers) return;
                } catch (IOException notYet) {
                    last = notYet;
                }
                Thread.sleep(LOOK_EVERY);
            }
        }
        throw new IOException("not all of it came to life within " + START.toSeconds() + " s; see " + folder, last);
    }

    private String lastWords(String role) throws IOException {
        List<String> lines = Files.readAllLines(log(role), StandardCharsets.UTF_8);
        String error = lines.stream()
                .filter(line -> line.contains("ERROR") || line.contains("Exception"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it has said nothing" : lines.getLast());
        return error + " (" + log(role) + ")";
    }

    /**
     * Ends all its processes: politely, and by force those that have not ended after a while.
     *
     * @return how many there were
     */
    public int stop() throws IOException {
        List<ProcessHandle> alive =
                read().stream().flatMap(member -> member.process().stream()).toList();
        alive.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : alive) {
            try {
                each.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                each.destroyForcibly();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                each.destroyForcibly();
            }
        }
        Files.deleteIfExists(members());
        Files.deleteIfExists(rest());
        return alive.size();
    }
}
