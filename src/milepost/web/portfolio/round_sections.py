"""The projects of a weekly round as sections of its page, and what a request does to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import QueryDict
from django.utils.timezone import localtime

from milepost.domain.common.models import ChangeSet
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.progressing import record_progress, reported
from milepost.domain.projects.actions.reviewing import review_project
from milepost.domain.projects.actions.risks import confirm_risk
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.weekly_round import RoundProject
from milepost.domain.projects.models import Project
from milepost.web.access import now
from milepost.web.portfolio.forms import ProgressForm

AS_BEFORE = "Nothing to record yet: the plan stands."


@dataclass(slots=True)
class RoundRow:
    """One task of the round: its form, and what the last answer said of it."""

    form: ProgressForm
    answer: str = ""
    undo: int | None = None
    """The change set by which what was just saved can be taken back."""

    is_late: bool = False

    @property
    def is_done(self) -> bool:
        return self.form.task.is_done


@dataclass(slots=True)
class Section:
    """One project of the page."""

    round: RoundProject
    rows: list[RoundRow]
    may_review: bool
    may_edit_risks: bool
    note: str = ""
    messages: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def project(self) -> Project:
        return self.round.project

    @property
    def is_refused(self) -> bool:
        return bool(self.problems) or any(row.form.errors for row in self.rows)


def sections_of(
    rounds: Sequence[RoundProject], data: QueryDict | None, *, by: Person, as_of: date
) -> list[Section]:
    """Give the sections of a round, their forms bound to what was sent of them."""
    return [_section(one, data, by, as_of) for one in rounds]


def _section(one: RoundProject, data: QueryDict | None, by: Person, as_of: date) -> Section:
    rows = []
    for task in one.tasks:
        is_sent = data is not None and f"task-{task.pk}-percent_complete" in data
        is_late = not task.is_done and task.dates.finish.date() < as_of
        rows.append(RoundRow(ProgressForm(data if is_sent else None, task=task), is_late=is_late))
    return Section(
        round=one,
        rows=rows,
        may_review=may(by, "projects.review", one.project),
        may_edit_risks=may(by, "projects.edit_risks", one.project),
        note=data.get(f"note-{one.project.pk}", "") if data is not None else "",
    )


def save(section: Section, data: QueryDict, *, by: Person) -> None:
    """Do what was asked of a project: progress first, then its risks and its review; a refusal is told in it."""
    try:
        _record(section, by)
        _undo(section, data, by)
        _confirm(section, data, by)
        if not section.is_refused and data.get("review") == str(section.project.pk):
            review_project(section.project, note=section.note, by=by, at=now())
            section.messages.append("Reviewed.")
            section.note = ""
    except Refusal as refusal:
        section.problems.append(str(refusal))


def _record(section: Section, by: Person) -> None:
    """Record the progress of one project's tasks, all of it or nothing."""
    sent = [row for row in section.rows if row.form.is_bound]
    if [row for row in sent if not row.form.is_valid()]:
        return
    changed = [row for row in sent if row.form.has_changed()]
    local = _local(now())
    values = {
        row.form.task.pk: row.form.changed_fields(time=section.round.time, now=local) for row in changed
    }
    for row in changed:
        row.answer = AS_BEFORE
    reports = [
        reported(row.form.task, values[row.form.task.pk]) for row in changed if values[row.form.task.pk]
    ]
    if not reports:
        section.messages += [AS_BEFORE] * bool(changed)
        return
    consequence = record_progress(section.project, reports, by=by, at=now())
    section.messages.append(consequence.message)
    for row in changed:
        if values[row.form.task.pk]:
            row.answer, row.undo = consequence.message, consequence.change_set_id


def _undo(section: Section, data: QueryDict, by: Person) -> None:
    asked = data.get("undo", "")
    if not asked.isdecimal():
        return
    subject = {"subject_type": Project._meta.label_lower, "subject_id": section.project.pk}
    change_set = ChangeSet.objects.filter(pk=asked, **subject).first()
    if change_set is not None:
        consequence: Consequence | None = undo_change(change_set, by=by, at=now())
        section.messages.append(f"Taken back. {consequence.message}" if consequence else "Taken back.")


def _confirm(section: Section, data: QueryDict, by: Person) -> None:
    for review in section.round.risks:
        if str(review.risk.pk) == data.get("risk"):
            review.risk.project = section.project
            confirm_risk(review.risk, by=by, at=now())
            section.messages.append(f"Risk {review.risk.number} is confirmed.")


def _local(moment: datetime) -> datetime:
    return localtime(moment).replace(tzinfo=None, second=0, microsecond=0)
