"""What a printed schedule shows, and on which paper."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, NamedTuple, Self

from milepost.charts.gantt.scale import POINTS_PER_DAY

INCH = 72


class Paper(NamedTuple):
    """A sheet of paper lying on its long side, in points."""

    label: str
    width: float
    height: float


PAPERS = {
    "letter": Paper("Letter (11 × 8.5 in)", 11 * INCH, 8.5 * INCH),
    "legal": Paper("Legal (14 × 8.5 in)", 14 * INCH, 8.5 * INCH),
    "tabloid": Paper("Tabloid (17 × 11 in)", 17 * INCH, 11 * INCH),
}
MOST_PAGES_ACROSS = 6
SCALES = {
    **{
        f"fit-{pages}": "Fit to 1 page wide" if pages == 1 else f"Fit to {pages} pages wide"
        for pages in range(1, MOST_PAGES_ACROSS + 1)
    },
    **{name: name.capitalize() for name in POINTS_PER_DAY},
}


class Column(NamedTuple):
    """A column of the table beside the chart; the width is in points."""

    label: str
    width: float
    is_numeric: bool = False


COLUMNS = {
    "id": Column("ID", 22, True),
    "wbs": Column("WBS", 34),
    "duration": Column("Duration", 36, True),
    "start": Column("Start", 55),
    "finish": Column("Finish", 55),
    "percent": Column("Done", 27, True),
    "float": Column("Float", 34, True),
    "predecessors": Column("Predecessors", 58),
    "responsible": Column("Responsible", 78),
}


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a schedule is printed; `level` 0 is the whole outline."""

    paper: str = "letter"
    scale: str = "fit-1"
    first: date | None = None
    last: date | None = None
    columns: tuple[str, ...] = ("id", "duration", "start", "finish")
    level: int = 0
    shows_critical: bool = True
    shows_baseline: bool = True
    shows_links: bool = True

    def as_arguments(self) -> dict[str, Any]:
        """Give the options as plain values for a job."""
        days = {name: value.isoformat() for name in ("first", "last") if (value := getattr(self, name))}
        return asdict(self) | {"first": None, "last": None, **days, "columns": list(self.columns)}

    @classmethod
    def of_arguments(cls, arguments: dict[str, Any]) -> Self:
        """Read what `as_arguments` gave."""
        days = {
            name: date.fromisoformat(arguments[name]) if arguments[name] else None
            for name in ("first", "last")
        }
        known = {field.name: arguments[field.name] for field in fields(cls)}
        return cls(**known | days | {"columns": tuple(arguments["columns"])})
