"""A schedule as files carry it: plain records that every reader fills and every writer takes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from milepost.engine.calendar.pattern import DayShifts
from milepost.engine.effort import TaskType
from milepost.engine.network.conventions import MICROSOFT_PROJECT, Convention
from milepost.engine.network.model import Constraint, LagUnit, LinkType


class Kind(StrEnum):
    SUMMARY = "summary"
    TASK = "task"
    MILESTONE = "milestone"


@dataclass(slots=True)
class PlanException:
    """Dates (both inclusive) whose shifts replace the weekly pattern; recurrences arrive here already unrolled."""

    first: date
    last: date
    shifts: DayShifts = ()
    name: str = ""


@dataclass(slots=True)
class PlanCalendar:
    """Weekly shifts from Monday to Sunday; `None` for a day takes the base calendar's."""

    uid: int
    name: str
    week: tuple[DayShifts | None, ...]
    exceptions: list[PlanException] = field(default_factory=list)
    base_uid: int | None = None


@dataclass(slots=True)
class PlanBaseline:
    """What baseline `number` (0 to 10) kept of one task."""

    number: int
    start: datetime | None = None
    finish: datetime | None = None
    duration_minutes: int | None = None
    work_minutes: int | None = None
    cost: float | None = field(default=None, compare=False)
    """Read to measure earned value; only the file itself brings it back."""


@dataclass(slots=True)
class StoredDates:
    """The answers the file's own tool had computed; compared with, never scheduled from."""

    start: datetime | None = None
    finish: datetime | None = None
    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    total_slack_minutes: int | None = None
    free_slack_minutes: int | None = None
    critical: bool | None = None


class Trait(StrEnum):
    """What the file's own tool knows of a task and Milepost does not schedule by."""

    RECURRING = "recurring"
    EXTERNAL = "external"
    SUBPROJECT = "subproject"
    LINKED_ABROAD = "linked abroad"


@dataclass(slots=True)
class PlanTask:
    """One row of the work breakdown, in outline order."""

    uid: int
    name: str
    outline_level: int = 1
    parent_uid: int | None = None
    kind: Kind = Kind.TASK
    guid: str = ""
    wbs: str = ""
    duration_minutes: int = 0
    duration_unit: str = "d"
    """How the duration is shown: m, h, d, w, mo, or the elapsed em, eh, ed, ew, emo."""
    estimated: bool = False
    type: TaskType = field(default=TaskType.FIXED_UNITS, compare=False)
    effort_driven: bool = field(default=False, compare=False)
    calendar_uid: int | None = None
    constraint: Constraint = Constraint.AS_SOON_AS_POSSIBLE
    constraint_at: datetime | None = None
    is_mandatory: bool = field(default=False, compare=False)
    """Its date wins over links in a tool where others do not."""
    deadline: datetime | None = None
    percent_complete: float = 0.0
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining_minutes: int | None = None
    manual_start: datetime | None = None
    manual_finish: datetime | None = None
    """Dates of a manually scheduled task; both `None` when the task is scheduled automatically."""
    worked: list[tuple[datetime, datetime]] = field(default_factory=list, compare=False)
    """When it is worked on, in order, where the file spreads work over time; what lies between are its splits."""
    ignores_people: bool = field(default=False, compare=False)
    """It runs on its own calendar whoever is assigned."""
    leveling_delay_minutes: int = 0
    """Elapsed minutes between the early start and the start."""
    waits_for_work: bool = field(default=False, compare=False)
    """A milestone that begins work, and stands where its calendar works next."""
    active: bool = True
    priority: int = 500
    notes: str = ""
    responsible: str = ""
    cost: float | None = field(default=None, compare=False)
    """All that the task costs, of which `fixed_cost` depends on no work."""
    fixed_cost: float | None = field(default=None, compare=False)
    actual_cost: float | None = field(default=None, compare=False)
    actual_work_minutes: int | None = field(default=None, compare=False)
    physical_percent: float | None = field(default=None, compare=False)
    """Set where the file measures the task's earned value by it. Only the file itself brings these five back."""
    baselines: list[PlanBaseline] = field(default_factory=list)
    stored: StoredDates = field(default_factory=StoredDates)
    traits: frozenset[Trait] = frozenset()

    @property
    def elapsed(self) -> bool:
        return self.duration_unit.startswith("e")


@dataclass(slots=True)
class PlanLink:
    """A dependency by task uid; `lag` in minutes, or in percent for the percent units."""

    predecessor_uid: int
    successor_uid: int
    type: LinkType = LinkType.FINISH_TO_START
    lag: float = 0
    lag_unit: LagUnit = LagUnit.WORKING
    lag_shown_in: str = "d"
    predecessor_project: str = ""
    """The number of another project, in which the predecessor's uid counts."""


@dataclass(slots=True)
class PlanResource:
    uid: int
    name: str
    kind: str = "work"
    email: str = ""
    max_units: float = 1.0
    calendar_uid: int | None = None
    rate_per_hour: float | None = field(default=None, compare=False)


@dataclass(slots=True)
class PlanAssignment:
    task_uid: int
    resource_uid: int
    units: float = 1.0
    work_minutes: int | None = None
    remaining_minutes: int | None = field(default=None, compare=False)
    """What remains of the work."""


@dataclass(slots=True)
class Notice:
    """Something of the file that will not survive, or was read with a doubt; `where` names the task or field."""

    message: str
    where: str = ""


@dataclass(slots=True)
class Plan:
    """One project's schedule."""

    name: str
    start: datetime
    tasks: list[PlanTask] = field(default_factory=list)
    links: list[PlanLink] = field(default_factory=list)
    calendars: list[PlanCalendar] = field(default_factory=list)
    resources: list[PlanResource] = field(default_factory=list)
    assignments: list[PlanAssignment] = field(default_factory=list)
    calendar_uid: int | None = None
    guid: str = ""
    finish: datetime | None = None
    from_finish: bool = False
    status_date: datetime | None = None
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    critical_slack_minutes: int = 0
    convention: Convention = field(default=MICROSOFT_PROJECT, compare=False)
    """How the tool schedules that the file comes from, by the settings that the file holds."""
    source_format: str = ""
    """A short word: mspdi, xer, xlsx, csv, or the ending of a file that was converted."""
    notices: list[Notice] = field(default_factory=list)
