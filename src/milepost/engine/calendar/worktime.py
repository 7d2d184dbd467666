"""Arithmetic on one working calendar, for single dates."""

from collections.abc import Callable
from functools import lru_cache

from milepost.engine.calendar import table
from milepost.engine.calendar.pattern import AnyCalendar
from milepost.engine.calendar.table import Horizon, Tables
from milepost.engine.errors import ScheduleError
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.kernel import PLAIN

WIDEST = Horizon(-25_567, 193_445)
"""1900 to 2499: beyond it a date is a mistake, and a table would only eat memory."""

CHUNK_DAYS = 8 * 366


class BeyondHorizon(ScheduleError):
    """Working time ran out of the years a schedule may cover."""

    def __init__(self, calendar: AnyCalendar) -> None:
        super().__init__(
            f"Calendar “{calendar.name}” has not enough working time between 1900 and 2499: "
            "check the duration and the calendar's working days."
        )


class WorkTime:
    """A calendar compiled for arithmetic; its table grows with the dates asked for."""

    def __init__(self, calendar: AnyCalendar) -> None:
        self.calendar = calendar

    def add(self, instant: int, minutes: int) -> int:
        """Give the earliest instant by which so many working minutes after this one are done."""
        return self._within(instant, lambda tables: table.add_work(tables, 0, instant, minutes))

    def subtract(self, instant: int, minutes: int) -> int:
        """Give the latest instant from which so many working minutes remain until this one."""
        return self.add(instant, -minutes)

    def next_work(self, instant: int) -> int:
        """Give the first instant not before this one at which work can start."""
        return self._within(instant, lambda tables: table.next_work(tables, 0, instant))

    def previous_work(self, instant: int) -> int:
        """Give the last instant not after this one at which work can finish."""
        return self._within(instant, lambda tables: table.previous_work(tables, 0, instant))

    def between(self, first: int, second: int) -> int:
        """Count working minutes from the first instant to the second; negative when the second comes earlier."""
        tables = one_table(self.calendar, self._horizon_of(first, second))
        return table.work_between(tables, 0, first, second)

    def _within(self, instant: int, answer: Callable[[Tables], int]) -> int:
        horizon = self._horizon_of(instant)
        while True:
            tables = one_table(self.calendar, horizon)
            result = answer(tables)
            if tables.origin < result < tables.limit:
                return result
            if horizon == WIDEST:
                raise BeyondHorizon(self.calendar)
            horizon = widened(horizon)

    def _horizon_of(self, *instants: int) -> Horizon:
        days = [instant // MINUTES_PER_DAY for instant in instants]
        if min(days) < WIDEST.first or max(days) >= WIDEST.last:
            raise BeyondHorizon(self.calendar)
        return widened(Horizon(min(days), max(days) + 1))


def widened(horizon: Horizon) -> Horizon:
    """Widen a horizon at least to its double, in whole chunks so that tables are shared, within the widest."""
    margin = max(CHUNK_DAYS, horizon.last - horizon.first)
    first = (horizon.first - margin // 4) // CHUNK_DAYS * CHUNK_DAYS
    last = -(-(horizon.last + margin) // CHUNK_DAYS) * CHUNK_DAYS
    return Horizon(max(first, WIDEST.first), min(last, WIDEST.last))


@lru_cache(maxsize=128)
def one_table(calendar: AnyCalendar, horizon: Horizon) -> Tables:
    """Give the table of one calendar with its columns as lists, which plain Python reads fastest."""
    return PLAIN.columns(table.tables([calendar], horizon))
