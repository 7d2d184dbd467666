"""An invented schedule in the form that the Gantt draws."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from milepost.engine.instants import day_of, minutes_of

MINUTES_PER_DAY = 480
OPENS, CLOSES = time(8), time(17)
SHIFTS = [(480, 720), (780, 1020)]
WEEK = [SHIFTS] * 5 + [[], []]
HOLIDAYS = [date(2026, 7, 3), date(2026, 9, 7), date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1)]
TODAY = date(2026, 11, 23)


class Line(NamedTuple):
    level: int
    name: str
    start: date
    working_days: int
    percent: int
    float_days: int
    responsible: str = ""
    slip_days: int = 0
    deadline: date | None = None
    after: tuple[int, ...] = ()


def _d(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


# fmt: off
LINES = [
    Line(1, "911 call handling replacement", _d(6, 1), 198, 46, 0),
    Line(2, "Initiation", _d(6, 1), 25, 100, 0),
    Line(3, "Agree the charter", _d(6, 1), 10, 100, 0, "Rosa Ortiz"),
    Line(3, "Survey both dispatch floors", _d(6, 15), 8, 100, 4, "Dale Whitcomb", after=(2,)),
    Line(3, "Name the steering committee", _d(6, 15), 5, 100, 9, "Rosa Ortiz", after=(2,)),
    Line(3, "Charter signed", _d(7, 6), 0, 100, 0, after=(3, 4)),
    Line(2, "Procurement", _d(7, 7), 72, 100, 0),
    Line(3, "Write the requirements", _d(7, 7), 20, 100, 0, "Ann Kim", 2, after=(5,)),
    Line(3, "Publish the request for proposals", _d(8, 4), 22, 100, 0, "Priya Shah", 2, after=(7,)),
    Line(3, "Score the proposals", _d(9, 3), 10, 100, 0, "Priya Shah", 3, after=(8,)),
    Line(3, "Reference calls", _d(9, 3), 6, 100, 4, "Ann Kim", 1, after=(8,)),
    Line(3, "Council approves the contract", _d(10, 15), 0, 100, 0, "", 7, _d(10, 9), after=(9, 10)),
    Line(2, "Site preparation", _d(10, 16), 43, 52, 0),
    Line(3, "Order consoles and workstations", _d(10, 16), 5, 100, 0, "Priya Shah", 7, after=(11,)),
    Line(3, "Consoles arrive (eight-week lead time)", _d(10, 23), 38, 50, 0, "", 7, after=(13,)),
    Line(3, "Pull fiber to the backup center", _d(10, 26), 15, 100, 6, "Marcus Lee", 1, after=(11,)),
    Line(3, "Upgrade backup power", _d(11, 16), 12, 40, 6, "Marcus Lee", 0, _d(12, 18), after=(15,)),
    Line(3, "Inspection of the network room", _d(12, 4), 0, 0, 6, "", 0, after=(16,)),
    Line(2, "Installation and configuration", _d(11, 30), 50, 0, 0),
    Line(3, "Configure the call handling core", _d(11, 30), 20, 0, 5, "Samir Patel", 3, after=(11,)),
    Line(3, "Install consoles, primary floor", _d(12, 18), 10, 0, 0, "Dale Whitcomb", 7, after=(14, 17)),
    Line(3, "Install consoles, backup center", _d(1, 6, 2027), 8, 0, 3, "Dale Whitcomb", 7, after=(20,)),
    Line(3, "Connect CAD and the radio gateway", _d(1, 6, 2027), 12, 0, 0, "Samir Patel", 5, after=(19, 20)),
    Line(3, "Load location data with GIS", _d(1, 11, 2027), 6, 0, 8, "Thu Nguyen", 5, after=(19,)),
    Line(2, "Testing and training", _d(1, 25, 2027), 25, 0, 0),
    Line(3, "Failover test between the centers", _d(1, 25, 2027), 5, 0, 0, "Samir Patel", 5, after=(21, 22)),
    Line(3, "Acceptance test with the vendor", _d(2, 1, 2027), 8, 0, 0, "Ann Kim", 5, after=(23, 25)),
    Line(3, "Train 38 dispatchers in four groups", _d(2, 8, 2027), 12, 0, 3, "Rosa Ortiz", 5, after=(25,)),
    Line(2, "Cutover", _d(2, 24, 2027), 13, 0, 0),
    Line(3, "Cut over the primary floor", _d(2, 24, 2027), 3, 0, 0, "Samir Patel", 5, after=(26, 27)),
    Line(3, "Run both systems in parallel", _d(3, 1, 2027), 9, 0, 0, "Rosa Ortiz", 5, after=(29,)),
    Line(3, "Old system switched off", _d(3, 12, 2027), 0, 0, 0, "", 5, _d(3, 31, 2027), after=(30,)),
]
# fmt: on


def sample_document() -> dict[str, Any]:
    """Lay out the invented project as the Gantt takes it."""
    return {
        "revision": 12,
        "project": _project(),
        "calendar": {"week": WEEK, "exceptions": [(day_of(day), day_of(day), []) for day in HOLIDAYS]},
        "tasks": _tasks(),
        "links": _links(),
        "actions": {name: f"/styleguide/tasks/{{id}}/{name}/" for name in ("task", "why")}
        | {"edits": "/styleguide/edits/"},
    }


def _project() -> dict[str, Any]:
    whole = LINES[0]
    return {
        "id": 1,
        "number": "P-2026-014",
        "name": whole.name,
        "start": _start(whole),
        "finish": _finish(whole),
        "status_date": minutes_of(datetime.combine(TODAY - timedelta(days=3), CLOSES)),
        "today": minutes_of(datetime.combine(TODAY, time())),
        "minutes_per_day": MINUTES_PER_DAY,
    }


def _tasks() -> dict[str, list[Any]]:
    places = range(len(LINES))
    kinds = [_kind(place) for place in places]
    return {
        "id": [100 + place for place in places],
        "uid": [place + 1 for place in places],
        "parent": [_parent(place) for place in places],
        "level": [line.level for line in LINES],
        "name": [line.name for line in LINES],
        "kind": kinds,
        "start": [_start(line) for line in LINES],
        "finish": [_finish(line) for line in LINES],
        "duration": [line.working_days * MINUTES_PER_DAY for line in LINES],
        "duration_text": [f"{line.working_days} d" for line in LINES],
        "percent": [line.percent for line in LINES],
        "critical": [int(line.float_days == 0) for line in LINES],
        "total_slack": [line.float_days * MINUTES_PER_DAY for line in LINES],
        "free_slack": [line.float_days * MINUTES_PER_DAY for line in LINES],
        "early_start": [_start(line) for line in LINES],
        "early_finish": [_finish(line) for line in LINES],
        "late_start": [_start(line) + line.float_days * 1440 for line in LINES],
        "late_finish": [_late_finish(line) for line in LINES],
        "deadline": [line.deadline and minutes_of(datetime.combine(line.deadline, CLOSES)) for line in LINES],
        "baseline_start": [_start(line) - line.slip_days * 1440 for line in LINES],
        "baseline_finish": [_finish(line) - line.slip_days * 1440 for line in LINES],
        "actual_start": [_start(line) if line.percent else None for line in LINES],
        "actual_finish": [_finish(line) if line.percent == 100 else None for line in LINES],
        "assigned": [line.responsible for line in LINES],
        "responsible": [line.responsible for line in LINES],
        "constraint_at": [None for _ in places],
        "priority": [500 for _ in places],
        "notes": [0 for _ in places],
        **{name: ["" for _ in places] for name in ("constraint", "calendar", "abroad", "remaining_text")},
        "wbs": [str(place) for place in places],
        "predecessors": [";".join(str(before + 1) for before in line.after) for line in LINES],
        "successors": [
            ";".join(str(after + 1) for after in _following(place)) for place in range(len(LINES))
        ],
        "phase": [_phase(place) for place in range(len(LINES))],
        "status": [_status(line) for line in LINES],
        "manual": [0 for _ in places],
        "inactive": [0 for _ in places],
        "abroad": ["" for _ in places],
        "driver": _drivers(),
        "editable": [int(kind != "summary") for kind in kinds],
    }


def _drivers() -> list[int]:
    """Give for each task the last of the links that lead to it."""
    successors = _links()["successor"]
    return [
        max((link for link, found in enumerate(successors) if found == place), default=-1)
        for place in range(len(LINES))
    ]


def _links() -> dict[str, list[Any]]:
    pairs = [(before, place) for place, line in enumerate(LINES) for before in line.after]
    return {
        "predecessor": [before for before, _ in pairs],
        "successor": [place for _, place in pairs],
        "type": [1 for _ in pairs],
        "lag_text": ["" for _ in pairs],
        "driving": [1 for _ in pairs],
    }


def _kind(place: int) -> str:
    if any(_parent(other) == place for other in range(len(LINES))):
        return "summary"
    return "task" if LINES[place].working_days else "milestone"


def _parent(place: int) -> int:
    level = LINES[place].level
    return next((above for above in range(place - 1, -1, -1) if LINES[above].level < level), -1)


def _following(place: int) -> list[int]:
    return [other for other, line in enumerate(LINES) if place in line.after]


def _phase(place: int) -> int:
    return place if _parent(place) < 0 else _phase(_parent(place))


def _status(line: Line) -> str:
    return "done" if line.percent == 100 else "in progress" if line.percent else "not started"


def _start(line: Line) -> int:
    return minutes_of(datetime.combine(line.start, OPENS if line.working_days else CLOSES))


def _finish(line: Line) -> int:
    return minutes_of(datetime.combine(_after(line.start, max(line.working_days - 1, 0)), CLOSES))


def _late_finish(line: Line) -> int:
    last = _after(line.start, max(line.working_days - 1, 0) + line.float_days)
    return minutes_of(datetime.combine(last, CLOSES))


def _after(day: date, working_days: int) -> date:
    while working_days or not _is_working(day):
        day += timedelta(days=1)
        working_days -= _is_working(day)
    return day


def _is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS
