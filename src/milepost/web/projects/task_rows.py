"""The schedule's tasks as rows of a table, read from the Gantt's document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from milepost.domain.projects.calculations.gantt_document import Document
from milepost.engine.instants import datetime_of
from milepost.engine.network.model import LinkType
from milepost.exchange.sheets.typed import LINK_CODES


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as the table shows it."""

    pk: int
    uid: int
    wbs: str
    level: int
    name: str
    kind: str
    duration: str
    start: datetime | None
    finish: date | None
    percent: int
    total_slack: int | None
    is_critical: bool
    responsible: str
    predecessors: str
    baseline_finish: date | None
    is_late: bool


class TaskRows(Sequence[TaskRow]):
    """Rows made as they are asked for, so that a page costs no more than its own."""

    def __init__(self, document: Document) -> None:
        self._tasks = document["tasks"]
        self._predecessors = _predecessors(document)

    def __len__(self) -> int:
        return len(self._tasks["id"])

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        if isinstance(place, slice):
            return [self._row(one) for one in range(*place.indices(len(self)))]
        return self._row(place)

    def _row(self, place: int) -> TaskRow:
        task = {name: column[place] for name, column in self._tasks.items()}
        baseline, finish = task["baseline_finish"], task["finish"]
        return TaskRow(
            pk=task["id"],
            uid=task["uid"],
            wbs=task["wbs"],
            level=task["level"],
            name=task["name"],
            kind=task["kind"],
            duration=task["duration_text"],
            start=None if task["start"] is None else datetime_of(task["start"]),
            finish=_last_day(finish),
            percent=task["percent"],
            total_slack=task["total_slack"],
            is_critical=bool(task["critical"]),
            responsible=task["responsible"],
            predecessors="; ".join(self._predecessors.get(place, ())),
            baseline_finish=_last_day(baseline),
            is_late=baseline is not None and finish is not None and finish > baseline,
        )


def _predecessors(document: Document) -> dict[int, list[str]]:
    uids, links = document["tasks"]["uid"], document["links"]
    found: dict[int, list[str]] = {}
    columns = zip(links["predecessor"], links["successor"], links["type"], links["lag_text"], strict=True)
    for predecessor, successor, kind, lag in columns:
        code = "" if kind == LinkType.FINISH_TO_START and not lag else LINK_CODES[LinkType(kind)]
        found.setdefault(successor, []).append(f"{uids[predecessor]}{code}{lag}")
    return found


def _last_day(finish: int | None) -> date | None:
    """Give the last day that a task works on: what ends at midnight ended the day before."""
    return None if finish is None else (datetime_of(finish) - timedelta(minutes=1)).date()
