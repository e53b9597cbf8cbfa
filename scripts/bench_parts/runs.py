"""What one run of one program was, and what the runs of a round say about simul."""

import dataclasses

from bench_parts.arithmetic import spread

MEBIBYTE = 1024 * 1024


@dataclasses.dataclass(frozen=True)
class Run:
    """Times are seconds, sizes bytes. CPU is user and system, of the process and of what it has started."""

    client: str
    label: str
    requests: int
    wall: float
    cpu: float
    memory: int
    server_cpu: float
    others_cpu: float  # of all that was neither client nor server
    body_bytes: int = 0
    own_wall: float | None = None  # of simul, by its summary
    waiting: int | None = None  # the most requests that the server has had at a time, if it counts them

    @property
    def rate(self):
        return self.requests / self.wall

    @property
    def cpu_each(self):
        return self.cpu / self.requests


class Round:
    """Every client once, for every job of a scenario. Clients that did not do the job are not in it."""

    def __init__(self, runs):
        self.runs = {(run.client, run.label): run for run in runs}

    def run(self, client, label=""):
        """Raises KeyError where there is none."""
        return self.runs[client, label]

    def best(self, what, clients, label="", highest=False):
        """The best figure that one of the clients has."""
        figures = [what(self.runs[client, label]) for client in clients if (client, label) in self.runs]
        if not figures:
            raise KeyError(clients)
        return max(figures) if highest else min(figures)


def share_of_others(rounds, cores):
    """How much of all cores was taken by what was neither client nor server, while clients ran."""
    runs = [run for one in rounds for run in one.runs.values()]
    return sum(run.others_cpu for run in runs) / sum(run.wall for run in runs) / cores if runs else 0.0


def over_rounds(rounds, figure):
    """The spread of what `figure` finds in each round; None where it finds nothing in any."""
    values = []
    for one in rounds:
        try:
            values.append(figure(one))
        except KeyError:
            continue
    return spread(values) if values else None
