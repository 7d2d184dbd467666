"""What a template holds: tasks in outline order, their links, and who is responsible by role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from milepost.exchange.plan import PlanLink

DAY_ENDS = time(17)


@dataclass(frozen=True, slots=True)
class TemplateRole:
    """Somebody the plan needs; `role` is the role the person gets on the project."""

    name: str
    role: str = "team_member"
    units: int = 100
    """The share of the working time, in percent, that the role's tasks ask for."""


@dataclass(frozen=True, slots=True)
class TemplateTask:
    uid: int
    key: str
    name: str
    level: int
    parent_uid: int | None = None
    is_summary: bool = False
    duration_minutes: int = 0
    duration_unit: str = "d"
    role: str = ""
    notes: str = ""
    calendar: str = ""
    """Name of the city's calendar on which the task is worked, such as that of council meetings."""
    expected_after_minutes: int | None = None
    """Somebody outside sets the date; until then it is expected this long, in elapsed minutes, after the start."""

    @property
    def is_milestone(self) -> bool:
        return not self.is_summary and not self.duration_minutes

    @property
    def is_worked(self) -> bool:
        """Tell whether somebody works on it; an elapsed time or an outsider's date only passes."""
        is_waiting = self.duration_unit.startswith("e") or self.is_external
        return not self.is_summary and self.duration_minutes > 0 and not is_waiting

    @property
    def is_external(self) -> bool:
        return self.expected_after_minutes is not None

    def external_at(self, start: datetime, dates: Mapping[str, date]) -> datetime | None:
        """Give the earliest that an outsider lets there be, given or expected: the end of that day."""
        if self.expected_after_minutes is None:
            return None
        expected = (start + timedelta(minutes=self.expected_after_minutes)).date()
        return datetime.combine(dates.get(self.key, expected), DAY_ENDS)


@dataclass(frozen=True, slots=True)
class Template:
    slug: str
    name: str
    type: str
    tier: str
    about: str
    charter: Mapping[str, str]
    roles: Mapping[str, TemplateRole]
    tasks: tuple[TemplateTask, ...]
    links: tuple[PlanLink, ...]

    @property
    def external_tasks(self) -> list[TemplateTask]:
        """The dates to ask somebody outside for."""
        return [task for task in self.tasks if task.is_external]
