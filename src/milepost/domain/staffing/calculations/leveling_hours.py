"""The hours that leveling works a task at: those of its schedule, for what is leveled is what the schedule will be.

In a project that follows its people's calendars they are in the task's hours already. In any other the schedule asks
nobody, so leveling heeds a person's hours where they and the task's meet, and the task's alone where they never do.
"""

from collections.abc import Iterable, Mapping

from milepost.engine.calendar.pattern import AnyCalendar, CombinedCalendar
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Network
from milepost.engine.network.model import Task as EngineTask

DAYS_LOOKED_AT = 2 * 366
"""How long hours are looked at for time that they have in common."""


def worked_by(task: EngineTask, network: Network) -> AnyCalendar:
    """Give the calendar that the schedule works a task by: its people's, else its own, else the project's."""
    places = (task.people_calendar, task.calendar, network.project_calendar)
    return network.calendars[next(place for place in places if place is not None)]


class PeopleHours:
    """When persons work who have a calendar of their own, by key; what meets is asked once."""

    def __init__(self, calendars: Mapping[int, AnyCalendar], start: int) -> None:
        self._calendars, self._start = calendars, start
        self._meets: dict[tuple[AnyCalendar, ...], bool] = {}

    def meet(self, task: AnyCalendar, persons: Iterable[int]) -> bool:
        """Tell whether a task's hours and those of all of these persons have any time in common."""
        theirs = {self._calendars[person]: None for person in persons if person in self._calendars}
        together = (task, *theirs)
        if len(together) == 1:
            return True
        if together not in self._meets:
            common, ends = CombinedCalendar(together, is_common=True), DAYS_LOOKED_AT * MINUTES_PER_DAY
            self._meets[together] = WorkTime(common).between(self._start, self._start + ends) > 0
        return self._meets[together]
