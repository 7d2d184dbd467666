"""The quality plan and the defects of a project."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.governance.actions.checking import edit_check, plan_check, record_result
from milepost.domain.governance.actions.defects import (
    defer_defect,
    edit_defect,
    fix_defect,
    may_fix,
    reopen_defect,
    report_defect,
    retest_defect,
)
from milepost.domain.governance.models import Defect, QualityCheck
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.go_live.access import project_of_go_lives
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.quality import CheckForm, DefectForm, OutcomeForm, ResultForm
from milepost.web.go_live.listing import list_page
from milepost.web.go_live.records import Deed, RecordPage, edited
from milepost.web.go_live.tables.quality import CHECKS, DEFECTS

KEEP, DECIDE = "governance.edit_quality", "governance.decide_go_live"
State = Defect.State


@for_persons
@require_http_methods(["GET", "POST"])
def checks(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List what is checked, and what came of it."""
    return list_page(
        request, project_id, CHECKS, section="quality", action=KEEP, add="go-live:new-check",
        add_label=gettext("Plan a check"), empty=gettext("No checks yet"),
        words=gettext("The quality plan says what is tested, inspected or reviewed, and when it has passed."),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_check(request: AskedBy, project_id: int) -> HttpResponse:
    """Plan a check."""
    project = project_of_go_lives(request, project_id)
    require(request.person, KEEP, project)
    return form_page(
        request, project, CheckForm.of(request.POST or None),
        lambda fields: plan_check(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Plan a check"), told=gettext("The check is planned."), back=_list(project, "checks"),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def check(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show a check with its results."""
    project = project_of_go_lives(request, project_id)
    rows = QualityCheck.objects.select_related("project", "owner")
    found: QualityCheck = get_object_or_404(rows.filter(project=project), number=number)
    may_keep = may(request.person, KEEP, project) and not project.is_over
    result = Deed(
        "result", gettext("Record a result"),
        lambda word, given: record_result(
            found, given["outcome"], words=given["words"], defect=given["defect"], by=request.person, at=now()
        ),
        [("save", gettext("Record it"))], ResultForm, gettext("The result is recorded."),
    )  # fmt: skip
    page = RecordPage(
        record=found, section="quality", title=found.title, back=_list(project, "checks"),
        url=reverse("go-live:check", args=[project.pk, number]), form=CheckForm.of(edited(request), found),
        change=(lambda fields: edit_check(found, fields, by=request.person, at=now())) if may_keep else None,  # type: ignore[arg-type]
        deeds=[result] if may_keep else [], template="go_live/check.html", is_discussed=False,
        facts=[(gettext("Result"), found.get_outcome_display())],
    )  # fmt: skip
    results = found.results.select_related("by")
    return page.answer(request, results=results, defects=found.defects.all())


@for_persons
@require_http_methods(["GET", "POST"])
def defects(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List the defects of a project."""
    return list_page(
        request, project_id, DEFECTS, section="defects", action=KEEP, add="go-live:new-defect",
        add_label=gettext("Report a defect"), empty=gettext("No open defects"),
        words=gettext("A defect is open until its fix passed a retest, or those who decide deferred it."),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_defect(request: AskedBy, project_id: int) -> HttpResponse:
    """Report a defect."""
    project = project_of_go_lives(request, project_id)
    require(request.person, KEEP, project)
    return form_page(
        request, project, DefectForm.of(request.POST or None, project=project),
        lambda fields: report_defect(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Report a defect"), told=gettext("The defect is reported."), back=_list(project, "defects"),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def defect(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Show a defect, with what comes next for it."""
    project = project_of_go_lives(request, project_id)
    rows = Defect.objects.select_related("project", "owner", "check_of")
    found: Defect = get_object_or_404(rows.filter(project=project), number=number)
    may_keep = may(request.person, KEEP, project) and not project.is_over
    may_edit = may_keep and found.is_open
    page = RecordPage(
        record=found, section="defects", title=found.title, back=_list(project, "defects"),
        url=reverse("go-live:defect", args=[project.pk, number]),
        form=DefectForm.of(edited(request), found, project=project),
        change=(lambda fields: edit_defect(found, fields, by=request.person, at=now())) if may_edit else None,  # type: ignore[arg-type]
        deeds=_deeds(request, found, may_keep=may_keep), facts=_facts(found),
    )  # fmt: skip
    return page.answer(request)


def _deeds(request: AskedBy, found: Defect, *, may_keep: bool) -> list[Deed]:
    by = request.person

    def fix(word: str, given: dict[str, Any]) -> None:
        fix_defect(found, outcome=given["outcome"], by=by, at=now())

    def retest(word: str, given: dict[str, Any]) -> None:
        retest_defect(found, has_passed=word == "passed", outcome=given["outcome"], by=by, at=now())

    def defer(word: str, given: dict[str, Any]) -> None:
        defer_defect(found, outcome=given["outcome"], by=by, at=now())

    def reopen(word: str, given: dict[str, Any]) -> None:
        reopen_defect(found, by=by, at=now())

    is_open, is_fixed = found.state == State.OPEN, found.state == State.FIXED
    results = [("passed", gettext("Passed")), ("failed", gettext("Failed"))]
    ready, later = [("fix", gettext("Ready to retest"))], [("defer", gettext("Defer"))]
    again = [("reopen", gettext("Open it again"))]
    offered = [
        (is_open and may_fix(by, found), Deed("fix", gettext("It is fixed"), fix, ready, OutcomeForm)),
        (is_fixed and may_keep, Deed("retest", gettext("Retest"), retest, results, OutcomeForm)),
        (
            found.is_open and may(by, DECIDE, found.project),
            Deed("defer", gettext("Defer it"), defer, later, OutcomeForm),
        ),
        (not found.is_open and may_keep, Deed("reopen", gettext("Not settled after all?"), reopen, again)),
    ]
    return [deed for is_offered, deed in offered if is_offered and not found.project.is_over]


def _facts(found: Defect) -> list[tuple[str, Any]]:
    facts = [(gettext("Severity"), found.get_severity_display()), (gettext("Retests"), found.retests)]
    if found.outcome:
        facts.append((gettext("Last said"), found.outcome))
    return facts


def _list(project: Project, name: str) -> str:
    return reverse(f"go-live:{name}", args=[project.pk])
