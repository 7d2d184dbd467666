"""Draws that depend on nothing but seed, stream and iteration, so that neither threads nor other inputs change them."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]
Streams = NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
TO_UNIT = 2.0**-53
TABLE_END, TABLE_STEPS = 4.5, 288


def streams_of(kind: int, ids: Sequence[int]) -> Streams:
    """Give a stream for each thing of a kind, by its own number."""
    own = np.array(ids, dtype=np.int64).astype(np.uint64)
    return _mixed(_mixed(own) + np.uint64(kind))


def uniforms(seed: int, streams: Streams, iterations: range) -> Draws:
    """Draw between 0 and 1, a row for each iteration and a column for each stream (SplitMix64 over a counter)."""
    base = _mixed(streams ^ _mixed(np.array([seed & (2**64 - 1)], dtype=np.uint64)))
    counter = np.arange(iterations.start, iterations.stop, dtype=np.uint64)[:, None]
    with np.errstate(over="ignore"):
        mixed = _mixed(base[None, :] + counter * GOLDEN)
    return ((mixed >> np.uint64(11)).astype(np.float64) + 0.5) * TO_UNIT


def stratified(seed: int, streams: Streams, count: int) -> Draws:
    """Draw all iterations of each stream so that every one of `count` equal strata is met once (Latin hypercube)."""
    keys = uniforms(seed ^ 0x5EED, streams, range(count))
    ranks = np.argsort(np.argsort(keys, axis=0), axis=0)
    return (ranks + uniforms(seed, streams, range(count))) / count


def normals(shares: Draws) -> Draws:
    """Give the standard normal values below which these shares lie, to 1e-4 within 4.5 deviations."""
    grid = np.linspace(-TABLE_END, TABLE_END, 16 * TABLE_STEPS + 1)
    return np.interp(shares, _below(grid), grid)


def shares_below(deviations: Draws) -> Draws:
    """Give the shares that lie below standard normal values."""
    grid = np.linspace(-TABLE_END, TABLE_END, 16 * TABLE_STEPS + 1)
    return np.interp(deviations, grid, _below(grid))


def _below(grid: Draws) -> Draws:
    return np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in grid])


def _mixed(values: Streams) -> Streams:
    with np.errstate(over="ignore"):
        values = values + GOLDEN
        values = (values ^ (values >> np.uint64(30))) * MIX_1
        values = (values ^ (values >> np.uint64(27))) * MIX_2
    return values ^ (values >> np.uint64(31))
