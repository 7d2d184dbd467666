"""What is random, laid out as the kernels take it: streams, tables, and which task each touches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from milepost.engine.network.columns import LONGEST
from milepost.engine.simulation.blocks import Draws
from milepost.engine.simulation.correlating import lower_triangle
from milepost.engine.simulation.distributions import Distribution
from milepost.engine.simulation.draws import BITS, Streams, normal_table, number_of, streams_of
from milepost.engine.simulation.inputs import Driver, ImpossibleInputs, Inputs, Sampling
from milepost.engine.simulation.shapes import Quantities, least, quantities

DURATIONS, GROUPS, STRIKES, FACTORS, COST_FACTORS, DRIVER_COSTS, LEADS, FIXED, RATES = range(9)

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Sampler:
    """The inputs of one simulation by place of their tasks in the network; `tasks` are the rows of its layout."""

    inputs: Inputs
    tasks: Any
    place: dict[int, int]

    def draws(self) -> tuple[Draws, tuple[str, ...]]:
        """Lay out all that is drawn, and tell what was mended; raises ImpossibleInputs."""
        inputs = self.inputs
        uncertain = [one for one in inputs.uncertain if self.is_open(one.uid)]
        remaining_of = self._by_task((one.uid for one in uncertain), -1)
        durations = self._spread(
            DURATIONS, [one.remaining for one in uncertain], [one.uid for one in uncertain]
        )
        group_of, weights = self._groups()
        matrix, notices = self._matrices(remaining_of)
        leads = [one for one in inputs.lead_times if self.is_open(one.uid)]
        costs = inputs.costs
        numbers = [number_of(driver.name) for driver in inputs.drivers]
        driver_first, driver = self._touched()
        draws = Draws(
            durations=durations,
            remaining_of=remaining_of,
            done=self.tasks["duration"] - self.tasks["remaining"],
            left=self.tasks["remaining"].astype(np.float64),
            group_of=group_of,
            common_key=self._streams(GROUPS, range(len(inputs.groups))),
            own_weight=np.sqrt(1 - weights).astype(np.float32),
            common_weight=np.sqrt(weights).astype(np.float32),
            **matrix,
            leads=self._spread(LEADS, [one.minutes for one in leads], [one.uid for one in leads]),
            ordered=np.array([one.ordered for one in leads], dtype=np.int64),
            lead_of=self._by_task((one.uid for one in leads), -1),
            strike_key=self._streams(STRIKES, numbers, member=0),
            probability=np.array(
                [round(one.probability * 2**BITS) for one in inputs.drivers], dtype=np.int64
            ),
            factors=self._effects(FACTORS, "factor", 1.0),
            cost_factors=self._effects(COST_FACTORS, "cost_factor", 1.0),
            driver_costs=self._effects(DRIVER_COSTS, "cost", 0.0),
            is_parallel=np.array([one.is_parallel for one in inputs.drivers], dtype=np.bool_),
            driver_first=driver_first,
            driver=driver,
            fixed=self._spread(FIXED, [one.fixed for one in costs], [one.uid for one in costs]),
            rates=self._spread(RATES, [one.per_minute for one in costs], [one.uid for one in costs]),
            cost_of=self._by_task((one.uid for one in costs), -1),
            spent=np.array([one.spent for one in costs], dtype=np.float64),
            price=inputs.price,
        )
        return draws, notices

    def is_open(self, uid: int) -> bool:
        """Tell whether work of a task is still to be done; raises ImpossibleInputs where there is no such task."""
        return self._open[self.at(uid)]

    @cached_property
    def _open(self) -> list[bool]:
        tasks = self.tasks
        is_open: list[bool] = (
            tasks["active"] & ~tasks["complete"] & ~tasks["summary"] & ~tasks["external"]
        ).tolist()
        return is_open

    def at(self, uid: int) -> int:
        """Give the place of a task; raises ImpossibleInputs."""
        if uid not in self.place:
            raise ImpossibleInputs(f"There is no task {uid} in the plan.")
        return self.place[uid]

    def is_long(self) -> NDArray[np.bool_]:
        """Tell of each task whether it lasts a minute at least in every iteration."""
        left = self.tasks["remaining"].astype(np.float64)
        uncertain = [one for one in self.inputs.uncertain if self.is_open(one.uid)]
        left[[self.place[one.uid] for one in uncertain]] = [_least(one.remaining) for one in uncertain]
        for driver in self.inputs.drivers:
            factor = 1.0 if driver.factor is None else min(1.0, least(driver.factor))
            if factor < 1:
                left[[self.at(uid) for uid in driver.uids]] *= factor
        done = self.tasks["duration"] - self.tasks["remaining"]
        return np.asarray(done + np.floor(left + 0.499) >= 1, dtype=np.bool_)

    def varies(self) -> Numbers:
        """Give the places of the tasks whose durations are drawn or struck by risks, in order."""
        uids = [one.uid for one in self.inputs.uncertain]
        uids += [uid for driver in self.inputs.drivers if driver.factor for uid in driver.uids]
        return np.array([self.place[uid] for uid in dict.fromkeys(uids) if self.is_open(uid)], dtype=np.int64)

    def _streams(self, kind: int, ids: Sequence[int], *, member: int | None = None) -> Streams:
        chosen = self.inputs.member if member is None else member
        return streams_of(kind, ids, seed=self.inputs.seed, member=chosen)

    def _spread(
        self,
        kind: int,
        spreads: Sequence[Distribution | float],
        ids: Sequence[int],
        *,
        member: int | None = None,
    ) -> Quantities:
        is_latin = self.inputs.sampling is Sampling.LATIN_HYPERCUBE
        return quantities(
            spreads,
            self._streams(kind, ids, member=member),
            normal=_normal(),
            strata=self.inputs.iterations if is_latin else 0,
        )

    def _effects(self, kind: int, field: str, otherwise: float) -> Quantities:
        """Tabulate one effect of every driver; several networks share it by the driver's name."""
        drivers = self.inputs.drivers
        effects = [getattr(driver, field) or otherwise for driver in drivers]
        return self._spread(kind, effects, [number_of(driver.name) for driver in drivers], member=0)

    def _by_task(self, uids: Iterator[int], missing: int) -> Numbers:
        """Give for each task at which number of the list it stands."""
        found = np.full(len(self.tasks), missing, dtype=np.int64)
        for number, uid in enumerate(uids):
            found[self.at(uid)] = number
        return found

    def _groups(self) -> tuple[Numbers, NDArray[np.float64]]:
        """Give the group of each task, and how far the tasks of each group correlate."""
        group_of = np.full(len(self.tasks), -1, dtype=np.int64)
        for number, group in enumerate(self.inputs.groups):
            if group.correlation and len(group.uids) > 1:
                group_of[[self.at(uid) for uid in group.uids]] = number
        return group_of, np.array([group.correlation for group in self.inputs.groups], dtype=np.float64)

    def _matrices(self, remaining_of: Numbers) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Lay out the correlated deviates of all matrices one below the other."""
        row_of = np.full(len(self.tasks), -1, dtype=np.int64)
        firsts: list[int] = []
        quantity: list[int] = []
        rows: list[NDArray[np.float64]] = []
        notices: list[str] = []
        for one in self.inputs.correlations:
            drawn = [at for at, uid in enumerate(one.uids) if remaining_of[self.at(uid)] >= 0]
            triangle, notice = lower_triangle(one, drawn)
            notices += [notice] if notice else []
            first = len(rows)
            for at, row in zip(drawn, triangle, strict=True):
                task = self.place[one.uids[at]]
                row_of[task] = len(rows)
                quantity.append(int(remaining_of[task]))
                firsts.append(first)
                rows.append(row)
        widest = max((len(row) for row in rows), default=0)
        table = np.zeros((len(rows), widest), dtype=np.float32)
        for at, row in enumerate(rows):
            table[at, : len(row)] = row
        laid = {
            "matrix_row": row_of,
            "matrix_first": np.array(firsts, dtype=np.int64),
            "matrix": table,
            "matrix_quantity": np.array(quantity, dtype=np.int64),
        }
        return laid, tuple(notices)

    def _touched(self) -> tuple[Numbers, Numbers]:
        """Give where the drivers of each task begin in a list, and that list."""
        pairs = [
            (self.at(uid), number)
            for number, driver in enumerate(self.inputs.drivers)
            if _touches(driver)
            for uid in driver.uids
            if self.is_open(uid)
        ]
        pairs.sort()
        touched = np.array([task for task, _ in pairs], dtype=np.int64)
        first = np.concatenate([[0], np.cumsum(np.bincount(touched, minlength=len(self.tasks)))])
        return first, np.array([number for _, number in pairs], dtype=np.int64)


def _touches(driver: Driver) -> bool:
    return driver.factor is not None or driver.cost_factor is not None


def _least(spread: Distribution) -> float:
    low = getattr(spread, "low", None)
    return min(float(LONGEST), least(spread) if low is None else float(low))


@cache
def _normal() -> NDArray[np.float32]:
    return normal_table()
