"""Plans of every shape, for properties."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from milepost.engine.calendar.pattern import Shift
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.outline import settle_outline
from milepost.exchange.plan import (
    Kind,
    Plan,
    PlanAssignment,
    PlanBaseline,
    PlanCalendar,
    PlanException,
    PlanLink,
    PlanResource,
    PlanTask,
)

BEGIN = datetime(2027, 3, 1, 8, 0)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    max_size=12,
)
WORDS = TEXTS.map(str.strip)
INSTANTS = st.integers(0, 500_000).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
MINUTES = st.integers(0, 40_000)
UNITS = st.sampled_from(["m", "h", "d", "w", "mo", "em", "eh", "ed", "ew", "emo"])


@st.composite
def day_shifts(draw: st.DrawFn) -> tuple[Shift, ...]:
    marks = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    return tuple(Shift(*pair) for pair in zip(marks[::2], marks[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> list[PlanCalendar]:
    standard = PlanCalendar(1, "Standard", tuple(draw(day_shifts()) for _ in range(7)))
    derived = PlanCalendar(2, "Night", tuple(draw(st.none() | day_shifts()) for _ in range(7)), base_uid=1)
    for calendar in (standard, derived):
        for first in draw(st.lists(st.dates(date(2027, 1, 1), date(2029, 1, 1)), max_size=3)):
            last = first + timedelta(days=draw(st.integers(0, 9)))
            calendar.exceptions.append(PlanException(first, last, draw(day_shifts()), draw(WORDS)))
    return [standard, derived]


@st.composite
def tasks(draw: st.DrawFn, uid: int) -> PlanTask:
    task = PlanTask(
        uid=uid,
        name=draw(WORDS) or "Task",
        outline_level=draw(st.integers(1, 4)),
        kind=draw(st.sampled_from([Kind.TASK, Kind.MILESTONE])),
        guid=draw(st.uuids().map(str)),
        duration_minutes=draw(MINUTES),
        duration_unit=draw(UNITS),
        estimated=draw(st.booleans()),
        calendar_uid=draw(st.sampled_from([None, 1, 2])),
        constraint=draw(st.sampled_from(Constraint)),
        deadline=draw(st.none() | INSTANTS),
        percent_complete=draw(st.integers(0, 100)),
        leveling_delay_minutes=draw(st.sampled_from([0, 0, 1440])),
        active=draw(st.booleans()),
        priority=draw(st.integers(0, 1000)),
        notes=draw(WORDS),
        responsible=draw(WORDS),
        baselines=[
            PlanBaseline(number, draw(INSTANTS), draw(INSTANTS), draw(MINUTES), draw(MINUTES))
            for number in sorted(draw(st.sets(st.integers(0, 10), max_size=2)))
        ],
    )
    if task.constraint >= Constraint.MUST_START_ON:
        task.constraint_at = draw(INSTANTS)
    if draw(st.booleans()):
        task.actual_start = draw(INSTANTS)
        task.remaining_minutes = draw(MINUTES)
    if draw(st.booleans()):
        task.manual_start = draw(INSTANTS)
        task.manual_finish = task.manual_start + timedelta(minutes=draw(MINUTES))
    return task


@st.composite
def links(draw: st.DrawFn, count: int) -> list[PlanLink]:
    pairs = draw(st.lists(st.tuples(st.integers(1, count), st.integers(1, count)), max_size=8, unique=True))
    found = []
    for first, second in pairs:
        if first < second:
            unit = draw(st.sampled_from(LagUnit))
            shown = {
                LagUnit.WORKING: "d",
                LagUnit.ELAPSED: "ed",
                LagUnit.PERCENT: "%",
                LagUnit.ELAPSED_PERCENT: "e%",
            }[unit]
            lag = draw(st.integers(-400, 400))
            found.append(PlanLink(first, second, draw(st.sampled_from(LinkType)), lag, unit, shown))
    return sorted(found, key=lambda link: link.successor_uid)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 7))
    plan = Plan(
        name=draw(WORDS) or "Plan",
        start=BEGIN,
        tasks=[draw(tasks(uid)) for uid in range(1, count + 1)],
        links=draw(links(count)),
        calendars=draw(calendars()),
        calendar_uid=1,
        status_date=draw(st.none() | INSTANTS),
        resources=[PlanResource(1, "Ana"), PlanResource(2, "Cable", kind="material", calendar_uid=2)],
        source_format="mspdi",
    )
    plan.assignments = [
        PlanAssignment(uid, draw(st.sampled_from([1, 2])), draw(st.sampled_from([0.5, 1.0])), draw(MINUTES))
        for uid in sorted(draw(st.sets(st.integers(1, count))))
    ]
    settle_outline(plan.tasks)
    return plan
