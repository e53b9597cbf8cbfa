package dev.simul.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.cluster.Count;
import dev.simul.cluster.MachineCluster;
import dev.simul.cluster.RemoteCluster;
import dev.simul.serve.MockServer;
import dev.simul.serve.RequestLog;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code simul cluster} as processes: a JobManager, TaskManagers, whoever hands jobs in, and the mock server that says what they do. A
 * loss is a {@code kill -9}.
 */
class ClusterIT {
    private static final int LINES = 40_000;
    private static final int HOSTS = 24;
    /** Far more than anything here takes: only a hang reaches it. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws IOException {
        machine().stop();
    }

    private MachineCluster machine() {
        return new MachineCluster(folder.resolve("cluster"));
    }

    private Path output() {
        return folder.resolve("out");
    }

    /** As the launcher starts it. */
    private Running start(String... arguments) throws IOException {
        Path jar = Simul.jar();
        String classPath =
                jar + ":" + jar.resolveSibling("simul-cluster.jar") + ":" + jar.resolveSibling("flink") + "/*";
        List<String> command = new ArrayList<>(List.of(
                Simul.javaHome().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24)
            command.add("--sun-misc-unsafe-memory-access=allow"); // it warns of it else
        command.addAll(List.of("-cp", classPath, "dev.simul.cli.Main", "cluster"));
        command.addAll(List.of(arguments));
        Running started = Simul.start(folder, command, Map.of());
        started.endInput();
        return started;
    }

    private Finished run(String... arguments) throws IOException, InterruptedException {
        try (Running running = start(arguments)) {
            return running.await();
        }
    }

    private void startCluster(int workers, int slots) throws Exception {
        Finished started = run("start", "" + workers, "--slots", "" + slots, "--port", "0", "--at", at());
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out()).contains(workers * slots + " slot");
    }

    private String at() {
        return machine().folder().toString();
    }

    private Path list(int lines) throws IOException {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < lines; i++) urls.add("http://h" + i * HOSTS / lines + ".test/pages/" + i);
        urls.set(lines / 2, "no URL, but a line");
        return Files.write(folder.resolve("urls.txt"), urls);
    }

    /** The hosts are divided among the servers. */
    private Running submit(List<MockServer> servers, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("submit", "urls.txt", "-o", "out", "--at", at()));
        for (int i = 0; i < HOSTS; i++) {
            int port = servers.get(i % servers.size()).port();
            arguments.addAll(List.of("--resolve", "h" + i + ".test:80:127.0.0.1:" + port));
        }
        arguments.addAll(List.of("--checkpoint-every", "1s"));
        arguments.addAll(List.of(options));
        return start(arguments.toArray(String[]::new));
    }

    /** Waits until three checkpoints are complete, and a quarter is done. */
    private void awaitAQuarter(Running submitted) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        RemoteCluster.Address address = requireNonNull(machine().address());
        try (RemoteCluster cluster = RemoteCluster.at(address)) {
            while (checkpoints() < 3 || done(cluster) < LINES / 4) {
                assertThat(submitted.isAlive()).as("the job goes on").isTrue();
                assertThat(System.nanoTime() - deadline)
                        .as("a quarter is done in time")
                        .isNegative();
                Thread.sleep(LOOK_EVERY);
            }
            assertThat(done(cluster)).as("the loss is in the middle").isLessThan(LINES * 3L / 4);
        }
    }

    /** Waits for the end of the only job, and says how it ended. */
    private String awaitEnd() throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (RemoteCluster cluster = RemoteCluster.at(requireNonNull(machine().address()))) {
            while (true) {
                RemoteCluster.Job job = cluster.jobs().getFirst();
                if (job.isOver()) return job.state();
                assertThat(System.nanoTime() - deadline).as("it ends in time").isNegative();
                Thread.sleep(LOOK_EVERY);
            }
        }
    }

    private static long done(RemoteCluster cluster) throws IOException {
        long most = 0;
        for (RemoteCluster.Job job : cluster.jobs()) {
            Count count = cluster.count(job);
            if (count != null) most = Math.max(most, count.done());
        }
        return most;
    }

    /** The number of the newest one, which is how many there have been. */
    private long checkpoints() {
        long newest = 0;
        File[] jobs = output().resolve(".simul/checkpoints").toFile().listFiles();
        for (File job : jobs == null ? new File[0] : jobs) {
            String[] names = job.list(); // older ones go meanwhile
            for (String name : names == null ? new String[0] : names) {
                if (!name.startsWith("chk-") || !new File(job, name + "/_metadata").exists()) continue;
                newest = Math.max(newest, Long.parseLong(name.substring("chk-".length())));
            }
        }
        return newest;
    }

    private List<ProcessHandle> processes(String role) throws IOException {
        return machine().processes().stream()
                .filter(line -> line.startsWith(role))
                .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    private static void kill(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle each : processes) each.destroyForcibly();
        for (ProcessHandle each : processes) each.onExit().get();
    }

    private Finished verify() throws Exception {
        return Simul.in(folder).run("verify", "urls.txt", "out");
    }

    private void assertWhole(int lines) throws Exception {
        Finished verified = verify();
        assertThat(verified.status()).as(verified.out()).isZero();
        assertThat(verified.out()).contains(String.format("%,d lines, %,d records", lines, lines));
        try (Stream<Path> left = Files.list(output())) {
            assertThat(left)
                    .as("nothing but records")
                    .allMatch(path -> path.getFileName().toString().startsWith("part-"));
        }
    }

    private static long requests(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("{\"event\":\"began\"")).count();
        }
    }

    private static ServeConfig served() {
        return ServeConfig.of(Scenario.POLITE).withLatency(Duration.ofMillis(10), Duration.ofMillis(10));
    }

    @Test
    void a_worker_that_is_killed_costs_no_line_and_doubles_none() throws Exception {
        list(LINES);
        Path log = folder.resolve("requests.jsonl");
        Path otherLog = folder.resolve("other-requests.jsonl");
        startCluster(2, 1);
        Finished job;
        try (RequestLog opened = RequestLog.open(log);
                RequestLog otherOpened = RequestLog.open(otherLog);
                MockServer server = MockServer.start(served(), opened);
                MockServer other = MockServer.start(served(), otherOpened);
                Running submitted = submit(List.of(server, other), "-c", "100", "--per-host", "6", "--rate", "3000")) {
            awaitAQuarter(submitted);
            kill(processes("taskmanager-1"));
            assertThat(run("start", "--add", "--at", at()).status()).isZero();
            job = submitted.await();
        }

        assertThat(job.status()).as(job.err()).isEqualTo(1);
        assertThat(job.err())
                .as("the line that is none, and what was done twice counts once")
                .contains("40,000 URLs", ", 1 failed");
        assertWhole(LINES);
        assertThat(requests(log) + requests(otherLog))
                .as("it went back to its last checkpoint")
                .isGreaterThan(LINES);
    }

    @Test
    void when_everything_was_killed_it_goes_on_with_another_number_of_subtasks() throws Exception {
        list(LINES);
        startCluster(2, 1);
        try (MockServer server = MockServer.start(served())) {
            try (Running submitted = submit(List.of(server), "-c", "100", "--per-host", "6", "--rate", "3000")) {
                awaitAQuarter(submitted);
                submitted.kill();
            }
            kill(processes(""));
            startCluster(1, 3);
            RemoteCluster.Address address = machine().address();

            Finished job = run("resume", "-o", "out", "-p", "3", "--cluster", "" + address);

            assertThat(job.status()).as(job.err()).isEqualTo(1);
            assertThat(job.err()).contains("from file:", "40,000 URLs", ", 1 failed");
        }
        assertWhole(LINES);
        Finished again = run("resume", "-o", "out", "--local");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("there is no job in");
    }

    @Test
    void hosts_are_asked_by_all_workers_together_as_little_as_was_said() throws Exception {
        int lines = 2_400;
        list(lines);
        Path log = folder.resolve("requests.jsonl");
        startCluster(1, 3);
        try (RequestLog opened = RequestLog.open(log);
                MockServer server = MockServer.start(
                        ServeConfig.of(Scenario.POLITE).withLatency(Duration.ofMillis(30), Duration.ofMillis(60)),
                        opened);
                Running submitted = submit(List.of(server), "-c", "90", "--per-host", "2", "--robots", "--detach")) {
            Finished handedOver = submitted.await();
            assertThat(handedOver.status()).as(handedOver.err()).isZero();
            assertThat(awaitEnd()).isEqualTo("finished");
        }
        Finished status = run("status", "--at", at());
        assertThat(status.out())
                .contains("1 TaskManagers, 3 of 3 slots free", " finished: 2,400 done, 1 failed", "taskmanager-1");
        Finished completed = run("resume", "-o", "out");
        assertThat(completed.status()).as("a line has failed").isEqualTo(1);
        assertThat(completed.err()).contains("the job is done");
        assertThat(run("stop", "--at", at()).err()).contains("2 processes stopped");
        assertThat(machine().isRunning()).isFalse();
        assertWhole(lines);

        Map<String, List<Seen>> hosts = Seen.byHost(Seen.read(log));
        assertThat(hosts).hasSize(HOSTS);
        int most = 0;
        for (Map.Entry<String, List<Seen>> host : hosts.entrySet()) {
            most = Math.max(most, Seen.mostAtOnce(host.getValue()));
            int robots = host.getValue().size() - lines / HOSTS;
            assertThat(robots)
                    .as("one robots.txt, asked for by one worker; a line is none")
                    .isBetween(0, 1);
        }
        assertThat(most).as("there was something to see, and no more").isEqualTo(2);
    }

    @Test
    void a_crawl_in_this_process_has_the_same_records_and_one_that_is_doubled_is_found() throws Exception {
        int lines = 200;
        list(lines);

        Finished job = run("local", "urls.txt", "-o", "out", "--mock", "pages", "-p", "2", "-q");

        assertThat(job.status()).as(job.err()).isEqualTo(1);
        assertThat(job.err()).isEmpty();
        assertThat(job.out()).isEmpty();
        assertWhole(lines);
        assertThat(Simul.in(folder).run("failed", "out").out()).isEqualTo("no URL, but a line\n");
        Path part;
        try (Stream<Path> parts = Files.list(output())) {
            part = parts.sorted().findFirst().orElseThrow();
        }
        String line = Files.readAllLines(part).getFirst();
        Files.writeString(part, line + "\n", StandardOpenOption.APPEND);

        Finished verified = verify();

        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.out()).contains("more than one record: ", "too many records: 1");

        Files.writeString(part, line.substring(0, line.length() / 2), StandardOpenOption.APPEND);

        assertThat(verify().out()).contains("torn at the end: ");
    }

    @Test
    void what_is_wrong_is_said_before_anything_is_done() throws Exception {
        list(10);
        Files.createDirectories(output());
        Files.writeString(output().resolve("kept"), "x");

        Finished notEmpty = run("local", "urls.txt", "-o", "out");
        Finished noCluster = run("submit", "urls.txt", "-o", "new", "--at", at());
        Finished nobody = run("status", "--cluster", "127.0.0.1:1");
        Finished noPort;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            noPort = run("start", "1", "--port", "" + taken.getLocalPort(), "--at", at());
        }
        Finished noSource = run("local", "absent.txt", "-o", "new");
        Finished noInterval = run("local", "urls.txt", "-o", "new", "--checkpoint-every", "10ms");
        Finished noProgress = run("local", "urls.txt", "-o", "new", "--progress", "sometimes");
        Finished tooFew = run("local", "urls.txt", "-o", "new", "-p", "3", "-c", "2");
        Finished notHere = run("local", "urls.txt", "-o", "new", "--ordered");

        assertThat(notEmpty.status()).isEqualTo(2);
        assertThat(notEmpty.err()).contains("is not empty");
        assertThat(noCluster.status()).isEqualTo(2);
        assertThat(noCluster.err()).contains("no cluster is running: 'simul cluster start' starts one");
        assertThat(nobody.status()).isEqualTo(3);
        assertThat(nobody.err()).contains("no cluster answers at 127.0.0.1:1");
        assertThat(noPort.status()).isEqualTo(3);
        assertThat(noPort.err()).contains(" is taken: ");
        assertThat(machine().isRunning()).isFalse();
        assertThat(noSource.status()).isEqualTo(2);
        assertThat(noSource.err()).contains("absent.txt");
        assertThat(noInterval.status()).isEqualTo(2);
        assertThat(noInterval.err()).contains("--checkpoint-every must be 1s or more");
        assertThat(noProgress.status()).isEqualTo(2);
        assertThat(tooFew.status()).isEqualTo(2);
        assertThat(tooFew.err()).contains("-p 3 needs -c 3 or more");
        assertThat(notHere.status()).isEqualTo(2);
        assertThat(notHere.err()).contains("--ordered: not on a cluster");
        assertThat(folder.resolve("new")).doesNotExist();
    }
}
