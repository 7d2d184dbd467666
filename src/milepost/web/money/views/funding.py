"""A project's money by fund, account and fiscal year: what stands, and the versions of its budget."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.money.actions.deciding_budget import CannotDecideBudget, keep_version
from milepost.domain.money.actions.entering import CannotEnter
from milepost.domain.money.calculations.standings import Standing, allocated, whole
from milepost.domain.money.models import BudgetVersion, LedgerCode
from milepost.domain.people.permissions import Refused, may
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.money.access import money_project
from milepost.web.money.ledger_forms import VersionForm
from milepost.web.money.views.funds import standing_sentence, states_bar
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in

KEY = (
    "entry__fiscal_year", "entry__fund__code", "entry__fund__name", "entry__account__code", "entry__account__name",
)  # fmt: skip


class Line(NamedTuple):
    """What stands of one fund and account in one year."""

    year: int
    fund: str
    account: str
    standing: Standing


@for_persons
@require_http_methods(["GET", "POST"])
def funding(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what stands of the project's money, and keep another version of its budget."""
    project = money_project(request, project_id)
    versions = list(
        BudgetVersion.objects.filter(project=project).select_related("by").prefetch_related("lines")
    )
    last = versions[-1] if versions else None
    may_adopt = may(request.person, "money.adopt_budget", project)
    form = VersionForm(request.POST or None, last=last, may_adopt=may_adopt, today=today())
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotDecideBudget, CannotEnter, Refused):
            kept = keep_version(
                project,
                form.cleaned_data["stage"],
                form.lines,
                on=form.cleaned_data["on"],
                authority=form.cleaned_data["authority"],
                reason=form.cleaned_data["reason"],
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("{kept} is kept.").format(kept=kept))
            return redirect("money:funding", project.pk)
    lines = [
        Line(year, _coded(fund, fund_name), _coded(account, account_name), standing)
        for (year, fund, fund_name, account, account_name), standing in sorted(
            allocated(KEY, project=project).items(), key=lambda item: tuple(str(part) for part in item[0])
        )
    ]
    total = whole(line.standing for line in lines)
    return show(
        request,
        project,
        "money/funding.html",
        tab="money",
        status=422 if form.errors else 200,
        part="funding",
        lines=lines,
        total=total,
        bar=states_bar(total, title=gettext("Money of the project")),
        sentence=standing_sentence(total),
        versions=versions[::-1],
        codes=LedgerCode.objects.filter(project=project),
        form=form,
        can_ask=may(request.person, "money.request_budget", project) and not project.is_over,
    )


def _coded(code: str | None, name: str | None) -> str:
    return f"{code} {name}" if code else gettext("Not coded")
