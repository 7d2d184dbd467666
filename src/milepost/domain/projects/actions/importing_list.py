"""A list of projects comes from a spreadsheet: every row right, or nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, BinaryIO

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.people.queries import persons_by_name
from milepost.domain.projects.actions.creating import add_project
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.models.task import POSITION_STEP
from milepost.engine.network.model import Constraint
from milepost.exchange.sheets.lists import kept_in_a_file
from milepost.exchange.sheets.projects import ListedProject, read_project_list

MOST_PROJECTS = 2_000
DAY_ENDS = time(17)
TARGET_FINISH = "Target finish"


@dataclass(frozen=True, slots=True)
class NewProject:
    """A row of the list with what its texts mean."""

    listed: ListedProject
    department: Department
    fields: Mapping[str, Any]


def import_project_list(rows: Sequence[ListedProject], *, by: Person, at: datetime) -> list[Project]:
    """Create a project for each row in one change; raises `CannotImportList` with every row that is wrong."""
    require(by, "projects.import_list")
    with recording("projects.import_list", by=by.account, at=at) as record:
        projects = [_create(record, new, by=by, at=at) for new in understood(rows)]
        record.subject = None
        record.summary = f"{len(projects):,} project{'' if len(projects) == 1 else 's'} created from a list."
    return projects


def read_list(content: BinaryIO, file_name: str) -> list[ListedProject]:
    """Read a list of projects as it was brought; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        return read_project_list(path, name=file_name)


def understood(rows: Sequence[ListedProject]) -> list[NewProject]:
    """Resolve departments, people, types, tiers and states; raises `CannotImportList`."""
    if not rows:
        raise CannotImportList(["The list holds no project."])
    if len(rows) > MOST_PROJECTS:
        raise CannotImportList([f"The list holds more than {MOST_PROJECTS:,} projects; bring it in parts."])
    meanings = _Meanings()
    resolved = [meanings.of(row) for row in rows]
    if meanings.problems:
        raise CannotImportList(meanings.problems)
    return [new for new in resolved if new is not None]


class _Meanings:
    """What the texts of a list may name."""

    def __init__(self) -> None:
        departments = list(Department.objects.filter(is_active=True))
        self._departments = {
            text.lower(): found for found in departments for text in (found.name, found.code)
        }
        self._persons = persons_by_name()
        self._numbers = set(Project.objects.values_list("number", flat=True))
        self.problems: list[str] = []

    def of(self, row: ListedProject) -> NewProject | None:
        """Resolve one row, or note what is wrong with it."""
        wrong = list(self._wrong(row))
        self.problems += [f"Row {row.row}: {problem}" for problem in wrong]
        if wrong:
            return None
        fields = {
            "number": row.number,
            "type": _choice(Project.Type, row.type) or Project.Type.OTHER,
            "tier": _choice(Project.Tier, row.tier) or Project.Tier.MEDIUM,
            "state": _choice(Project.State, row.state) or Project.State.PROPOSED,
            "manager": self._persons.get(row.manager.lower()),
            "sponsor": self._persons.get(row.sponsor.lower()),
            "purpose": row.purpose,
        }
        return NewProject(row, self._departments[row.department.lower()], fields)

    def _wrong(self, row: ListedProject) -> Iterator[str]:
        if row.department.lower() not in self._departments:
            yield (
                f"there is no department “{row.department}”."
                if row.department
                else "the department is missing."
            )
        if row.number in self._numbers:
            yield f"the number {row.number} is taken by a project that stands."
        if row.start is None:
            yield "the start is missing."
        for name in (row.manager, row.sponsor):
            if name and name.lower() not in self._persons:
                yield f"nobody in the directory is called “{name}”, or several are; give the e-mail address."
        for kind, text in ((Project.Type, row.type), (Project.Tier, row.tier), (Project.State, row.state)):
            if text and _choice(kind, text) is None:
                yield f"“{text}” is none of {', '.join(map(str, kind.labels))}."
        if _choice(Project.State, row.state) == Project.State.ON_HOLD:
            yield "a project is put on hold in Milepost, where its reason and review date are asked for."


def _choice(kind: Any, text: str) -> str | None:
    wanted = text.strip().lower()
    return next((value for value, label in kind.choices if wanted in (value, label.lower())), None)


def _create(record: Recorder, new: NewProject, *, by: Person, at: datetime) -> Project:
    listed = new.listed
    if listed.start is None:
        raise CannotImportList([f"Row {listed.row}: the start is missing."])
    project = add_project(
        record, listed.name[:200], department=new.department, start=listed.start, by=by, at=at, **new.fields
    )
    if listed.target_finish:
        moment = datetime.combine(listed.target_finish, DAY_ENDS)
        record.create(_target(project, moment))
    recalculate(project)
    return project


def _target(project: Project, moment: datetime) -> Task:
    """Make the milestone that stands for the finish until there is a plan."""
    return Task(
        project=project,
        uid=1,
        position=POSITION_STEP,
        name=TARGET_FINISH,
        is_milestone=True,
        duration_minutes=0,
        constraint=Constraint.START_NO_EARLIER_THAN,
        constraint_at=moment,
    )
