"""Equipment and rooms as leveling takes them: so many units of each, and what is missing of them when."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from milepost.domain.people.calculations.openings import Level, levels_of
from milepost.domain.people.models import Equipment
from milepost.domain.staffing.calculations.leveling_people import FULL
from milepost.engine.instants import MINUTES_PER_DAY, day_of
from milepost.engine.leveling import Activity, Demand, Resource, ResourceKind

FIRST_MISSING = -(10**12)
"""Below it stand the activities that take what is missing of equipment, where no task's key lies."""


def equipment_uid(key: int) -> int:
    """Give the number of equipment among the resources, below zero, where no person's key lies."""
    return -key


def equipment_key(uid: int) -> int | None:
    """Give the key of equipment by its number among the resources; `None` of a person."""
    return -uid if uid < 0 else None


class EquipmentSupply:
    """What there is of the equipment that leveled tasks book.

    Closings are no part of it: the task's own working time leaves them out, as the schedule does. A drop of the
    capacity is taken by an activity that is fixed, for no task stops in its middle because fewer are there.
    """

    def __init__(self, equipment: Mapping[int, Equipment], *, as_of: date, horizon_days: int) -> None:
        self._equipment = equipment
        self._first, self._end = as_of, as_of + timedelta(days=horizon_days)
        self._levels = {
            key: self._within(levels) for key, levels in levels_of(list(equipment.values())).items()
        }

    def most(self, key: int) -> int:
        """Give the most units, in percent of one, that there ever are."""
        return FULL * max(level.units for level in self._levels[key])

    def resources(self) -> list[Resource]:
        """Give each as a resource."""
        return [
            Resource(equipment_uid(key), one.name, units=self.most(key), kind=_kind(one))
            for key, one in self._equipment.items()
        ]

    def missing(self, *, calendar: int) -> list[Activity]:
        """Give what takes the units that are not there for a time; `calendar` is the place of one that never rests."""
        found = list[Activity]()
        for key, levels in self._levels.items():
            for level, following in pairwise([*levels, Level(self._end, 0)]):
                short = self.most(key) - FULL * level.units
                if short:
                    found.append(
                        Activity(
                            FIRST_MISSING - len(found),
                            demands=(Demand((equipment_uid(key),), short),),
                            calendar=calendar,
                            fixed_start=day_of(level.first) * MINUTES_PER_DAY,
                            fixed_finish=day_of(following.first) * MINUTES_PER_DAY,
                        )
                    )
        return found

    def _within(self, levels: Sequence[Level]) -> list[Level]:
        """Give the levels from the first day on: the one that counts then, and those that begin later."""
        begun = [level for level in levels if level.first <= self._first]
        later = [level for level in levels if self._first < level.first < self._end]
        return [begun[-1]._replace(first=self._first), *later]


def _kind(equipment: Equipment) -> ResourceKind:
    return ResourceKind.SLOT if equipment.kind == Equipment.Kind.AGENDA else ResourceKind.EQUIPMENT
