"""Capacity by role and skill against what is asked for, and when a project of a shape could start."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.periods import Period, Unit, periods_from
from milepost.domain.staffing.calculations.role_capacity import (
    RoleCapacity,
    RoleCell,
    RoleRow,
    ShapeLine,
    shape_of,
)
from milepost.domain.staffing.models import RoleDemand, StaffingRole
from milepost.engine.fitting import TooManyKinds
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.staffing.heat_map import headings, label, title
from milepost.web.staffing.reach import people_for

LINES = range(1, 5)


class ShapeForm(forms.Form):
    """The shape of a project: that of one that plans its demand, or hours of up to four roles."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("The shape below")
    )
    months = forms.IntegerField(label=_("Lasts months"), min_value=1, max_value=18, required=False)
    pipeline = forms.BooleanField(label=_("After everything that is proposed"), required=False)

    def __init__(self, *args: object, projects: QuerySet[Project], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]
        for number in LINES:
            self.fields[f"role_{number}"] = forms.ModelChoiceField(
                StaffingRole.objects.all(), label=_("Role"), required=False, empty_label=_("None")
            )
            self.fields[f"hours_{number}"] = forms.FloatField(
                label=_("Hours a month"), min_value=1, max_value=10_000, required=False
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Give the fields of each role."""
        return [(self[f"role_{number}"], self[f"hours_{number}"]) for number in LINES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("project") is None and not self.errors:
            for number in LINES:
                has_role, has_hours = (
                    bool(cleaned.get(f"role_{number}")),
                    bool(cleaned.get(f"hours_{number}")),
                )
                if has_role != has_hours:
                    missing = "hours" if has_role else "role"
                    self.add_error(f"{missing}_{number}", gettext("Give both role and hours."))
            if not any(cleaned.get(f"role_{number}") for number in LINES):
                self.add_error("role_1", gettext("Name a role, or choose a project that plans its demand."))
            if cleaned.get("months") is None:
                self.add_error("months", gettext("Say how many months the work lasts."))
        return cleaned

    def shape(self) -> list[ShapeLine]:
        """Give the shape that was chosen or typed."""
        typed = self.cleaned_data
        if project := typed["project"]:
            return shape_of(RoleDemand.objects.filter(project=project).select_related("role", "skill"))
        return [
            ShapeLine(typed[f"role_{number}"], 0, typed["months"], typed[f"hours_{number}"])
            for number in LINES
            if typed[f"role_{number}"]
        ]


class Answer(NamedTuple):
    """When the shape could start, in words; `start` is `None` where it does not fit."""

    start: Period | None
    words: str


@for_persons
@require_GET
def role_capacity(request: AskedBy) -> HttpResponse:
    """Show what each role and skill has free against what is asked of it, month by month."""
    periods = periods_from(today(), Unit.MONTH)
    capacity = RoleCapacity(list(people_for(request)), periods, as_of=today())
    planning = Project.objects.visible_to(request.person).open().filter(role_demands__isnull=False)
    asks = "find" in request.GET
    form = ShapeForm(
        request.GET if asks else None,
        projects=planning.distinct().order_by("name"),
        initial={"months": 6},
    )
    shown = {
        "headings": headings(periods, Unit.MONTH),
        "periods": [(label(period, Unit.MONTH), title(period, Unit.MONTH)) for period in periods],
        "roles": _rows(capacity.by_role()),
        "skills": _rows(capacity.by_skill()),
        "form": form,
        "answer": _answer(capacity, form) if asks and form.is_valid() else None,
    }
    return render(request, "staffing/role_capacity.html", shown, status=422 if form.errors else 200)


def _answer(capacity: RoleCapacity, form: ShapeForm) -> Answer | None:
    shape = form.shape()
    project = form.cleaned_data["project"]
    beside = capacity.own_demand(project.pk) if project else None
    try:
        start = capacity.earliest_start(shape, with_pipeline=form.cleaned_data["pipeline"], beside=beside)
    except TooManyKinds as error:
        form.add_error(None, str(error))
        return None
    if start is None:
        return Answer(None, gettext("It fits in none of the coming 18 months."))
    month = title(start, Unit.MONTH)
    return Answer(start, gettext("It could start in {month}.").format(month=month))


def _rows(rows: Iterable[RoleRow]) -> list[tuple[RoleRow, SafeString]]:
    return [(row, _cells(row.cells)) for row in rows]


def _cells(cells: Sequence[RoleCell]) -> SafeString:
    """Write a row's cells: what is free, and below it what is asked for; nothing of it was typed by anybody."""
    return mark_safe("".join(_cell(cell) for cell in cells))  # noqa: S308 - numbers and words of this file


def _cell(cell: RoleCell) -> SafeString:
    tone = "over" if cell.is_short_without_pipeline else "most" if cell.is_short else "low"
    shape = {"over": "▲", "most": "■"}.get(tone, "")
    wanted = cell.asked + cell.pipeline
    words = {
        "over": gettext("{hours} hours too few").format(hours=f"{cell.asked - cell.free:,.0f}"),
        "most": gettext("{hours} hours too few with the pipeline").format(hours=f"{-cell.left:,.0f}"),
    }.get(tone, gettext("{hours} hours left").format(hours=f"{cell.left:,.0f}"))
    return format_html(
        '<td class="heat heat-{} heat-pair"><span class="heat-shape" aria-hidden="true">{}</span>{}'
        '<span class="heat-wanted"><span class="visually-hidden">{} </span>{}</span>'
        '<span class="visually-hidden">, {}</span></td>',
        tone,
        shape,
        f"{cell.free:,.0f}",
        gettext("free, asked for"),
        f"{wanted:,.0f}" if wanted >= 0.5 else "–",
        words,
    )
