"""The register of issues."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.issues import create_issue, edit_issue, reopen_issue, resolve_issue
from milepost.domain.projects.calculations.issue_escalation import level_of
from milepost.domain.projects.models import Issue
from milepost.web.access import AskedBy, today
from milepost.web.projects.forms.issues import IssueForm
from milepost.web.projects.registers.tab import VIEW, segments
from milepost.web.projects.tables.issues import PROJECT_ISSUES
from milepost.web.registers.register import End, Register


def _of_entry(request: AskedBy, issue: Issue) -> dict[str, Any]:
    day, project = today(), issue.project
    sees_changes = may(request.person, "governance.view_changes", project)
    return {
        "issue": issue,
        "issue_number": str(issue.number),
        "changes": issue.change_requests.order_by("number") if sees_changes else [],
        "may_request_change": may(request.person, "governance.request_change", project),
        "days_open": issue.days_open(day),
        "days_overdue": issue.days_overdue(day),
        "level": level_of(issue, as_of=day),
    }


ISSUE_REGISTER = Register(
    name="issue",
    plural="issues",
    tab="risks",
    label=_("Issue"),
    plural_label=_("Issues"),
    new_label=_("New issue"),
    table=PROJECT_ISSUES,
    form=IssueForm,
    rows=Issue.objects.visible_to,
    make=create_issue,
    change=edit_issue,
    view=VIEW,
    edit="projects.edit_issues",
    segments=segments,
    ends=(
        End(
            "resolved",
            _("Resolve"),
            _("is resolved"),
            lambda row, words, by, at: resolve_issue(row, resolution=words, by=by, at=at),
            frozenset({Issue.State.OPEN.value}),
            is_first=True,
        ),
        End(
            "reopened",
            _("Open again"),
            _("is open again"),
            lambda row, words, by, at: reopen_issue(row, reason=words, by=by, at=at),
            frozenset({Issue.State.RESOLVED.value}),
        ),
    ),
    end_label=_("How it was settled, or why it is open again"),
    empty="projects/parts/no_issues.html",
    beside="projects/parts/issue_beside.html",
    of_entry=_of_entry,
    related=("owner", "risk", "organization"),
)
