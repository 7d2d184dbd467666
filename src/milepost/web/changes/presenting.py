"""The impact of a change as its page shows it: days, dollars and names, within what the reader may see."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from milepost.domain.governance.models import ChangeImpact, ChangeOption, ChangeRequest
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Baseline, Project
from milepost.domain.projects.queries import Baselines, baselines_of

DATES = frozenset({"before", "after", "ends", "first", "last", "finish_before", "finish_after"})


@dataclass(frozen=True, slots=True)
class OtherProject:
    """Another project that moves, seen by the reader."""

    project: Project
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class ImpactView:
    """An impact with its dates as dates and its amounts as numbers."""

    impact: ChangeImpact
    result: dict[str, Any]
    others: list[OtherProject]
    hidden: int
    baselines: Baselines | None
    is_current: bool
    """Whether the schedule is still the one it was computed for."""

    @property
    def crosses(self) -> bool:
        return bool(
            self.result["fiscal_years"]
            or self.result["meetings"]
            or self.result["blackouts"]
            or self.crossed_limits
        )

    @property
    def crossed_limits(self) -> list[dict[str, Any]]:
        return [one for one in self.result["limits"] if one["is_crossed"]]

    @property
    def days_to_first(self) -> int | None:
        return self._days_to(self.baselines.first if self.baselines else None)

    @property
    def days_to_current(self) -> int | None:
        return self._days_to(self.baselines.current if self.baselines else None)

    def _days_to(self, baseline: Baseline | None) -> int | None:
        after: date | None = self.result["finish_after"]
        return None if baseline is None or after is None else (after - baseline.finish.date()).days


def impact_view(impact: ChangeImpact, project: Project, *, reader: Person) -> ImpactView:
    """Give an impact as one reader may see it."""
    told = impact.result
    seen = Project.objects.visible_to(reader).in_bulk([one["project"] for one in told["others"]])
    others = [
        OtherProject(seen[one["project"]], _date(one["before"]), _date(one["after"]))
        for one in told["others"]
        if one["project"] in seen
    ]
    hidden = told["hidden_others"] + len(told["others"]) - len(others)
    return ImpactView(
        impact, _read(told | {"others": []}), others, hidden, baselines_of([project]).get(project.pk),
        is_current=impact.revision == project.revision,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option of a change request beside the others."""

    pk: int | None
    """None for what the request asks for now, where that is not kept."""
    title: str
    view: ImpactView
    is_asked: bool
    """Whether the request asks for just this now."""

    @property
    def crossed(self) -> list[str]:
        """Say in a word each what it crosses."""
        told = self.view.result
        return [
            *(gettext("end of fiscal year {year}").format(year=one["year"]) for one in told["fiscal_years"]),
            *(str(one["name"]) for one in (*told["meetings"], *told["blackouts"], *self.view.crossed_limits)),
        ]


def option_views(change: ChangeRequest, *, asked: str, reader: Person) -> list[OptionView]:
    """Give the options of a request, `asked` being the mark of what it asks for now."""
    return [
        OptionView(
            one.pk,
            one.title,
            impact_view(one.impact, change.project, reader=reader),
            one.impact.asked == asked,
        )
        for one in ChangeOption.objects.of(change)
    ]


def _read(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        is_money = "limit" in value
        return {
            key: Decimal(one)
            if key in ("amount", "budget") or (is_money and key in ("before", "after"))
            else _read(one, key)
            for key, one in value.items()
            if one is not None
        } | {key: None for key, one in value.items() if one is None}
    if isinstance(value, list):
        return [_read(one) for one in value]
    return _date(value) if name in DATES and isinstance(value, str) else value


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
