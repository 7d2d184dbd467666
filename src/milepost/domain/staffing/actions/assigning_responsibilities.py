"""The matrix of who is what to each deliverable and phase is written, and those named are asked."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.locking import lock
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.responsibility_matrix import Matrix, MatrixRow, RowKey, matrix_of
from milepost.domain.staffing.duty_noticing import tell_of_duties
from milepost.domain.staffing.models import Responsibility
from milepost.domain.staffing.models.responsibility import ACCOUNTABLE

Cells = Mapping[int, str]
"""The letters of one row by person; an empty letter leaves the person out."""
State = Responsibility.State


class CannotAssignDuty(Refusal):
    """Says why a row of the matrix cannot stand so; `row` is its key."""

    def __init__(self, message: str, row: RowKey | None = None) -> None:
        super().__init__(message)
        self.row = row


def set_responsibilities(
    project: Project, rows: Mapping[RowKey, Cells], *, seen: str = "", by: Person, at: datetime
) -> Matrix:
    """Write rows of the matrix, all or none; a duty that changes is not accepted any more.

    `seen` is the version that the editor had read; raises `CannotAssignDuty` where it is another now.
    """
    require(by, "staffing.assign_responsibilities", project)
    if project.is_over:
        raise CannotAssignDuty(gettext("This project is over; its roles stay as they are."))
    with recording("staffing.set_responsibilities", by=by.account, at=at, subject=project) as record:
        lock(project)
        matrix = matrix_of(project)
        if seen and seen != matrix.version:
            raise CannotAssignDuty(
                gettext(
                    "Somebody changed the roles meanwhile. Yours are still here: look at theirs, and save again."
                )
            )
        people = {
            person.pk: person
            for person in Person.objects.filter(pk__in={pk for row in rows.values() for pk in row})
        }
        standing = {row.key: row for row in matrix.rows}
        for key, cells in rows.items():
            if key not in standing:
                raise CannotAssignDuty(gettext("This deliverable or phase is gone."), key)
            _check_row(standing[key], cells, people)
        _write(record, project, [(standing[key], cells) for key, cells in rows.items()])
    return matrix_of(project)


def ask_for_acceptance(project: Project, *, by: Person, at: datetime) -> int:
    """Ask everybody who does or answers for something and was not asked yet; tell those who advise or hear of it."""
    require(by, "staffing.assign_responsibilities", project)
    with recording("staffing.ask_for_acceptance", by=by.account, at=at, subject=project) as record:
        planned = list(
            Responsibility.objects.filter(project=project, state=State.PLANNED).select_related(
                "person__user", "deliverable", "phase", "project"
            )
        )
        for one in planned:
            record.update(one, state=State.ASKED if one.is_to_accept else State.TOLD, asked_at=at)
        tell_of_duties(project, planned, by=by, at=at)
    return len(planned)


def _check_row(row: MatrixRow, cells: Cells, people: Mapping[int, Person]) -> None:
    """Raise unless exactly one person of a row that names anybody is accountable for it."""
    letters = {pk: letter for pk, letter in cells.items() if letter}
    if not letters:
        return
    for pk, letter in letters.items():
        before = row.by_person.get(pk)
        if pk not in people or (not people[pk].is_active and (before is None or before.duty != letter)):
            raise CannotAssignDuty(gettext("Somebody named here is not active any more."), row.key)
    count = sum(letter in ACCOUNTABLE for letter in letters.values())
    if count != 1:
        words = (
            gettext("Nobody is accountable for “{name}”: give exactly one person an A.")
            if count == 0
            else gettext("{count} people are accountable for “{name}”: give exactly one person an A.")
        )
        raise CannotAssignDuty(words.format(name=row.subject, count=count), row.key)


def _write(record: Recorder, project: Project, rows: list[tuple[MatrixRow, Cells]]) -> None:
    """Take letters away before others are given, so that at no moment two people of a row are accountable."""
    gone, changed, new = [], [], []
    for row, cells in rows:
        letters = {pk: letter for pk, letter in cells.items() if letter}
        gone += [one for pk, one in row.by_person.items() if pk not in letters]
        for pk, letter in letters.items():
            before = row.by_person.get(pk)
            if before is None:
                subject = {f"{row.key.kind}_id": row.key.pk}
                new.append(Responsibility(project=project, person_id=pk, duty=letter, **subject))
            elif before.duty != letter:
                changed.append((before, letter))
    record.delete_many(gone)
    for one, letter in sorted(changed, key=lambda pair: pair[1] in ACCOUNTABLE):
        record.update(
            one, duty=letter, state=State.PLANNED, words="", asked_at=None, answered_at=None, recorded_by=None
        )
    record.create_many(new)
