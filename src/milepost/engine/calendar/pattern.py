"""A working calendar as it is decided: weekly shifts and dated exceptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Shift(NamedTuple):
    """A half-open span of working minutes within a day: 480 to 720 is 08:00 to 12:00."""

    start: int
    finish: int


DayShifts = tuple[Shift, ...]

STANDARD_DAY: DayShifts = (Shift(480, 720), Shift(780, 1020))


class DatedException(NamedTuple):
    """Days whose shifts replace the weekly pattern; `first` and `last` are day numbers since the epoch, inclusive."""

    first: int
    last: int
    shifts: DayShifts = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekly shifts from Monday to Sunday, and exceptions; of two exceptions on one day the later listed counts."""

    week: tuple[DayShifts, ...]
    exceptions: tuple[DatedException, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class CombinedCalendar:
    """Calendars taken together: work where any of them works, or only where all do."""

    of: tuple["AnyCalendar", ...]
    is_common: bool = False
    """Only the working time common to all counts."""

    @property
    def name(self) -> str:
        return (" and " if self.is_common else " or ").join(one.name for one in self.of)


AnyCalendar = Calendar | CombinedCalendar


def while_people_work(people: Sequence[AnyCalendar], own: AnyCalendar | None = None) -> AnyCalendar:
    """Give when a task runs that people of these calendars work on, and that may have a calendar of its own.

    As in Microsoft Project it runs while any of them works, and on its own calendar only where that works too.
    """
    together = people[0] if len(people) == 1 else CombinedCalendar(tuple(people))
    return together if own is None else CombinedCalendar((own, together), is_common=True)


STANDARD = Calendar(week=(STANDARD_DAY,) * 5 + ((), ()), name="Standard")
ROUND_THE_CLOCK = Calendar(week=((Shift(0, 1440),),) * 7, name="24 Hours")
