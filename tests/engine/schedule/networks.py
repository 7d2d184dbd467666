"""Random networks of every kind, for properties that must hold of all."""

from typing import Any

from hypothesis import strategies as st

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, Calendar, DatedException, Shift
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Constraint, LagUnit, Link, LinkType, Network, Task
from tests.engine.drawing import MONDAY

DAY = MONDAY // MINUTES_PER_DAY
CALENDARS = [
    Calendar(
        STANDARD.week,
        (DatedException(DAY + 4, DAY + 7), DatedException(DAY + 9, DAY + 9, (Shift(600, 660),))),
    ),
    ROUND_THE_CLOCK,
    Calendar(((Shift(0, 360), Shift(1320, 1440)),) * 7, name="Night"),
]
INSTANTS = st.integers(MONDAY, MONDAY + 20 * MINUTES_PER_DAY)
DURATIONS = st.one_of(st.just(0), st.integers(1, 3000))
LAGS = st.one_of(st.just(0.0), st.integers(-700, 1500).map(float))


@st.composite
def networks(draw: Any, *, decided: bool = True) -> Network:
    """Draw up to twelve tasks in an outline, links that point down the list, and perhaps dates a person decided."""
    count = draw(st.integers(1, 12))
    parents: list[int | None] = [None]
    for uid in range(2, count + 1):
        parents.append(draw(st.sampled_from([None, uid - 1, parents[-1]])))
    tasks = [draw(_task(uid, parent, decided)) for uid, parent in enumerate(parents, start=1)]
    links = [draw(_link(uid, parents)) for uid in range(2, count + 1) for _ in range(draw(st.integers(0, 2)))]
    return Network(MONDAY + 480, tasks, [link for link in links if link], CALENDARS)


@st.composite
def _task(draw: Any, uid: int, parent: int | None, decided: bool) -> Task:
    task = Task(uid, parent, draw(DURATIONS), draw(st.booleans()), draw(st.sampled_from([None, 1, 2])))
    if not decided or draw(st.booleans()):
        return task
    started = draw(st.booleans())
    return task._replace(
        constraint=draw(st.sampled_from(Constraint)),
        constraint_at=draw(INSTANTS),
        deadline=draw(st.one_of(st.none(), INSTANTS)),
        percent_complete=draw(st.sampled_from([0.0, 33.0, 100.0])) if started else 0.0,
        actual_start=draw(INSTANTS) if started else None,
        is_mandatory=draw(st.booleans()),
        waits_for_work=draw(st.booleans()),
        pinned_start=draw(st.one_of(st.none(), st.none(), INSTANTS)),
        leveling_delay=draw(st.sampled_from([0, 0, 0, 2000])),
        active=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def _link(draw: Any, successor: int, parents: list[int | None]) -> Link | None:
    """Draw a link from an earlier task that is neither above nor in another branch that could make a circle."""
    siblings = [uid for uid in range(1, successor) if parents[uid - 1] == parents[successor - 1]]
    if not siblings:
        return None
    return Link(
        draw(st.sampled_from(siblings)),
        successor,
        draw(st.sampled_from(LinkType)),
        draw(LAGS) if draw(st.booleans()) else draw(st.sampled_from([0.0, 50.0, -25.0])),
        draw(st.sampled_from(LagUnit)),
    )
