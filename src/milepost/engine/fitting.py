"""When work of a shape fits: whether people who can each do some kinds of work have the hours for all of it."""

import numpy as np
from numpy.typing import NDArray

MOST_KINDS = 14
"""Every set of kinds is looked at, so that their number is bounded."""
ROUNDING = 1e-6
Hours = NDArray[np.float64]
Able = NDArray[np.bool_]


class TooManyKinds(ValueError):
    """More kinds of work than can be weighed against each other."""


def unmet(free: Hours, able: Able, wanted: Hours) -> Hours:
    """Give the hours of each period that nobody has time for, however the work is dealt out.

    `free` is hours by person and period, `able` tells by kind, person and period who can do what, `wanted` is hours by
    kind and period. The unmet work is the largest shortage of any set of kinds against all who can do one of them: the
    deficiency version of Hall's theorem for a transportation problem (Gale 1957, A theorem on flows in networks).
    """
    sets = _sets(len(wanted))
    return _shortage(sets, _reach(sets, free, able), wanted)


def earliest_fit(free: Hours, able: Able, standing: Hours, shape: Hours) -> int | None:
    """Give the first period from which a shape fits beside the work that stands; `None` where it fits in none.

    `shape` is hours by kind and period of the work itself, counted from its start. It fits where it leaves no more work
    undone than is undone without it: what is too much already does not stand in its way.
    """
    length, periods = shape.shape[1], free.shape[1]
    sets = _sets(len(standing))
    reach = _reach(sets, free, able)
    before = _shortage(sets, reach, standing)
    for start in range(periods - length + 1):
        window = slice(start, start + length)
        after = _shortage(sets, reach[:, window], standing[:, window] + shape)
        if (after <= before[window] + ROUNDING).all():
            return start
    return None


def _sets(kinds: int) -> NDArray[np.int64]:
    """Give every set of kinds as a row of zeros and ones, the empty one first."""
    if kinds > MOST_KINDS:
        raise TooManyKinds(f"At most {MOST_KINDS} kinds of work are weighed at once.")
    return np.arange(2**kinds)[:, None] >> np.arange(kinds)[None, :] & 1


def _reach(sets: NDArray[np.int64], free: Hours, able: Able) -> Hours:
    """Give the hours by set and period of everybody who can do something of the set."""
    there = np.maximum(free, 0.0)
    columns = [(sets @ able[:, :, period] > 0) @ there[:, period] for period in range(free.shape[1])]
    return np.stack(columns, axis=1)


def _shortage(sets: NDArray[np.int64], reach: Hours, wanted: Hours) -> Hours:
    worst: Hours = (sets @ wanted - reach).max(axis=0)
    return worst
