"""Every link type with every unit of lag and lead, by hand, on a plain calendar and on one with two days off.

“before” takes two days from Tuesday, Mar 2; “after” takes three. The days off are Monday, Mar 1 and Friday, Mar 5.
"""

import pytest

from milepost.engine.calendar.pattern import STANDARD, Calendar, DatedException
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Constraint, Network, Task
from milepost.engine.schedule import schedule
from tests.engine.drawing import at, link, shown

CASES = """
FS       Thu Mar 4 08:00 - Mon Mar 8 17:00   | Thu Mar 4 08:00 - Tue Mar 9 17:00
FS+1d    Fri Mar 5 08:00 - Tue Mar 9 17:00   | Mon Mar 8 08:00 - Wed Mar 10 17:00
FS-1d    Wed Mar 3 08:00 - Fri Mar 5 17:00   | Wed Mar 3 08:00 - Mon Mar 8 17:00
FS+1ed   Fri Mar 5 08:00 - Tue Mar 9 17:00   | Mon Mar 8 08:00 - Wed Mar 10 17:00
FS+3ed   Mon Mar 8 08:00 - Wed Mar 10 17:00  | Mon Mar 8 08:00 - Wed Mar 10 17:00
FS-1ed   Wed Mar 3 08:00 - Fri Mar 5 17:00   | Wed Mar 3 08:00 - Mon Mar 8 17:00
FS+50%   Fri Mar 5 08:00 - Tue Mar 9 17:00   | Mon Mar 8 08:00 - Wed Mar 10 17:00
FS-50%   Wed Mar 3 08:00 - Fri Mar 5 17:00   | Wed Mar 3 08:00 - Mon Mar 8 17:00
FS+50e%  Thu Mar 4 08:00 - Mon Mar 8 17:00   | Thu Mar 4 08:00 - Tue Mar 9 17:00
FS-50e%  Wed Mar 3 09:00 - Mon Mar 8 09:00   | Wed Mar 3 09:00 - Tue Mar 9 09:00
SS       Tue Mar 2 08:00 - Thu Mar 4 17:00   | Tue Mar 2 08:00 - Thu Mar 4 17:00
SS+1d    Wed Mar 3 08:00 - Fri Mar 5 17:00   | Wed Mar 3 08:00 - Mon Mar 8 17:00
SS-1d    Mon Mar 1 08:00 - Wed Mar 3 17:00   | Fri Feb 26 08:00 - Wed Mar 3 17:00
SS+1ed   Wed Mar 3 08:00 - Fri Mar 5 17:00   | Wed Mar 3 08:00 - Mon Mar 8 17:00
SS-1ed   Mon Mar 1 08:00 - Wed Mar 3 17:00   | Tue Mar 2 08:00 - Thu Mar 4 17:00
SS+50%   Wed Mar 3 08:00 - Fri Mar 5 17:00   | Wed Mar 3 08:00 - Mon Mar 8 17:00
SS-50%   Mon Mar 1 08:00 - Wed Mar 3 17:00   | Fri Feb 26 08:00 - Wed Mar 3 17:00
SS+50e%  Tue Mar 2 16:00 - Fri Mar 5 16:00   | Tue Mar 2 16:00 - Mon Mar 8 16:00
SS-50e%  Tue Mar 2 08:00 - Thu Mar 4 17:00   | Tue Mar 2 08:00 - Thu Mar 4 17:00
FF       Mon Mar 1 08:00 - Wed Mar 3 17:00   | Fri Feb 26 08:00 - Wed Mar 3 17:00
FF+1d    Tue Mar 2 08:00 - Thu Mar 4 17:00   | Tue Mar 2 08:00 - Thu Mar 4 17:00
FF-1d    Fri Feb 26 08:00 - Tue Mar 2 17:00  | Thu Feb 25 08:00 - Tue Mar 2 17:00
FF+1ed   Tue Mar 2 08:00 - Thu Mar 4 17:00   | Tue Mar 2 08:00 - Thu Mar 4 17:00
FF-1ed   Fri Feb 26 08:00 - Tue Mar 2 17:00  | Thu Feb 25 08:00 - Tue Mar 2 17:00
FF+50%   Tue Mar 2 08:00 - Thu Mar 4 17:00   | Tue Mar 2 08:00 - Thu Mar 4 17:00
FF-50%   Fri Feb 26 08:00 - Tue Mar 2 17:00  | Thu Feb 25 08:00 - Tue Mar 2 17:00
FF+50e%  Mon Mar 1 08:00 - Wed Mar 3 17:00   | Fri Feb 26 08:00 - Wed Mar 3 17:00
FF-50e%  Fri Feb 26 09:00 - Wed Mar 3 09:00  | Thu Feb 25 09:00 - Wed Mar 3 09:00
SF       Thu Feb 25 08:00 - Tue Mar 2 08:00  | Wed Feb 24 08:00 - Tue Mar 2 08:00
SF+1d    Fri Feb 26 08:00 - Tue Mar 2 17:00  | Thu Feb 25 08:00 - Tue Mar 2 17:00
SF-1d    Wed Feb 24 08:00 - Mon Mar 1 08:00  | Tue Feb 23 08:00 - Fri Feb 26 08:00
SF+1ed   Fri Feb 26 08:00 - Wed Mar 3 08:00  | Thu Feb 25 08:00 - Wed Mar 3 08:00
SF-1ed   Wed Feb 24 08:00 - Mon Mar 1 08:00  | Wed Feb 24 08:00 - Fri Feb 26 17:00
SF+50%   Fri Feb 26 08:00 - Tue Mar 2 17:00  | Thu Feb 25 08:00 - Tue Mar 2 17:00
SF-50%   Wed Feb 24 08:00 - Mon Mar 1 08:00  | Tue Feb 23 08:00 - Fri Feb 26 08:00
SF+50e%  Thu Feb 25 16:00 - Tue Mar 2 16:00  | Wed Feb 24 16:00 - Tue Mar 2 16:00
SF-50e%  Thu Feb 25 08:00 - Mon Mar 1 17:00  | Wed Feb 24 08:00 - Fri Feb 26 17:00
"""
MONDAY_OFF, FRIDAY_OFF = (at(day) // MINUTES_PER_DAY for day in ("Mon Mar 1 00:00", "Fri Mar 5 00:00"))
WITH_DAYS_OFF = Calendar(
    STANDARD.week, (DatedException(MONDAY_OFF, MONDAY_OFF), DatedException(FRIDAY_OFF, FRIDAY_OFF))
)


def cases(side: int) -> list[tuple[str, str]]:
    lines = (line.split(maxsplit=1) for line in CASES.strip().splitlines())
    return [(kind, dates.split("|")[side].strip()) for kind, dates in lines]


def span_after(kind: str, calendar: Calendar) -> str:
    before = Task(
        1, duration=960, constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=at("Tue Mar 2 08:00")
    )
    after = Task(2, duration=1440)
    result = schedule(Network(at("Mon Feb 15 08:00"), [before, after], [link(1, 2, kind)], [calendar]))
    return f"{shown(result.start[1])} - {shown(result.finish[1])}"


@pytest.mark.parametrize(("kind", "expected"), cases(0))
def test_a_link_drives_its_successor(kind: str, expected: str) -> None:
    assert span_after(kind, STANDARD) == expected


@pytest.mark.parametrize(("kind", "expected"), cases(1))
def test_a_link_drives_its_successor_around_days_off(kind: str, expected: str) -> None:
    assert span_after(kind, WITH_DAYS_OFF) == expected
