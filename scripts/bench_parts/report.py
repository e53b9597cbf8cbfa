"""Writes results as Markdown: for the terminal, and as the page of the site."""

from bench_parts.arithmetic import Spread, reached
from bench_parts.clients import CLIENTS
from bench_parts.scenarios import SCENARIOS
from bench_parts.setup import HERE

QUIET = 0.05  # of all cores, taken by others
PAGE = HERE.parent.parent / "src" / "site" / "markdown" / "performance.md"


# Measured by hand, on 2026-11-29: not by scenarios, as each needs another build or other options of the JVM.
CHOICES = """
## Where a request's CPU goes

Of 21 µs for a page of 1 KB, 1,000,000 of them, 100 at a time, on one core (`perf record`; AMD EPYC, JDK 25.0.3, Linux 6.18):

| what | share |
| --- | --- |
| the loop's Java code: response heads, titles, records, tasks, Netty | 42 % |
| the kernel for the loop: one `send` and one `recv` a request, and TCP within them | 29 % |
| the thread that writes the records | 9 % |
| the compilers, C2 6 and C1 2 | 8 % |
| reading the clock | 4 % |
| collecting garbage | 1.5 % |
| reading the list | 1.5 % |
| the rest: the JVM's own code, libc | 5 % |

## What was chosen by measurement

CPU µs a request on one core on the same machine, 1 KB pages, 100 at a time, the start included; medians of three rounds, those of
one choice taken in turn; 20.9 is of the scenario small-1m.

| choice | 200,000 | 1,000,000 |
| --- | --- | --- |
| **epoll** | 34.7 | |
| NIO | 39.9 | |
| io_uring (Netty 4.2.18; the same with rings of 4,096 entries, and with buffers that the kernel chooses) | 51.6 | |
| **the serial collector** | | 31.5 |
| Parallel, one thread | | 31.0 |
| G1 | | 36.7 |
| **C1 alone**, for lists of less than 7.5 MB | 34.3 | 31.5 |
| C1 and C2 as they come | 55.5 | 23.2 |
| **C1 and C2 by a cache with profiles, little inlined**, for longer lists | 31.7 | 20.9 |

- io_uring takes 14.9 µs of system time instead of 8.4: with some answers in each turn of the loop there is little to batch, and every receive is
  armed anew. The Java side costs more as well.
- C2 by itself takes some seven seconds to get there: it profiles in slow code first, and inlines large methods into many others, again and
  again. With profiles out of the launcher's training run and methods of more than 50 bytes not inlined (`-XX:FreqInlineSize=50`) it takes
  1.3. That pays from some 150,000 requests on: with 100,000 it is 46 µs instead of 40, with 20,000 it is 98 instead of 72.
- Timers are a heap. It has 1.1 % of the loop's samples in a crawl of 1,000,000 URLs; a wheel could not save more than that.
"""


def scenario_in_markdown(name, result):
    scenario = SCENARIOS[name]
    labelled = any(job.label for job in scenario.jobs)
    head = ["client", *(["list"] if labelled else []), *[column.head for column in scenario.columns]]
    rows = []
    for row in result["table"]:
        cells = [figure(row["cells"].get(column.head), column.digits, column.head == "requests") for column in scenario.columns]
        rows.append([row["client"], *([row["job"]] if labelled else []), *cells])
    text = f"### {name}: {scenario.says}\n\n" + table(head, rows)
    if scenario.note:
        text += f"\n{scenario.note}\n"
    text += f"\n{quiet_or_not(result['others'])}\n"
    for client, reason in result["not_counted"].items():
        text += f"\nNot counted in some round: {client}, {reason.strip().splitlines()[0]}\n"
    return text


def quiet_or_not(others):
    took = f"Other work took {others:.0%} of the machine meanwhile"
    return took + "." if others <= QUIET else f"**{took}: it was not quiet, and the figures are not to be trusted.**"


def targets_in_markdown(results):
    rows = []
    for name, result in results.items():
        for measure in SCENARIOS[name].measures:
            if measure.name in result["measures"]:
                rows.append([name, measure.name, target(measure, measure.must), target(measure, measure.aim),
                             f"{figure(result['measures'][measure.name], 2 if measure.unit == '×' else 0)} {measure.unit}",
                             verdict(measure, result["measures"][measure.name]["median"])])
    return table(["scenario", "figure of simul", "must", "aim", "is", ""], rows)


def target(measure, value):
    if value is None:
        return ""
    return f"{'≥' if measure.higher_is_better else '≤'} {value:g}"


def verdict(measure, median):
    """By the median."""
    says = []
    for kind, value in (("must", measure.must), ("aim", measure.aim)):
        if value is not None:
            says.append(f"{kind} {'met' if reached(value, median, measure.higher_is_better) else '**missed**'}")
    return ", ".join(says)


def figure(spread, digits, is_count=False):
    """The median, with the lowest and the highest where there were several rounds."""
    if spread is None:
        return "–"
    spread = Spread(**spread)
    say = lambda value: f"{value:,.{digits}f}"
    if is_count or say(spread.low) == say(spread.high):
        return say(spread.median)
    return f"{say(spread.median)} ({say(spread.low)}–{say(spread.high)})"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def page(results):
    text = """# Performance

`simul` beside what else fetches lists of URLs, side by side in one run on one machine. Made by `scripts/bench --write`; figures of
other machines differ, their ratios less.

## What is to be reached

""" + targets_in_markdown(results) + """
Figures are medians over the rounds, with the lowest and the highest; ratios are taken within a round. A target is met by the median.

## How it is measured

- Every client does the same job: it reads a list of URLs from a file, has at most so many requests in flight, takes the title out of
  each page, and writes a line for each URL. `wrk` and `curl` do less, see below.
- A figure counts only if the output is right: each URL once, status 200, the title that the page has, and never more requests at a time
  than allowed where the server counts them. Of `wrk`, all answers must have been 200.
- The client has one core and the server the other, unless it is said. CPU is user and system time of the whole process, its start
  included, by `wait4`; memory is the peak of what is resident. A round has every client once, forwards and backwards in turn.
- Clients that would take too long get fewer requests, as the tables say; the shorter the run, the more of it is start and warm-up.
- The server is nginx with one worker and files; the real pages are of Debian's packages python3-doc, git-doc and debian-policy, 40 KB in
  the mean. Where time passes it is a small server in C (`scripts/bench_parts/delay_server.c`). `server's CPU` says whether the server
  was the limit: it cannot answer more than a million requests a second, divided by it.
- Figures of a machine that does other work are worth little. How much there was is said below each table.

Measured on, and when:

"""
    for where, names in machines(results).items():
        whose = "all" if len(names) == len(results) else ", ".join(names)
        text += f"- {where} ({whose})\n"
    text += "\n## Figures\n"
    for name, result in results.items():
        text += "\n" + scenario_in_markdown(name, result)
    return text + CHOICES + """
## The clients

""" + table(["name", "what it is"], [[client.name, client.says] for client in CLIENTS.values()]) + """
## To repeat it

    scripts/bench                    # all of it, an hour or two on a machine that does nothing else; Debian or Ubuntu, two cores
    scripts/bench small-200k start   # some scenarios
    scripts/bench --quick            # a look, whose figures are not to be quoted
    scripts/bench --write            # writes this page and the ratios that are kept
    scripts/bench --check            # says what got worse than what is kept, by more than noise

Noise is a tenth of the kept median, or twice the distance between the quartiles of its rounds, kept or new, whichever is most.
"""


def machines(results):
    """What was measured where and when, by machine."""
    found = {}
    for name, result in results.items():
        machine = "; ".join(f"{key} {value}" for key, value in result["machine"].items())
        found.setdefault(f"{result['date']}, rounds: {result['rounds']}; {machine}", []).append(name)
    return found
