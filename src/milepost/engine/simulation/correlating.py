"""Correlations as the weights that make independent draws move together."""

import numpy as np
from numpy.typing import NDArray

from milepost.engine.simulation.inputs import Correlation

ROUNDS = 200
CLOSE = 1e-10
LEAST = 1e-8
"""The least eigenvalue, so that the Cholesky factor stays well defined."""

Matrix = NDArray[np.float64]


def lower_triangle(correlation: Correlation, members: list[int]) -> tuple[Matrix, str | None]:
    """Give the Cholesky factor of the members' correlations, and a sentence where they had to be mended first."""
    if not members:
        return np.zeros((0, 0)), None
    wanted = np.array(correlation.matrix, dtype=np.float64)[np.ix_(members, members)]
    if np.linalg.eigvalsh(wanted)[0] >= LEAST:
        return _factor(wanted), None
    found = nearest(wanted)
    off = np.abs(found - wanted)
    if off.max() < 0.005:
        return _factor(found), None
    one, other = (correlation.uids[members[int(at)]] for at in np.unravel_index(np.argmax(off), off.shape))
    return _factor(found), (
        f"The correlations of tasks {', '.join(str(correlation.uids[at]) for at in members[:8])}"
        f"{' and others' if len(members) > 8 else ''} contradict one another: the nearest possible ones were taken. "
        f"The largest change is {off.max():.2f}, between tasks {one} and {other}."
    )


def nearest(wanted: Matrix) -> Matrix:
    """Give the nearest correlation matrix, by alternating projections (Higham 2002)."""
    current, correction = wanted.copy(), np.zeros_like(wanted)
    for _ in range(ROUNDS):
        shifted = current - correction
        values, vectors = np.linalg.eigh(shifted)
        positive = (vectors * np.maximum(values, LEAST)) @ vectors.T
        correction = positive - shifted
        before, current = current, positive.copy()
        np.fill_diagonal(current, 1.0)
        if np.abs(current - before).max() < CLOSE:
            break
    values, vectors = np.linalg.eigh(current)
    positive = (vectors * np.maximum(values, LEAST)) @ vectors.T
    scale = 1 / np.sqrt(np.diag(positive))
    return np.asarray(positive * scale * scale[:, None])


def _factor(matrix: Matrix) -> Matrix:
    return np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)
