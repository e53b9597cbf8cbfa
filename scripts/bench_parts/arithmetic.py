"""What rounds say: medians, how far they spread, and whether a figure got worse by more than that."""

import dataclasses
import statistics

LEAST_NOISE = 0.10  # of the figure that is kept: machines of one kind differ by less


@dataclasses.dataclass(frozen=True)
class Spread:
    """One figure over the rounds: its median, the lowest and the highest, and the distance between its quartiles."""

    median: float
    low: float
    high: float
    quartiles: float
    rounds: int


def spread(values):
    """Of at least one value, a round each."""
    values = sorted(values)
    quartiles = 0.0
    if len(values) > 1:
        first, _, third = statistics.quantiles(values, n=4, method="inclusive")
        quartiles = third - first
    return Spread(statistics.median(values), values[0], values[-1], quartiles, len(values))


def noise(kept, now):
    """How far apart the medians of two runs may be and mean nothing."""
    return max(LEAST_NOISE * abs(kept.median), 2 * max(kept.quartiles, now.quartiles))


def got_worse(kept, now, higher_is_better=False):
    worse_by = kept.median - now.median if higher_is_better else now.median - kept.median
    return worse_by > noise(kept, now)


def reached(target, figure, higher_is_better=False):
    return figure >= target if higher_is_better else figure <= target
