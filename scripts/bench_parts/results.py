"""What came out of a scenario, as it is kept in ratios.json, and what got worse since."""

import json

from bench_parts.arithmetic import Spread, got_worse, noise
from bench_parts.runs import over_rounds, share_of_others
from bench_parts.scenarios import SCENARIOS
from bench_parts.setup import HERE

FILE = HERE / "ratios.json"
DIGITS = 5  # that mean anything, of a figure that is kept


def result_of(scenario, rounds, wrong, date, machine):
    """Of the measures, and of the table: a row for each client and job, with a spread for each column."""
    rows = []
    for job in scenario.jobs:
        for client in scenario.clients:
            cells = {column.head: cell(rounds, scenario, column, client, job.label) for column in scenario.columns}
            if any(cells.values()):
                rows.append({"client": client, "job": job.label, "cells": {head: plain(figure) for head, figure in cells.items() if figure}})
    measures = {measure.name: over_rounds(rounds, measure.of) for measure in scenario.measures}
    return {
        "date": date,
        "machine": machine,
        "rounds": len(rounds),
        "others": round(share_of_others(rounds, int(machine["cores"])), 3),
        "measures": {name: plain(figure) for name, figure in measures.items() if figure},
        "table": rows,
        "not_counted": wrong,
    }


def cell(rounds, scenario, column, client, label):
    def figure(one):
        value = column.of(one.run(client, label))
        if value is None:
            raise KeyError(column.head)
        return value / column.of(one.run("simul", label)) if column.ratio else value

    return over_rounds(rounds, figure)


def plain(figure):
    rounded = {name: float(f"{value:.{DIGITS}g}") for name, value in vars(figure).items() if name != "rounds"}
    return {**rounded, "rounds": figure.rounds}


def load():
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def keep(results):
    """Replaces what there is of these scenarios, and leaves the others as they are."""
    everything = {**load(), **results}
    known = {name: everything[name] for name in SCENARIOS if name in everything}
    FILE.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n")
    return known


def compare(scenario, kept, now):
    """A line for each measure that is in both, and whether it got worse by more than noise."""
    for measure in scenario.measures:
        if measure.name not in kept["measures"] or measure.name not in now["measures"]:
            continue
        before, after = (Spread(**result["measures"][measure.name]) for result in (kept, now))
        worse = got_worse(before, after, measure.higher_is_better)
        verdict = "WORSE" if worse else "ok"
        yield worse, (f"{verdict:5} {scenario.name}: {measure.name}: {after.median:.4g} {measure.unit}, kept {before.median:.4g}, "
                      f"noise {noise(before, after):.2g}")


def same_kind_of_machine(kept, now):
    return all(kept["machine"].get(part) == now["machine"].get(part) for part in ("CPU", "cores", "JDK"))
