"""A working calendar as it is decided: weekly shifts and dated exceptions."""

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

STANDARD = Calendar(week=(STANDARD_DAY,) * 5 + ((), ()), name="Standard")
ROUND_THE_CLOCK = Calendar(week=((Shift(0, 1440),),) * 7, name="24 Hours")
