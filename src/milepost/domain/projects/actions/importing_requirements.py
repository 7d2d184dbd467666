"""A list of requirements comes from a spreadsheet: every row right, or nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.scoping import (
    RequirementFields,
    check_scope_open,
    put_requirement,
)
from milepost.domain.projects.models import Project, Requirement
from milepost.exchange.sheets.lists import kept_in_a_file
from milepost.exchange.sheets.requirements import ListedRequirement, read_requirement_list

MOST_REQUIREMENTS = 5_000


@dataclass(frozen=True, slots=True)
class ImportedRequirement:
    """A row with the requirement it changes, if there is one."""

    listed: ListedRequirement
    known: Requirement | None

    @property
    def fields(self) -> RequirementFields:
        """What it sets; an empty cell changes nothing."""
        given = {
            "text": self.listed.text, "source": self.listed.source, "priority": self.listed.priority,
            "acceptance_criteria": self.listed.acceptance_criteria,
        }  # fmt: skip
        return {name: text for name, text in given.items() if text}  # type: ignore[return-value]

    @property
    def verb(self) -> str:
        """What confirming it does."""
        if self.known is None:
            return "Add"
        differs = any(getattr(self.known, name) != new for name, new in self.fields.items())
        return "Update" if differs else "Keep"


def read_requirements(content: BinaryIO, file_name: str) -> list[ListedRequirement]:
    """Read a list of requirements as it was brought; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        return read_requirement_list(path, name=file_name)


def understood_requirements(project: Project, rows: Sequence[ListedRequirement]) -> list[ImportedRequirement]:
    """Find what each row changes; raises `CannotImportList`."""
    if not rows:
        raise CannotImportList([gettext("The list holds no requirements.")])
    if len(rows) > MOST_REQUIREMENTS:
        raise CannotImportList(
            [gettext("The list holds more than {most:,} requirements.").format(most=MOST_REQUIREMENTS)]
        )
    known = {one.number: one for one in project.requirements.all()}
    if wrong := [row for row in rows if row.number is not None and row.number not in known]:
        raise CannotImportList(
            [
                gettext(
                    "Row {row}: there is no requirement {number}. Leave the number empty for a new one."
                ).format(row=row.row, number=row.number)
                for row in wrong
            ]
        )
    return [ImportedRequirement(row, known.get(row.number or 0)) for row in rows]


def import_requirements(
    project: Project, rows: Sequence[ListedRequirement], *, by: Person, at: datetime
) -> list[Requirement]:
    """Add the requirements of a list, and bring up to date those it numbers; raises `CannotImportList`."""
    require(by, "projects.edit_scope", project)
    check_scope_open(project)
    with recording("projects.import_requirements", by=by.account, at=at, subject=project) as record:
        found = understood_requirements(project, rows)
        for one in found:
            if one.known is not None:
                record.update(one.known, **one.fields)
        new = [put_requirement(record, project, one.fields, at=at) for one in found if one.known is None]
        record.summary = f"{len(new):,} requirements added from a list of {len(found):,}."
    return [*(one.known for one in found if one.known is not None), *new]
