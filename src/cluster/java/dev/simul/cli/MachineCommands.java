package dev.simul.cli;

import dev.simul.cluster.Count;
import dev.simul.cluster.JobFolder;
import dev.simul.cluster.MachineCluster;
import dev.simul.cluster.RemoteCluster;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.ParseResult;

/** {@code cluster start}, {@code status} and {@code stop}. */
record MachineCommands(Console console, ParseResult arguments) {
    private static final int DEFAULT_PORT = 8081;
    private static final int LARGEST_PORT = 65_535;
    private static final int MOST_WORKERS = 64;
    private static final int DEFAULT_WORKERS = 2;

    int start() throws UsageException, IOException, InterruptedException {
        MachineCluster machine = JobStart.machine(console, arguments);
        if (arguments.hasMatchedOption("--add")) {
            machine.add();
            return ExitStatus.OK;
        }
        int workers = within("N", arguments.matchedPositionalValue(0, DEFAULT_WORKERS), 1, MOST_WORKERS);
        int slots = within("--slots", arguments.matchedOptionValue("--slots", 1), 1, MOST_WORKERS);
        int port = within("--port", arguments.matchedOptionValue("--port", DEFAULT_PORT), 0, LARGEST_PORT);
        RemoteCluster.Address address = machine.start(workers, slots, port);
        console.write(String.format(
                Locale.ROOT,
                "a JobManager and %d %s, %d %s in all: http://%s%n",
                workers,
                workers == 1 ? "TaskManager" : "TaskManagers",
                workers * slots,
                workers * slots == 1 ? "slot" : "slots",
                address));
        return ExitStatus.OK;
    }

    private static int within(String what, int value, int least, int most) throws UsageException {
        if (value < least || value > most) {
            throw new UsageException(what + " must be " + least + " to " + most + ": " + value);
        }
        return value;
    }

    int status() throws UsageException, IOException {
        RemoteCluster.Address address = JobStart.address(console, arguments);
        StringBuilder text = new StringBuilder(512);
        try (RemoteCluster cluster = RemoteCluster.at(address)) {
            RemoteCluster.Overview overview = cluster.overview();
            text.append(String.format(
                    Locale.ROOT,
                    "http://%s: %d TaskManagers, %d of %d slots free%n",
                    address,
                    overview.workers(),
                    overview.free(),
                    overview.slots()));
            for (RemoteCluster.Job job : cluster.jobs()) {
                text.append("job ").append(job.id()).append(' ').append(job.state());
                Count count = cluster.count(job);
                if (count != null) {
                    text.append(String.format(Locale.ROOT, ": %,d done, %,d failed", count.done(), count.failed()));
                }
                text.append('\n');
            }
        }
        MachineCluster machine = JobStart.machine(console, arguments);
        if (address.equals(machine.address())) {
            for (String process : machine.processes()) text.append(process).append('\n');
        }
        console.write(text.toString());
        return ExitStatus.OK;
    }

    int stop() throws UsageException, IOException {
        if (arguments.hasMatchedOption("-o")) return stopJob(ClusterOptions.folder(arguments));
        int processes = JobStart.machine(console, arguments).stop();
        console.complain(processes == 0 ? "no cluster was running" : processes + " processes stopped");
        return ExitStatus.OK;
    }

    private int stopJob(JobFolder folder) throws UsageException, IOException {
        JobDescription job = JobDescription.in(folder);
        if (job == null || job.cluster() == null || job.id() == null) {
            throw new UsageException("no job on a cluster writes to " + folder.name());
        }
        try (RemoteCluster cluster = RemoteCluster.at(job.cluster())) {
            cluster.cancel(job.id());
        }
        console.complain("stopped; 'simul cluster resume' goes on from its newest checkpoint");
        return ExitStatus.OK;
    }
}
