"""What is measured, with whom, and what is to be reached. A scenario runs by rounds; every client does every job once in each."""

import dataclasses
from typing import Callable

from bench_parts.clients import AIOHTTP, CLIENTS, JAVA
from bench_parts.measures import (
    cpu_over, memory, memory_growth, memory_over, own_wall_over_ideal, rate_over, steady_cpu_over, wall, wall_over,
    wall_over_ideal,
)
from bench_parts.runs import MEBIBYTE

QUICK_LEAST = 10_000  # requests, unless it is fewer anyway: what waits is over soon, and of fewer the start would be most


@dataclasses.dataclass(frozen=True)
class Job:
    """`requests` of a site, at most `at_once` at a time; `fewer` of clients that would take too long."""

    site: str
    requests: int
    at_once: int
    label: str = ""
    fewer: dict = dataclasses.field(default_factory=dict)

    def requests_of(self, client, quick):
        requests = min(self.requests, self.fewer.get(client, self.requests))
        return max(requests // 10, min(requests, QUICK_LEAST)) if quick else requests


@dataclasses.dataclass(frozen=True)
class Column:
    """One figure of each client. A ratio is by simul's figure in the same round and job."""

    head: str
    of: Callable
    digits: int = 0
    ratio: bool = False


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    says: str
    jobs: tuple
    clients: tuple
    columns: tuple
    measures: tuple
    repeats: int = 1  # of each run, whose median counts: where one is short
    all_cores: bool = False  # else the client has one
    note: str = ""
    wrk_seconds: int = 5
    summary: bool = False


REQUESTS = Column("requests", lambda run: run.requests)
RATE = Column("requests/s", lambda run: run.rate)
CPU_EACH = Column("CPU µs a request", lambda run: run.cpu_each * 1e6, 1)
CPU_RATIO = Column("CPU a request ÷ simul's", lambda run: run.cpu_each, 2, ratio=True)
SERVER = Column("server's CPU µs a request", lambda run: run.server_cpu / run.requests * 1e6, 1)
MEMORY = Column("memory MiB", lambda run: run.memory / MEBIBYTE)
WALL = Column("wall ms", lambda run: run.wall * 1000)
WALL_RATIO = Column("wall ÷ simul's", lambda run: run.wall, 2, ratio=True)
CPU = Column("CPU ms", lambda run: run.cpu * 1000)
WAITING = Column("most at a time", lambda run: run.waiting)
BYTES_RATE = Column("MiB/s", lambda run: run.body_bytes / run.wall / MEBIBYTE)
CPU_MEBIBYTE = Column("CPU µs a MiB", lambda run: run.cpu / run.body_bytes * MEBIBYTE * 1e6)

THROUGHPUT = (REQUESTS, RATE, CPU_EACH, CPU_RATIO, SERVER, MEMORY)
LATENCY = (WALL, WALL_RATIO, CPU, MEMORY, WAITING)
START = (WALL, WALL_RATIO, CPU, MEMORY)
BYTES = (REQUESTS, BYTES_RATE, CPU_MEBIBYTE, CPU_RATIO, SERVER, MEMORY)

NATIVE = ("simul", "wrk", "go-fasthttp", "go-nethttp")
EVERYBODY = (*NATIVE, "curl", *AIOHTTP, "scrapy", *JAVA)
LATE = ("simul", "go-fasthttp", "go-nethttp", "curl", *AIOHTTP, "java-apache", "java-vertx", "java-jdk", "java-url")
STARTING = ("simul", "go-nethttp", "curl", *AIOHTTP, "scrapy", "java-jdk", "java-url", "java-apache")
WITH_TLS = ("simul", "curl", "go-nethttp")

TLS_REQUESTS, TLS_LARGE = 50_000, 2000


def over_tls(name, http):
    secure = f"over TLS by HTTP/{http}"
    most = {"curl": 20_000}
    return (
        Scenario(f"{name}", f"1 KB pages {secure}", (Job(f"small, TLS, HTTP/{http}", TLS_REQUESTS, 100, fewer=most),), WITH_TLS, THROUGHPUT,
                 (cpu_over("curl", ("curl",)), cpu_over("go-nethttp", ("go-nethttp",)), rate_over("curl", ("curl",)),
                  rate_over("go-nethttp", ("go-nethttp",)))),
        Scenario(f"{name}-bytes", f"1 MiB pages {secure}, 10 at a time", (Job(f"large, TLS, HTTP/{http}", TLS_LARGE, 10),), WITH_TLS, BYTES,
                 (cpu_over("curl", ("curl",)), cpu_over("go-nethttp", ("go-nethttp",)), rate_over("curl", ("curl",)),
                  rate_over("go-nethttp", ("go-nethttp",)))),
    )


SCENARIOS = {scenario.name: scenario for scenario in (
    Scenario("small-1m", "1 KB pages, 1,000,000 requests, 100 at a time", (Job("small", 1_000_000, 100),), NATIVE, THROUGHPUT,
             (cpu_over("wrk", ("wrk",), must=1.5, aim=1.15), rate_over("wrk", ("wrk",), must=0.7),
              cpu_over("go-fasthttp", ("go-fasthttp",), aim=1.0)), wrk_seconds=10),
    Scenario("small-200k", "1 KB pages, 200,000 requests, 100 at a time",
             (Job("small", 200_000, 100, fewer={"curl": 20_000, "aiohttp": 20_000, "aiohttp-best": 20_000, "scrapy": 2000}),),
             EVERYBODY, THROUGHPUT,
             (cpu_over("wrk", ("wrk",), must=2.0, aim=1.4), cpu_over("go-nethttp", ("go-nethttp",), must=0.6),
              cpu_over("the best Java client", JAVA, must=0.25), cpu_over("aiohttp with lxml", ("aiohttp",), must=0.1),
              cpu_over("go-fasthttp", ("go-fasthttp",), aim=1.0))),
    Scenario("small-20k", "1 KB pages, 20,000 requests, 100 at a time, the JVM's warm-up included", (Job("small", 20_000, 100),),
             (*NATIVE, "curl", *AIOHTTP, *JAVA), THROUGHPUT, (cpu_over("the best aiohttp", AIOHTTP, must=0.35, aim=0.15),)),
    Scenario("pages-100k", "real pages of 40 KB in the mean, 100,000 requests, 100 at a time", (Job("pages", 100_000, 100),), NATIVE,
             THROUGHPUT, (cpu_over("wrk", ("wrk",), must=3.0), cpu_over("go-fasthttp", ("go-fasthttp",), aim=1.0))),
    Scenario("pages-20k", "real pages of 40 KB in the mean, 20,000 requests, 100 at a time",
             (Job("pages", 20_000, 100, fewer={"aiohttp": 4000, "scrapy": 2000}),), EVERYBODY, THROUGHPUT,
             (cpu_over("the best aiohttp", AIOHTTP, must=0.7, aim=0.3), cpu_over("the best Java client", JAVA, must=0.15))),
    Scenario("wait-57", "57 URLs of 300 ms, all at once, whole process", (Job("delay 300", 57, 57),), LATE, LATENCY,
             (wall_over("the best aiohttp", AIOHTTP, must=1.0), own_wall_over_ideal(0.3, must=1.03), wall_over_ideal(0.3, aim=1.4)),
             repeats=3, summary=True),
    Scenario("wait-10k", "10,000 URLs of 50 ms, 1000 at a time, whole process", (Job("delay 50", 10_000, 1000),), LATE, LATENCY,
             (wall_over_ideal(0.5, must=2.0, aim=1.5),)),
    Scenario("connections-10k", "10,000 URLs of 1 s, all at once, whole process", (Job("delay 1000", 10_000, 10_000),),
             tuple(client for client in LATE if client != "curl"), LATENCY,
             (wall_over_ideal(1.0, must=2.4), memory_over("aiohttp", ("aiohttp",), must=1.0), wall_over("go-fasthttp", ("go-fasthttp",), aim=1.0),
              memory_over("go-fasthttp", ("go-fasthttp",), aim=1.0))),
    Scenario("start", "one URL, whole process, on all cores", (Job("small", 1, 1),), STARTING, START,
             (wall_over("the best aiohttp", AIOHTTP, must=1.0), wall(aim=150)), repeats=5, all_cores=True),
    Scenario("start-one-core", "one URL, whole process, on one core", (Job("small", 1, 1),), STARTING, START,
             (wall_over("the best aiohttp", AIOHTTP), wall()), repeats=5),
    Scenario("help", "`--help`, whole process, on all cores", (Job("small", 1, 1),), ("simul --help",), (WALL, CPU, MEMORY),
             (wall("simul --help", aim=100),), repeats=5, all_cores=True),
    Scenario("memory", "the most memory of a crawl of 10,000 URLs and of 1,000,000",
             (Job("small", 10_000, 100, "10,000 URLs"),
              Job("small", 1_000_000, 100, "1,000,000 URLs", fewer={"aiohttp": 100_000, "aiohttp-best": 100_000})),
             ("simul", "go-fasthttp", "go-nethttp", *AIOHTTP), (REQUESTS, MEMORY),
             (memory("1,000,000 URLs", must=140, aim=80), memory_growth("10,000 URLs", "1,000,000 URLs", must=30))),
    Scenario("open", "CPU a request with 10,000 connections open and with 100",
             (Job("delay 10", 50_000, 100, "100, short"), Job("delay 10", 250_000, 100, "100, long"),
              Job("delay 1000", 50_000, 10_000, "10,000, short"), Job("delay 1000", 250_000, 10_000, "10,000, long")),
             ("simul", "go-nethttp"), (REQUESTS, RATE, CPU_EACH, CPU_RATIO, MEMORY, WAITING),
             (steady_cpu_over("that at 100", ("10,000, short", "10,000, long"), ("100, short", "100, long"), must=1.3),),
             note="Answers take 1 s and 10 ms, so that either way 10,000 requests a second is the most there can be. What start, warm-up and "
                  "connecting cost is not in the ratio: it is of what 200,000 requests more cost."),
    *over_tls("tls", "1.1"),
    *over_tls("h2", "2"),
)}

assert all(client in CLIENTS for scenario in SCENARIOS.values() for client in scenario.clients)
