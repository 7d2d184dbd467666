"""A preview's facts as the page shows them: dates as dates, values in words."""

from datetime import datetime
from typing import Any

from milepost.domain.projects.models import ScheduleImport
from milepost.engine.network.model import Constraint
from milepost.exchange.sheets.typed import CONSTRAINT_NAMES
from milepost.web.templatetags.formats import UNDEFINED, duration, moment

COUNTS = {
    "tasks": "Tasks",
    "milestones": "Milestones",
    "summaries": "Summaries",
    "links": "Links",
    "calendars": "Calendars",
    "resources": "Resources",
    "baselines": "Baselines",
}
DATES = ("start_in_file", "finish_in_file", "start", "finish")


def presented(staged: ScheduleImport) -> dict[str, Any]:
    """Give what the page of an import needs of its preview."""
    if staged.preview is None:
        return {}
    preview = dict(staged.preview)
    preview["start"], preview["finish"] = _instant(preview["start"]), _instant(preview["finish"])
    preview["counts"] = [(label, preview["counts"][name]) for name, label in COUNTS.items()]
    preview["differences"] = _rows(preview["differences"], _difference)
    preview["changed"] = _rows(preview["changed"], _changed)
    return {"preview": preview}


def _rows(cut: dict[str, Any], present: Any) -> dict[str, Any]:
    return {"count": cut["count"], "rows": [present(row) for row in cut["rows"]]}


def _difference(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: _instant(row[name]) for name in DATES}


def _changed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"fields": [_field(**field) for field in row["fields"]]}


def _field(field: str, before: Any, after: Any) -> dict[str, str]:
    name = field.removesuffix(" minutes").capitalize()
    return {"name": name, "before": _in_words(field, before), "after": _in_words(field, after)}


def _in_words(field: str, value: Any) -> str:
    if value is None or value == "":
        return UNDEFINED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "constraint":
        return CONSTRAINT_NAMES[Constraint(value)]
    if field.endswith(" minutes"):
        return duration(value)
    if isinstance(value, str) and "T" in value[10:11]:
        return moment(_instant(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
