"""The quality plan is kept, and what came of each check."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.defects import add_defect
from milepost.domain.governance.actions.going_live import require_project_open
from milepost.domain.governance.models import CheckResult, QualityCheck
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

Outcome = QualityCheck.Outcome


class CannotCheck(Refusal):
    """Says why a result is not recorded."""


class CheckFields(TypedDict, total=False):
    """What is known of a check; `title` and `criterion` are needed to plan one."""

    title: str
    kind: str
    criterion: str
    owner: Person | None
    due_on: date | None


def plan_check(project: Project, fields: CheckFields, *, by: Person, at: datetime) -> QualityCheck:
    """Put a check into the quality plan."""
    require(by, "governance.edit_quality", project)
    require_project_open(project)
    with recording("governance.plan_check", by=by.account, at=at, subject=project) as record:
        number = next_number(f"quality-checks-{project.pk}")
        return record.create(QualityCheck(project=project, number=number, **fields))


def edit_check(check: QualityCheck, fields: CheckFields, *, by: Person, at: datetime) -> None:
    """Change a check."""
    require(by, "governance.edit_quality", check.project)
    require_project_open(check.project)
    with recording("governance.edit_check", by=by.account, at=at, subject=check.project) as record:
        record.update(check, **fields)


def record_result(
    check: QualityCheck, outcome: str, *, words: str, defect: str = "", by: Person, at: datetime
) -> CheckResult:
    """Record what came of a check; with a title, what failed becomes a defect found by it."""
    require(by, "governance.edit_quality", check.project)
    require_project_open(check.project)
    if outcome == Outcome.NOT_YET:
        raise CannotCheck(gettext("Say whether it passed, failed or was blocked."), field="outcome")
    if outcome != Outcome.PASSED and not words.strip():
        raise CannotCheck(gettext("Say what was seen."), field="words")
    if outcome == Outcome.PASSED and defect.strip():
        raise CannotCheck(gettext("A check that passed finds no defect."), field="defect")
    with recording("governance.record_result", by=by.account, at=at, subject=check.project) as record:
        result = record.create(
            CheckResult(check_of=check, outcome=Outcome(outcome), words=words.strip(), by=by, at=at)
        )
        record.update(check, outcome=result.outcome)
        record.summary = f"{result}: {check.title}"
        if defect.strip():
            fields = {"title": defect.strip(), "description": words.strip(), "check_of": check}
            add_defect(record, check.project, fields, at=at)  # type: ignore[arg-type]
        return result
