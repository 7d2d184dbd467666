"""Issues are opened, changed and resolved."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Organization, Person
from milepost.domain.people.permissions import require
from milepost.domain.people.presence import require_present
from milepost.domain.projects.actions.sharing import lock_entry, require_register_open, require_share
from milepost.domain.projects.models import Issue, Project, Risk
from milepost.domain.projects.noticing import tell_of_owner

State = Issue.State


class CannotChangeIssue(Refusal):
    """Says why an issue stays as it is."""


class IssueFields(TypedDict, total=False):
    """What is known of an issue; `title` is needed to open one."""

    title: str
    description: str
    severity: int
    owner: Person | None
    due_on: date | None
    organization: Organization | None
    is_shared: bool


def create_issue(project: Project, fields: IssueFields, *, by: Person, at: datetime) -> Issue:
    """Put an issue on a project's register under its next number, opened on the city's date."""
    require(by, "projects.edit_issues", project)
    require_share(project, None, fields, by=by)
    require_register_open(project)
    with recording("projects.create_issue", by=by.account, at=at, subject=project) as record:
        issue = add_issue(record, project, fields, at=at)
        record.summary = f"Issue {issue.number}: {issue.title}"
        tell_of_owner(issue, None, by=by, at=at)
    return issue


def add_issue(
    record: Recorder, project: Project, fields: IssueFields, *, at: datetime, risk: Risk | None = None
) -> Issue:
    """Write an issue's row within an action under way."""
    require_present(fields.get("owner"), CannotChangeIssue, before=risk.owner if risk else None)
    number = next_number(f"issues-{project.pk}")
    return record.create(Issue(project=project, number=number, risk=risk, opened_on=local_day(at), **fields))


def edit_issue(issue: Issue, fields: IssueFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of an issue."""
    require(by, "projects.edit_issues", issue.project)
    require_share(issue.project, issue, fields, by=by)
    require_register_open(issue.project)
    require_present(fields.get("owner"), CannotChangeIssue, before=issue.owner)
    with recording("projects.edit_issue", by=by.account, at=at, subject=issue.project) as record:
        owner_before = issue.owner
        record.update(issue, **fields)
        tell_of_owner(issue, owner_before, by=by, at=at)


def resolve_issue(issue: Issue, *, resolution: str, by: Person, at: datetime) -> None:
    """Settle an issue and say how."""
    require(by, "projects.edit_issues", issue.project)
    if not resolution.strip():
        raise CannotChangeIssue(gettext("Say how the issue was settled."))
    with recording("projects.resolve_issue", by=by.account, at=at, subject=issue.project) as record:
        lock_entry(issue, State.OPEN)
        record.summary = f"Issue {issue.number} resolved: {resolution.strip()}"
        record.update(issue, state=State.RESOLVED, resolution=resolution.strip(), resolved_on=local_day(at))


def reopen_issue(issue: Issue, *, reason: str, by: Person, at: datetime) -> None:
    """Open a resolved issue again; how it was settled stays in the history."""
    require(by, "projects.edit_issues", issue.project)
    if not reason.strip():
        raise CannotChangeIssue(gettext("Say why the issue is open again."))
    with recording(
        "projects.reopen_issue", by=by.account, at=at, subject=issue.project, reason=reason
    ) as record:
        lock_entry(issue, State.RESOLVED)
        record.update(issue, state=State.OPEN, resolution="", resolved_on=None)
