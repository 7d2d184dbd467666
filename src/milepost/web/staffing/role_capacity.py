"""Capacity by role and skill against what is asked for, and when a project of a shape could start."""

from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import escape
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
    planning = Project.objects.visible_to(request.person).open()
    planning = planning.filter(pk__in=RoleDemand.objects.values("project"))
    words, asks = CellWords(), "find" in request.GET
    form = ShapeForm(
        request.GET if asks else None,
        projects=planning.order_by("name"),
        initial={"months": 6},
    )
    shown = {
        "headings": headings(periods, Unit.MONTH),
        "periods": [(label(period, Unit.MONTH), title(period, Unit.MONTH)) for period in periods],
        "roles": [(row, words.cells(row)) for row in capacity.by_role()],
        "skills": [(row, words.cells(row)) for row in capacity.by_skill()],
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


class CellWords:
    """Writes cells, with words that are looked up once: a page has hundreds of cells."""

    def __init__(self) -> None:
        self._few = escape(gettext("{hours} hours too few"))
        self._few_with_pipeline = escape(gettext("{hours} hours too few with the pipeline"))
        self._left = escape(gettext("{hours} hours left"))
        self._asked = escape(gettext("free, asked for"))

    def cells(self, row: RoleRow) -> SafeString:
        """Write a row's cells: what is free, and below it what is asked for; nothing of it was typed by anybody."""
        return mark_safe("".join(map(self._cell, row.cells)))  # noqa: S308 - numbers and escaped words

    def _cell(self, cell: RoleCell) -> str:
        tone, shape, words = self._drawn(cell)
        wanted = cell.asked + cell.pipeline
        return (
            f'<td class="heat heat-{tone} heat-pair"><span class="heat-shape" aria-hidden="true">{shape}</span>'
            f'{cell.free:,.0f}<span class="heat-wanted"><span class="visually-hidden">{self._asked} </span>'
            f"{f'{wanted:,.0f}' if wanted >= 0.5 else '–'}</span>"
            f'<span class="visually-hidden">, {words}</span></td>'
        )

    def _drawn(self, cell: RoleCell) -> tuple[str, str, str]:
        """Give how full a cell is by its shade, its shape and its words."""
        if cell.is_short_without_pipeline:
            return "over", "▲", self._few.format(hours=f"{cell.asked - cell.free:,.0f}")
        if cell.is_short:
            return "most", "■", self._few_with_pipeline.format(hours=f"{-cell.left:,.0f}")
        return "low", "", self._left.format(hours=f"{cell.left:,.0f}")
