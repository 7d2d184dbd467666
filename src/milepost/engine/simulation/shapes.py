"""Distributions as tables over standard normal deviates, so that every draw is a look-up whatever its formula.

Functions over `Quantities` are kernels (see `milepost.engine.kernel`).
"""

from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from milepost.engine.simulation.distributions import (
    BetaPert,
    Discrete,
    Distribution,
    History,
    Lognormal,
    Triangular,
    Uniform,
)
from milepost.engine.simulation.draws import (
    BITS,
    GOLDEN,
    HALF,
    HALF_ROW,
    LOWER,
    ROW,
    ROW_BITS,
    Streams,
    bits_of,
    draw_normals,
    mixed,
)

REACH = 4.75
"""Deviations on either side that a table covers; no single draw lies beyond."""
LAST = REACH - 1e-3
PER_DEVIATION = 32
KNOTS = int(2 * REACH * PER_DEVIATION) + 1
MODES = 2000
"""Three-point estimates share a table where their likely values lie in the same 1/2000 between low and high."""
CONSTANT = -1

DEVIATIONS = np.linspace(-REACH, REACH, KNOTS)
SHARES = np.array([NormalDist().cdf(float(deviation)) for deviation in DEVIATIONS])

RANK_BITS = 11
RANKS = 1 << RANK_BITS
RANK_SHIFT = BITS - RANK_BITS
RANK_SHARES = np.arange(RANKS + 1) / RANKS
WITHIN = (np.arange(64) + 0.5) / 64 / RANKS
"""Shares within the outermost step of a rank."""

Table = NDArray[np.float32]
NO_RANKS: Table = np.zeros(RANKS + 1, dtype=np.float32)
NO_EDGES: Table = np.zeros(KNOTS, dtype=np.float32)


class Quantities(NamedTuple):
    """Random numbers by index: the stream of each, and its value as `low + width * shape(deviation)`."""

    key: Any
    shape: Any
    low: Any
    width: Any
    knots: Any
    """The table of each shape; equal shapes share one."""
    steps: Any
    """How many values a shape that jumps has, and 0 of one that does not."""
    edges: Any
    """The deviations up to which each value of a shape that jumps holds."""
    ranks: Any
    """The values of each shape at equal steps of the share below them, for draws that move with no other."""
    normal: Any
    strata: int


class Shape(NamedTuple):
    """The table of one shape."""

    knots: Table
    ranks: Table
    steps: int = 0
    edges: Table = NO_EDGES


def quantities(
    spreads: Sequence[Distribution | float], streams: Streams, *, normal: Any, strata: int
) -> Quantities:
    """Tabulate distributions; a number is itself."""
    places: dict[int, int] = {}
    shapes: list[Shape] = [Shape(NO_EDGES, NO_RANKS)]
    rows: list[tuple[float, float, int]] = []
    for spread in spreads:
        low, width, shape = _tabulated(spread)
        place = CONSTANT
        if shape is not None:
            place = places.setdefault(id(shape), len(shapes))
            if place == len(shapes):
                shapes.append(shape)
        rows.append((low, width, place))
    lows, widths, numbers = zip(*rows, strict=True) if rows else ((), (), ())
    return Quantities(
        streams,
        np.array(numbers, dtype=np.int64),
        np.array(lows, dtype=np.float64),
        np.array(widths, dtype=np.float64),
        np.array([shape.knots for shape in shapes]),
        np.array([shape.steps for shape in shapes], dtype=np.int64),
        np.array([shape.edges for shape in shapes]),
        np.array([shape.ranks for shape in shapes]),
        normal,
        strata,
    )


def middle(spread: Distribution | float) -> float:
    """Give the value that a plan takes: the number itself, the most likely value, or else the median."""
    if isinstance(spread, int | float):
        return float(spread)
    likely = getattr(spread, "likely", None)
    return float(spread.quantiles(np.array([0.5]))[0]) if likely is None else float(likely)


def least(spread: Distribution | float) -> float:
    """Give the least value that can be drawn."""
    return float(spread) if isinstance(spread, int | float) else float(spread.quantiles(SHARES[:1])[0])


def draw_values(all_of: Quantities, which: int, first: int, deviations: Any, out: Any) -> None:
    """Fill a buffer with a quantity's draws from an iteration on; kernel."""
    if all_of.shape[which] == CONSTANT:
        for at in range(len(out)):
            out[at] = all_of.low[which]
    elif all_of.steps[all_of.shape[which]] > 0 or all_of.strata > 0 or len(out) < ROW:
        draw_each(all_of, which, first, deviations, out)
    else:
        draw_row(all_of, which, first, deviations, out)


def draw_each(all_of: Quantities, which: int, first: int, deviations: Any, out: Any) -> None:
    """Fill a buffer with draws, one after the other; kernel."""
    if all_of.steps[all_of.shape[which]] > 0:
        draw_normals(all_of.normal, all_of.key[which], first, all_of.strata, deviations)
        give_values(all_of, which, deviations, out)
        return
    low, width, ranks = all_of.low[which], all_of.width[which], all_of.ranks[all_of.shape[which]]
    for at in range(len(out)):
        out[at] = low + width * rank_of(ranks, bits_of(all_of.key[which], first + at, all_of.strata))


def draw_row(all_of: Quantities, which: int, first: int, units: Any, out: Any) -> None:
    """Fill a row with draws, side by side; kernel."""
    low, width, ranks = all_of.low[which], all_of.width[which], all_of.ranks[all_of.shape[which]]
    key, start = all_of.key[which], np.uint64((first >> ROW_BITS) * HALF_ROW)
    for at in range(HALF_ROW):
        both = mixed(key + (start + np.uint64(at)) * GOLDEN)
        units[at] = rank_of(ranks, np.int64(both >> HALF))
        units[at + HALF_ROW] = rank_of(ranks, np.int64(both & LOWER))
    for at in range(ROW):
        out[at] = low + width * units[at]


def rank_of(ranks: Any, bits: Any) -> Any:
    """Give the value of a shape below which lies the share that 32 bits stand for; kernel."""
    cell = bits >> RANK_SHIFT
    part = np.float32(bits - (cell << RANK_SHIFT)) * np.float32(1 / (1 << RANK_SHIFT))
    return ranks[cell] + part * (ranks[cell + 1] - ranks[cell])


def give_values(all_of: Quantities, which: int, deviations: Any, out: Any) -> None:
    """Turn standard normal deviates into values of a quantity; kernel."""
    shape, low, width = all_of.shape[which], all_of.low[which], all_of.width[which]
    knots = all_of.knots[shape]
    if all_of.steps[shape] > 0:
        for at in range(len(out)):
            step = 0
            while step < all_of.steps[shape] - 1 and deviations[at] > all_of.edges[shape][step]:
                step += 1
            out[at] = low + width * knots[step]
    else:
        for at in range(len(out)):
            # What moves together is a sum of draws, and may lie beyond the table.
            inside = min(max(deviations[at], np.float32(-REACH)), np.float32(LAST))
            along = (inside + np.float32(REACH)) * np.float32(PER_DEVIATION)
            knot = np.int32(along)
            value = knots[knot] + (along - np.float32(knot)) * (knots[knot + 1] - knots[knot])
            out[at] = low + width * value


def _tabulated(spread: Distribution | float) -> tuple[float, float, Shape | None]:
    """Give low, width and shape of a distribution; a number, and one without width, has none."""
    match spread:
        case int() | float():
            return float(spread), 0.0, None
        case Triangular(low, likely, high) if high > low:
            return low, high - low, _triangular(_mode(low, likely, high))
        case BetaPert(low, likely, high, weight) if high > low:
            return low, high - low, _beta(_mode(low, likely, high), weight)
        case Uniform(low, high):
            return low, high - low, _triangular(-1)
        case Lognormal(mean, deviation):
            return 0.0, mean, _lognormal(deviation / mean)
        case History(ratios, planned) if planned:
            low, width, shape = _of_ratios(tuple(ratios))
            return low * planned, width * planned, shape
        case Discrete():
            return 0.0, 1.0, _steps(spread)
    values = spread.quantiles(SHARES)
    low, width = float(values[0]), float(values[-1] - values[0])
    return low, width, _shape_of(spread, low, width) if width else None


@lru_cache(maxsize=64)
def _of_ratios(ratios: tuple[float, ...]) -> tuple[float, float, Shape | None]:
    """Tabulate a history once for all tasks that it counts for."""
    history = History(ratios)
    values = history.quantiles(SHARES)
    low, width = float(values[0]), float(values[-1] - values[0])
    return low, width, _shape_of(history, low, width) if width else None


def _mode(low: float, likely: float, high: float) -> int:
    return round((likely - low) / (high - low) * MODES)


@lru_cache(maxsize=MODES + 2)
def _triangular(mode: int) -> Shape:
    """Tabulate a triangle from 0 to 1, or without a mode the uniform distribution."""
    unit = Uniform(0, 1) if mode < 0 else Triangular(0, mode / MODES, 1)
    return _shape_of(unit)


@lru_cache(maxsize=2 * MODES)
def _beta(mode: int, weight: float) -> Shape:
    return _shape_of(BetaPert(0, mode / MODES, 1, weight))


@lru_cache(maxsize=MODES)
def _lognormal(relative_deviation: float) -> Shape:
    return _shape_of(Lognormal(1, relative_deviation))


def _steps(spread: Discrete) -> Shape:
    """Tabulate a distribution that jumps; of more values than a table has knots, it follows its quantiles instead."""
    count = len(spread.values)
    if count > KNOTS:
        return _shape_of(spread)
    order = np.argsort(spread.values)
    below = np.cumsum(np.asarray(spread.weights, dtype=float)[order])
    edges = [_deviation(float(share)) for share in below / below[-1]]
    rest = [0.0] * (KNOTS - count)
    values = np.asarray(spread.values, dtype=float)[order]
    return Shape(_table(np.array([*values, *rest])), NO_RANKS, count, _table(np.array([*edges, *rest])))


def _shape_of(spread: Distribution, low: float = 0.0, width: float = 1.0) -> Shape:
    """Tabulate a distribution by deviates and by ranks; the outermost steps keep the means of what lies in them."""
    knots = (spread.quantiles(SHARES) - low) / width
    ranks = np.zeros(RANKS + 1)
    ranks[1:-1] = (spread.quantiles(RANK_SHARES[1:-1]) - low) / width
    ends = (spread.quantiles(np.stack([WITHIN, 1 - WITHIN])) - low) / width
    ranks[0], ranks[-1] = 2 * ends.mean(axis=1) - ranks[[1, -2]]
    return Shape(_table(knots), _table(ranks))


def _deviation(share: float) -> float:
    if share <= 0 or share >= 1:
        return REACH if share >= 1 else -REACH
    return NormalDist().inv_cdf(share)


def _table(values: NDArray[np.float64]) -> Table:
    return values.astype(np.float32)
