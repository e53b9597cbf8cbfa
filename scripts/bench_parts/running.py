"""Runs the clients in turn, round by round."""

import dataclasses
import os
import signal
import statistics
import subprocess
import sys

from bench_parts.answers import Wrong, check, own_wall
from bench_parts.clients import CLIENTS, Task
from bench_parts.machine import busy
from bench_parts.runs import Round, Run
from bench_parts.servers import cpu_of_servers, seen_by_delay_server
from bench_parts.setup import HERE, SYSTEM_PYTHON

LIMIT = 600  # seconds for a run
QUICK_WRK_SECONDS = 1


@dataclasses.dataclass(frozen=True)
class Cores:
    client: int
    server: int


class Runner:
    def __init__(self, lab, sites, cores, quick):
        self.lab, self.sites, self.cores, self.quick = lab, sites, cores, quick
        (lab.folder / "runs").mkdir()

    def rounds(self, scenario, count):
        """The rounds, and by client why it is not in one of them. The order turns round, so that what drifts favours nobody."""
        rounds, wrong = [], {}
        for number in range(count):
            runs = []
            for name in scenario.clients if number % 2 == 0 else reversed(scenario.clients):
                try:
                    done = [self.run(scenario, CLIENTS[name], job) for job in scenario.jobs]
                except Wrong as e:
                    wrong[name] = str(e)
                    print(f"bench: {scenario.name}, {name}: {e}", file=sys.stderr)
                    continue
                runs += done
                for run in done:
                    print(f"bench: {scenario.name}, round {number + 1}, {name} {run.label}: {run.wall:.3f} s, {run.cpu:.3f} s CPU, "
                          f"{run.cpu_each * 1e6:.1f} µs a request, {run.memory >> 20} MiB", file=sys.stderr, flush=True)
            rounds.append(Round(runs))
        return rounds, wrong

    def run(self, scenario, client, job):
        """Several times, if the scenario wants it: of each figure the median."""
        runs = [self.run_once(scenario, client, job) for _ in range(scenario.repeats)]
        middle = lambda name: statistics.median(getattr(run, name) for run in runs)
        known = [run.own_wall for run in runs if run.own_wall is not None]
        return dataclasses.replace(runs[0], wall=middle("wall"), cpu=middle("cpu"), memory=middle("memory"), server_cpu=middle("server_cpu"),
                                   others_cpu=middle("others_cpu"), own_wall=statistics.median(known) if known else None)

    def run_once(self, scenario, client, job):
        task = self.task(scenario, client, job)
        folder = self.lab.folder / "runs"
        report, said, complained = folder / "report", folder / "said", folder / "complained"
        for file in (report, task.out):
            file.unlink(missing_ok=True)
        cores = f"{self.cores.client},{self.cores.server}" if scenario.all_cores else str(self.cores.client)
        command = [SYSTEM_PYTHON, "-I", "-S", HERE / "measured.py", report, cores, *client.command(task)]
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")} | client.environment(task)
        delayed = job.site.startswith("delay ")
        if delayed:
            seen_by_delay_server(self.lab)
        server_cpu, all_cpu = cpu_of_servers(self.lab), busy()
        with said.open("wb") as out, complained.open("wb") as errors:
            process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=out, stderr=errors, cwd=folder,
                                       env=environment, start_new_session=True)
            try:
                process.wait(LIMIT)
            except subprocess.TimeoutExpired:
                raise Wrong(f"not done after {LIMIT} s") from None
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
        all_cpu = busy() - all_cpu
        server_cpu = cpu_of_servers(self.lab) - server_cpu
        words = complained.read_text(errors="replace")
        if process.returncode != 0:
            raise Wrong(f"it did not start:\n{words[-1000:]}")
        wall, cpu, memory, status = report.read_text().split()
        if status != "0":
            raise Wrong(f"it ended with status {status}:\n{words[-1000:]}")
        requests = check(client, task, said.read_text(errors="replace"), words)
        waiting = seen_by_delay_server(self.lab)["most_waiting"] if delayed else None
        if waiting is not None and waiting > task.at_once:
            raise Wrong(f"{waiting} requests at a time, where {task.at_once} are allowed")
        own = own_wall(words) if scenario.summary and client.form == "jsonl" else None
        task.out.unlink(missing_ok=True)
        others_cpu = max(0.0, all_cpu - server_cpu - float(cpu))  # each is counted in ticks
        return Run(client.name, job.label, requests, float(wall), float(cpu), int(memory), server_cpu, others_cpu,
                   task.site.body_bytes * requests, own, waiting)

    def task(self, scenario, client, job):
        requests = job.requests_of(client.name, self.quick)
        site = self.sites[job.site]
        name = "".join(letter if letter.isalnum() else "-" for letter in job.site)
        urls = self.lab.folder / "runs" / f"{name}-{requests}.txt"
        if not urls.exists():
            with urls.open("w") as lines:
                lines.writelines(site.url(i) + "\n" for i in range(requests))
        return Task(site, requests, min(job.at_once, requests), urls, self.lab.folder / "runs" / "out",
                    QUICK_WRK_SECONDS if self.quick else scenario.wrk_seconds, scenario.summary)
