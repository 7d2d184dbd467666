"""Trends over two years, each as a chart that states its finding, with its data table."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from milepost.charts.time_columns import Series, time_columns
from milepost.charts.time_line import Line, time_line
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.calculations.trends import Trends, trends_of
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.templatetags.formats import signed_days

STATUSES = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.ON_HOLD, Status.NOT_RATED)
HATCHED = (Status.AT_RISK, Status.ON_HOLD)


class Chart(NamedTuple):
    """A chart with the sentence it states and the rows it is drawn from, the heading row first."""

    title: str
    finding: str
    picture: SafeString
    about: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


class TrendFilter(forms.Form):
    """Whose trends are shown; its choices come from the projects a person may see."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("All")
    )
    type = forms.ChoiceField(label=_("Type"), choices=[("", _("All")), *Project.Type.choices], required=False)
    manager = forms.ModelChoiceField(
        Person.objects.none(), label=_("Manager"), required=False, empty_label=_("All")
    )

    def __init__(self, data: object, *, projects: ProjectQuerySet) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.projects = projects
        self.fields["department"].queryset = Department.objects.filter(projects__in=projects).distinct()  # type: ignore[attr-defined]
        self.fields["manager"].queryset = Person.objects.filter(managed__in=projects).distinct()  # type: ignore[attr-defined]

    def narrowed(self) -> ProjectQuerySet:
        """Keep the projects that the address asks for; what it names wrongly narrows nothing."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return self.projects.filter(**chosen)


@for_persons
@require_GET
def trends(request: AskedBy) -> HttpResponse:
    """Show two years of the projects a person may see."""
    narrowing = TrendFilter(request.GET, projects=Project.objects.visible_to(request.person))
    found = trends_of(narrowing.narrowed(), as_of=today())
    charts = [_statuses(found), _variance(found), _milestones(found), _flow(found)] if found.since else []
    shown = {"filter": narrowing, "charts": charts, "since": found.since}
    return render(request, "portfolio/trends.html", shown)


def _month(month: date) -> str:
    return f"{month:%b} ’{month:%y}"


def _quarter(quarter: date) -> str:
    return f"Q{(quarter.month + 2) // 3} ’{quarter:%y}"


def _drawn(picture: str) -> SafeString:
    # The figures escape every text they are given.
    return mark_safe(picture)  # noqa: S308


def _statuses(found: Trends) -> Chart:
    last = found.statuses[-1].counts
    open_count, bad = last.total(), last[Status.OFF_TRACK] + last[Status.AT_RISK]
    finding = f"{bad} of {open_count} open projects are off track or at risk now{_before(found)}."
    months = [_month(one.month) for one in found.statuses]
    series = [
        Series(
            status.value, str(status.label), [one.counts[status] for one in found.statuses], status in HATCHED
        )
        for status in STATUSES
    ]
    return Chart(
        "Status by month",
        finding,
        _drawn(time_columns(months, series, title="Status by month", finding=finding)),
        "Open projects by overall status at the end of each month.",
        ["Month", *(str(status.label) for status in STATUSES)],
        [[_month(one.month), *(str(one.counts[status]) for status in STATUSES)] for one in found.statuses],
    )


def _before(found: Trends) -> str:
    if len(found.statuses) <= 12:
        return ""
    then = found.statuses[-13]
    bad = then.counts[Status.OFF_TRACK] + then.counts[Status.AT_RISK]
    return f"; a year ago {bad} of {then.counts.total()}"


def _variance(found: Trends) -> Chart:
    known = [one for one in found.variances if one.days is not None]
    finding = (
        f"The median finish is {_later(known[-1].days or 0)} its baseline; a quarter of the projects are more than "
        f"{known[-1].quarter or 0:g} working days later."
        if known
        else "Too few projects have a baseline yet."
    )
    months = [_month(one.month) for one in found.variances]
    lines = [
        Line("median", [_rounded(one.days) for one in found.variances]),
        Line("3rd quartile", [_rounded(one.quarter) for one in found.variances], is_dashed=True),
    ]
    picture = time_line(months, lines, title="Finish variance by month", finding=finding, unit=" d")
    rows = [
        [_month(one.month), signed_days(one.days), signed_days(one.quarter), str(one.projects)]
        for one in found.variances
    ]
    return Chart(
        "Finish variance by month",
        finding,
        _drawn(picture),
        "Working days later than the current baseline: the median of the open projects that have one, and the third "
        "quartile, which a quarter of them exceed.",
        ["Month", "Median", "3rd quartile", "Projects"],
        rows,
    )


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, 1)


def _later(days: float) -> str:
    if not round(days, 1):
        return "as agreed in"
    return f"{abs(days):g} working days {'later' if days > 0 else 'earlier'} than in"


def _milestones(found: Trends) -> Chart:
    met, due = sum(one.met for one in found.milestones), sum(one.due for one in found.milestones)
    finding = (
        f"{_share(met, due)} of {due} milestones were met by their day." if due else "No milestone was due."
    )
    values = [round(100 * one.met / one.due) if one.due else 0 for one in found.milestones]
    notes = [f"{value}%" if one.due else "" for value, one in zip(values, found.milestones, strict=True)]
    quarters = [_quarter(one.quarter) for one in found.milestones]
    picture = time_columns(
        quarters, [Series("met", "Met", values)], title="Milestones met on time", finding=finding,
        notes=notes, unit="%", most=100,
    )  # fmt: skip
    rows = [
        [_quarter(one.quarter), str(one.met), str(one.due), _share(one.met, one.due)]
        for one in found.milestones
    ]
    return Chart(
        "Milestones met on time",
        finding,
        _drawn(picture),
        "Milestones agreed for each quarter that were reached by their day, by the baseline that stood then.",
        ["Quarter", "Met", "Due", "Share"],
        rows,
    )


def _share(met: int, due: int) -> str:
    return f"{100 * met / due:.0f}%" if due else "—"


def _flow(found: Trends) -> Chart:
    began, ended = sum(one.began for one in found.flow), sum(one.ended for one in found.flow)
    finding = f"{began} projects began and {ended} ended; {found.flow[-1].open} are open now."
    quarters = [_quarter(one.quarter) for one in found.flow]
    series = [
        Series("began", "Began", [one.began for one in found.flow]),
        Series("ended", "Ended", [-one.ended for one in found.flow], is_hatched=True),
    ]
    # Every quarter's own count would run into its neighbor's; the table has them all.
    notes = [*("" for _ in found.flow[1:]), f"{found.flow[-1].open} open"]
    return Chart(
        "Projects begun and ended",
        finding,
        _drawn(
            time_columns(quarters, series, title="Projects begun and ended", finding=finding, notes=notes)
        ),
        "Projects whose planning or work began, above the line, and those closed or canceled, below it.",
        ["Quarter", "Began", "Ended", "Open at its end"],
        [[_quarter(one.quarter), str(one.began), str(one.ended), str(one.open)] for one in found.flow],
    )
