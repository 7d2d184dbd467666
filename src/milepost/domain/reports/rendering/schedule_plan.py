"""The Gantt's document as the plan that a printed chart is drawn from."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from milepost.charts.gantt.names import broken
from milepost.charts.gantt.plan import MINUTES_PER_DAY, Link, Plan, Row, Span
from milepost.domain.projects.calculations.gantt_document import Document
from milepost.domain.reports.rendering.schedule_options import PrintOptions
from milepost.engine.instants import MONTHS, datetime_of, day_of, us_date
from milepost.engine.network.model import LinkType
from milepost.exchange.sheets.typed import LINK_CODES

NAME_SIZE, INDENT = 7.0, 7.0
DAYS_BEFORE, DAYS_AFTER = 2, 10
ROOM_OF_LENGTH = 50
DAYS_WITHOUT_DATES = 30
Task = dict[str, Any]


def plan_of(document: Document, options: PrintOptions, *, name_width: float) -> Plan:
    """Take from a document what the options ask for."""
    tasks = [
        dict(zip(document["tasks"], values, strict=True))
        for values in zip(*document["tasks"].values(), strict=True)
    ]
    asked = _asked(options)
    kept = [place for place, task in enumerate(tasks) if _is_kept(task, options.level, asked)]
    window = _window(document, [tasks[place] for place in kept], asked)
    predecessors = _predecessors(document)
    rows = tuple(
        _row(
            tasks[place],
            options,
            predecessors.get(place, ""),
            name_width,
            document["project"]["minutes_per_day"],
        )
        for place in kept
    )
    return Plan(
        rows=rows,
        links=tuple(_links(document, kept, options)) if options.shows_links else (),
        free_days=tuple(_free_days(document["calendar"], window)),
        status_date=document["project"]["status_date"],
        today=document["project"]["today"],
        window=window,
    )


def _asked(options: PrintOptions) -> tuple[int | None, int | None]:
    first = day_of(options.first) * MINUTES_PER_DAY if options.first else None
    last = (day_of(options.last) + 1) * MINUTES_PER_DAY if options.last else None
    return first, last


def _is_kept(task: Task, level: int, asked: tuple[int | None, int | None]) -> bool:
    if level and task["level"] > level:
        return False
    first, last = asked
    start, finish = task["start"], task["finish"]
    if start is None or finish is None:
        return first is None and last is None
    return (first is None or finish >= first) and (last is None or start < last)


def _window(document: Document, tasks: list[Task], asked: tuple[int | None, int | None]) -> Span:
    columns = ("start", "finish", "baseline_start", "baseline_finish", "deadline")
    found = [task[column] for task in tasks for column in columns if task[column] is not None]
    start = min(found, default=document["project"]["start"])
    finish = max(found, default=start + DAYS_WITHOUT_DATES * MINUTES_PER_DAY)
    room = (finish - start) // MINUTES_PER_DAY // ROOM_OF_LENGTH
    first = asked[0] if asked[0] is not None else _midnight(start, -DAYS_BEFORE - room)
    last = asked[1] if asked[1] is not None else _midnight(finish, DAYS_AFTER + 3 * room)
    return Span(first, max(last, first + MINUTES_PER_DAY))


def _midnight(minutes: int, days: int) -> int:
    return (minutes // MINUTES_PER_DAY + days) * MINUTES_PER_DAY


def _row(
    task: Task, options: PrintOptions, predecessors: str, name_width: float, minutes_per_day: int
) -> Row:
    indent = (task["level"] - 1) * INDENT
    # Bold letters are wider.
    size = NAME_SIZE * (1.07 if task["kind"] == "summary" else 1)
    return Row(
        uid=task["uid"],
        level=task["level"],
        lines=broken(task["name"], width=max(40.0, name_width - indent), size=size) or ("",),
        kind=task["kind"],
        span=_span(task, ""),
        percent=task["percent"],
        is_critical=options.shows_critical and bool(task["critical"]) and task["percent"] < 100,
        baseline=_span(task, "baseline_") if options.shows_baseline else None,
        deadline=task["deadline"],
        label=_label(task),
        cells=tuple(_cell(name, task, predecessors, minutes_per_day) for name in options.columns),
    )


def _span(task: Task, prefix: str) -> Span | None:
    start, finish = task[f"{prefix}start"], task[f"{prefix}finish"]
    return None if start is None or finish is None else Span(start, finish)


def _label(task: Task) -> str:
    if task["kind"] == "summary" or task["finish"] is None:
        return ""
    if task["kind"] == "task":
        return str(task["responsible"])
    day = datetime_of(_last_minute(task["finish"]))
    return f"{MONTHS[day.month - 1]} {day.day}"


def _last_minute(finish: int) -> int:
    """Give the instant whose day a finish reads as: what ends at midnight ended the day before."""
    return finish - 1 if finish % MINUTES_PER_DAY == 0 else finish


def _cell(name: str, task: Task, predecessors: str, minutes_per_day: int) -> str:
    match name:
        case "id":
            return str(task["uid"])
        case "duration":
            return str(task["duration_text"])
        case "start":
            return "" if task["start"] is None else us_date(task["start"])
        case "finish":
            return "" if task["finish"] is None else us_date(_last_minute(task["finish"]))
        case "percent":
            return f"{task['percent']}%"
        case "float":
            return _days(task["total_slack"], minutes_per_day)
        case "predecessors":
            return predecessors
        case _:
            return str(task[name])


def _days(minutes: int | None, minutes_per_day: int) -> str:
    if minutes is None:
        return ""
    return f"{round(minutes / minutes_per_day, 1):g} d".replace("-", "\u2212")


def _predecessors(document: Document) -> dict[int, str]:
    uids, links = document["tasks"]["uid"], document["links"]
    found: dict[int, list[str]] = {}
    for predecessor, successor, kind, lag in zip(
        links["predecessor"], links["successor"], links["type"], links["lag_text"], strict=True
    ):
        code = "" if kind == LinkType.FINISH_TO_START and not lag else LINK_CODES[LinkType(kind)]
        found.setdefault(successor, []).append(f"{uids[predecessor]}{code}{lag}")
    return {successor: "; ".join(texts) for successor, texts in found.items()}


def _links(document: Document, kept: list[int], options: PrintOptions) -> Iterator[Link]:
    rows = {place: row for row, place in enumerate(kept)}
    critical, links = document["tasks"]["critical"], document["links"]
    for predecessor, successor, kind, driving in zip(
        links["predecessor"], links["successor"], links["type"], links["driving"], strict=True
    ):
        if predecessor in rows and successor in rows:
            is_critical = options.shows_critical and driving and critical[predecessor] and critical[successor]
            yield Link(rows[predecessor], rows[successor], LINK_CODES[LinkType(kind)], bool(is_critical))


def _free_days(calendar: dict[str, Any], window: Span) -> Iterator[tuple[int, int]]:
    begin: int | None = None
    last = window.finish // MINUTES_PER_DAY
    for day in range(window.start // MINUTES_PER_DAY, last):
        is_free = not _shifts(calendar, day)
        if is_free and begin is None:
            begin = day
        elif not is_free and begin is not None:
            yield begin, day
            begin = None
    if begin is not None:
        yield begin, last


def _shifts(calendar: dict[str, Any], day: int) -> Any:
    for first, last, shifts in calendar["exceptions"]:
        if first <= day <= last:
            return shifts
    return calendar["week"][(date(1970, 1, 1).weekday() + day) % 7]
