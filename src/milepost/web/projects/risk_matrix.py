"""The matrix of open risks by probability and impact; each cell leads to the risks in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from milepost.domain.projects.calculations.risk_scales import RiskScales, risk_scales
from milepost.domain.projects.models import Risk
from milepost.web.tables.asked import PAGE
from milepost.web.tables.shown import TableView


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many open risks have this probability and impact, where they are listed, and how grave they are."""

    count: int
    url: str
    score: int
    zone: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The cells of one probability."""

    step: Any
    cells: list[MatrixCell]


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """Rows from the most likely down, columns from slight to severe."""

    rows: list[MatrixRow]
    impacts: Any
    scales: RiskScales
    count: int
    high: int


def matrix_of(view: TableView) -> RiskMatrix:
    """Count the open risks that a table is about, whatever its filter, by probability and impact."""
    scales = risk_scales(on=view.reader.today)
    rows = view.reading.rows.filter(state=Risk.State.OPEN).order_by()
    counted = rows.values_list("probability", "impact").annotate(count=Count("pk"))
    counts = {(probability, impact): count for probability, impact, count in counted}
    chosen = _chosen(view)
    drawn = [
        MatrixRow(
            step,
            [_cell(view, scales, counts, chosen, step.number, impact.number) for impact in scales.impact],
        )
        for step in reversed(scales.probability)
    ]
    high = sum(count for (p, i), count in counts.items() if scales.zone(p * i) == "high")
    return RiskMatrix(drawn, scales.impact, scales, sum(counts.values()), high)


def _cell(
    view: TableView,
    scales: RiskScales,
    counts: dict[tuple[int, int], int],
    chosen: tuple[str, ...],
    probability: int,
    impact: int,
) -> MatrixCell:
    score = probability * impact
    place = (str(probability), str(impact))
    narrowed = {
        f"{name}{end}": value
        for name, value in zip(("probability", "impact"), place, strict=True)
        for end in (".from", ".to")
    }
    is_chosen = chosen == place
    changes: dict[str, str | None] = dict.fromkeys(narrowed) if is_chosen else {**narrowed}
    url = view.asked.address({**changes, PAGE: None})
    return MatrixCell(counts.get((probability, impact), 0), url, score, scales.zone(score), is_chosen)


def _chosen(view: TableView) -> tuple[str, ...]:
    """Give the cell that the address is narrowed to, if it is to exactly one."""
    data = view.request.GET
    names = ("probability", "impact")
    ends: Iterable[tuple[str, str]] = (
        (data.get(f"{name}.from", ""), data.get(f"{name}.to", "")) for name in names
    )
    return tuple(first if first == last else "" for first, last in ends)
