"""Draws that depend on nothing but seed, stream and iteration, so that neither threads nor other inputs change them.

Functions over single numbers and buffers are kernels (see `milepost.engine.kernel`).
"""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Streams = NDArray[np.uint64]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
SHIFT_1, SHIFT_2, SHIFT_3, HALF = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)

LOWER = np.uint64(0xFFFFFFFF)
ROW_BITS = 6
ROW = 1 << ROW_BITS
"""Iterations whose draws are made side by side; a block begins with a row."""
HALF_ROW = ROW // 2

BITS = 32
MIDDLE = 1 << (BITS - 1)
CELL_BITS = 10
CELLS = 1 << CELL_BITS
TAIL_BITS = 6
"""The outermost 1/64 on either side has a table of its own, as fine again as the one between."""
TAIL = 1 << (BITS - TAIL_BITS)
WIDE, NARROW = BITS - 1 - CELL_BITS, BITS - TAIL_BITS - CELL_BITS


def streams_of(kind: int, ids: Sequence[int], *, seed: int, member: int = 0) -> Streams:
    """Give a stream for each thing of a kind, by its own number (SplitMix64 of all that names it)."""
    own = np.array(ids, dtype=np.int64).astype(np.uint64)
    with np.errstate(over="ignore"):
        named = _mixed_all(_mixed_all(own) + np.uint64(kind) + (np.uint64(member) << HALF))
        return _mixed_all(named ^ _mixed_all(np.array([seed & (2**64 - 1)], dtype=np.uint64)))


def number_of(name: str) -> int:
    """Give a number for a name, the same in every network."""
    return crc32(name.encode())


def normal_table() -> NDArray[np.float32]:
    """Tabulate the lower half of the standard normal: its tail below 1/64, then all of it.

    Straight lines between the entries err by less than 2e-4 up to 3.7 deviations; beyond 4.2, where one draw in
    60,000 lies, the last line keeps the mean of the tail.
    """
    normal = NormalDist()
    tail = [normal.inv_cdf(at / CELLS / 2**TAIL_BITS) for at in range(1, CELLS + 1)]
    share = 1 / CELLS / 2**TAIL_BITS
    end = 2 * -normal.pdf(tail[0]) / share - tail[0]
    rest = [normal.inv_cdf(at / CELLS / 2) for at in range(1, CELLS + 1)]
    return np.array([end, *tail, 2 * tail[0], *rest], dtype=np.float32)


def mixed(value: Any) -> Any:
    """Scramble 64 bits (SplitMix64); kernel."""
    value = value + GOLDEN
    value = (value ^ (value >> SHIFT_1)) * MIX_1
    value = (value ^ (value >> SHIFT_2)) * MIX_2
    return value ^ (value >> SHIFT_3)


def random_bits(key: Any, iteration: int) -> Any:
    """Draw 32 bits of a stream; kernel."""
    return np.int64(mixed(key + np.uint64(iteration) * GOLDEN) >> HALF)


def paired_bits(key: Any, iteration: int) -> Any:
    """Draw 32 bits of a stream, of which 64 hold two: those of iterations half a row of `ROW` apart; kernel."""
    row, lane = iteration >> ROW_BITS, iteration & (ROW - 1)
    both = mixed(key + np.uint64(row * HALF_ROW + (lane & (HALF_ROW - 1))) * GOLDEN)
    return np.int64(both >> HALF) if lane < HALF_ROW else np.int64(both & LOWER)


def stratum_bits(key: Any, iteration: int, count: int) -> Any:
    """Draw 32 bits of a stream so that every one of `count` equal strata is met once (Latin hypercube); kernel.

    The iteration's stratum is a permutation of its number: four rounds of a Feistel network over the least even number
    of bits that holds all, repeated until it falls inside.
    """
    half = 1
    while (1 << (2 * half)) < count:
        half += 1
    mask = (1 << half) - 1
    place = iteration
    while True:
        left, right = place >> half, place & mask
        for turn in range(4):
            scrambled = random_bits(key ^ MIX_1, right * 4 + turn) & mask
            left, right = right, left ^ scrambled
        place = (left << half) | right
        if place < count:
            break
    return ((place << BITS) + random_bits(key, iteration)) // count


def bits_of(key: Any, iteration: int, strata: int) -> Any:
    """Draw 32 bits of a stream, of `strata` strata unless that is 0; kernel."""
    if strata > 0:
        return stratum_bits(key, iteration, strata)
    return paired_bits(key, iteration)


def normal_of(table: Any, bits: Any) -> Any:
    """Give the standard normal value below which lies the share that 32 bits stand for; kernel."""
    near = bits if bits < MIDDLE else 2 * MIDDLE - 1 - bits
    is_tail = near < TAIL
    width = NARROW if is_tail else WIDE
    cell = near >> width
    part = np.float32(near - (cell << width)) * (
        np.float32(1 / (1 << NARROW)) if is_tail else np.float32(1 / (1 << WIDE))
    )
    cell += 0 if is_tail else CELLS + 1
    value = table[cell] + part * (table[cell + 1] - table[cell])
    return value if bits < MIDDLE else -value


def draw_normals(table: Any, key: Any, first: int, strata: int, out: Any) -> None:
    """Fill a buffer with a stream's standard normal draws from an iteration on; kernel."""
    if strata > 0:
        for at in range(len(out)):
            out[at] = normal_of(table, stratum_bits(key, first + at, strata))
    elif len(out) == ROW:
        start = np.uint64((first >> ROW_BITS) * HALF_ROW)
        for at in range(HALF_ROW):
            both = mixed(key + (start + np.uint64(at)) * GOLDEN)
            out[at] = normal_of(table, np.int64(both >> HALF))
            out[at + HALF_ROW] = normal_of(table, np.int64(both & LOWER))
    else:
        for at in range(len(out)):
            out[at] = normal_of(table, paired_bits(key, first + at))


def _mixed_all(values: Streams) -> Streams:
    with np.errstate(over="ignore"):
        mixed_values: Streams = mixed(values)
    return mixed_values
