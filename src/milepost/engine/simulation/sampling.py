"""Durations of a block of iterations: spreads, what moves together, and the risks that strike."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from milepost.engine.simulation.draws import Draws, normals, shares_below, stratified, streams_of, uniforms
from milepost.engine.simulation.inputs import Inputs, Sampling

TASKS, GROUPS, OCCURRENCES, FACTORS = range(4)

Struck = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sampler:
    """Draws what remains of tasks (uid), of which some have a spread and the others `fixed` minutes left."""

    inputs: Inputs
    uids: Sequence[int]
    fixed: NDArray[np.float64]

    def drawn(self, block: range) -> tuple[NDArray[np.float64], Struck]:
        """Give by iteration what remains of each task in minutes, and which risks strike."""
        remaining = np.broadcast_to(self.fixed, (len(block), len(self.uids))).copy()
        place = {uid: at for at, uid in enumerate(self.uids)}
        shares = self._shares(block)
        for at, one in enumerate(self.inputs.uncertain):
            if one.uid in place:
                remaining[:, place[one.uid]] = one.remaining.quantiles(shares[:, at])
        struck = self._struck(block)
        if self.inputs.drivers:
            remaining *= self._factors(block, struck, place)
        return remaining, struck

    def _shares(self, block: range) -> Draws:
        """Draw where in its spread each uncertain task falls."""
        uids = [one.uid for one in self.inputs.uncertain]
        drawn = self._draw(TASKS, uids, block)
        place = {uid: at for at, uid in enumerate(uids)}
        for number, group in enumerate(self.inputs.groups):
            members = [place[uid] for uid in group.uids if uid in place]
            if len(members) > 1 and group.correlation:
                common = normals(self._draw(GROUPS, [number], block))
                own = normals(drawn[:, members])
                weight = group.correlation
                drawn[:, members] = shares_below(np.sqrt(weight) * common + np.sqrt(1 - weight) * own)
        return drawn

    def _struck(self, block: range) -> Struck:
        drawn = self._draw(OCCURRENCES, range(len(self.inputs.drivers)), block)
        return drawn < np.array([driver.probability for driver in self.inputs.drivers]).reshape(1, -1)

    def _factors(self, block: range, struck: Struck, place: dict[int, int]) -> Draws:
        """Give the factor that the risks which strike have on each task together."""
        drawn = self._draw(FACTORS, range(len(self.inputs.drivers)), block)
        series = np.ones((len(block), len(place)))
        parallel = np.ones((len(block), len(place)))
        for at, driver in enumerate(self.inputs.drivers):
            factor = np.where(struck[:, at], driver.factor.quantiles(drawn[:, at]), 1.0)[:, None]
            columns = [place[uid] for uid in driver.uids if uid in place]
            if driver.is_parallel:
                parallel[:, columns] = np.maximum(parallel[:, columns], factor)
            else:
                series[:, columns] *= factor
        return series * parallel

    def _draw(self, kind: int, ids: Sequence[int], block: range) -> Draws:
        streams = streams_of(kind, list(ids))
        if self.inputs.sampling is Sampling.LATIN_HYPERCUBE:
            return stratified(self.inputs.seed, streams, self.inputs.iterations)[block.start : block.stop]
        return uniforms(self.inputs.seed, streams, block)
