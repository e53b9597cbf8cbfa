"""Figures of simul that are kept and held against targets. Each is taken within a round, so that both sides had the same machine."""

import dataclasses
from typing import Callable

from bench_parts.runs import MEBIBYTE


@dataclasses.dataclass(frozen=True)
class Measure:
    """`must` and `aim` are the most that it may be, or the least where higher is better; None where nothing is asked."""

    name: str
    of: Callable
    must: float | None = None
    aim: float | None = None
    unit: str = "×"
    higher_is_better: bool = False


def cpu_over(name, clients, must=None, aim=None):
    """CPU time a request, by the best of the clients."""
    return Measure(f"CPU a request ÷ {name}", lambda r: r.run("simul").cpu_each / r.best(lambda x: x.cpu_each, clients), must, aim)


def rate_over(name, clients, must=None, aim=None):
    """Requests a second, by the best of the clients."""
    return Measure(f"requests a second ÷ {name}", lambda r: r.run("simul").rate / r.best(lambda x: x.rate, clients, highest=True), must, aim,
                   higher_is_better=True)


def wall_over(name, clients, must=None, aim=None):
    return Measure(f"wall time ÷ {name}", lambda r: r.run("simul").wall / r.best(lambda x: x.wall, clients), must, aim)


def memory_over(name, clients, must=None, aim=None):
    return Measure(f"memory ÷ {name}", lambda r: r.run("simul").memory / r.best(lambda x: x.memory, clients), must, aim)


def wall_over_ideal(ideal, must=None, aim=None):
    """By what the server's delays alone take, in seconds."""
    return Measure(f"wall time ÷ {ideal * 1000:.0f} ms", lambda r: r.run("simul").wall / ideal, must, aim)


def own_wall_over_ideal(ideal, must=None, aim=None):
    return Measure(f"the crawl, by its own summary, ÷ {ideal * 1000:.0f} ms", lambda r: r.run("simul").own_wall / ideal, must, aim)


def wall(client="simul", must=None, aim=None):
    return Measure("wall time", lambda r: r.run(client).wall * 1000, must, aim, unit="ms")


def memory(label, must=None, aim=None):
    return Measure(f"memory, {label}", lambda r: r.run("simul", label).memory / MEBIBYTE, must, aim, unit="MiB")


def memory_growth(short, long, must=None, aim=None):
    return Measure("memory, growth", lambda r: (r.run("simul", long).memory - r.run("simul", short).memory) / MEBIBYTE, must, aim, unit="MiB")


def steady_cpu(one_round, client, short, long):
    """CPU a request between a short run and a long one: without start, warm-up and connecting, which both have.

    Raises KeyError where the longer one took no more, as when so few requests are made that chance decides.
    """
    few, many = one_round.run(client, short), one_round.run(client, long)
    if many.cpu <= few.cpu:
        raise KeyError(f"{long} took no more than {short}")
    return (many.cpu - few.cpu) / (many.requests - few.requests)


def steady_cpu_over(name, many, few, must=None, aim=None):
    """`many` and `few` are the labels of a short and a long run each."""
    return Measure(f"steady CPU a request ÷ {name}", lambda r: steady_cpu(r, "simul", *many) / steady_cpu(r, "simul", *few), must, aim)
