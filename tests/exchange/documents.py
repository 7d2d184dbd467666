"""Small documents for the tests of file formats."""

from io import BytesIO

from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.plan import Plan

STANDARD = """<Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar></Calendar>"""


def task(uid: int, fields: str = "", *, name: str = "", duration: str = "PT8H0M0S") -> str:
    named = f"<UID>{uid}</UID><ID>{uid}</ID><Name>{name or f'Task {uid}'}</Name>"
    return f"<Task>{named}<Duration>{duration}</Duration>{fields}</Task>"


def link(predecessor: int, fields: str = "<Type>1</Type>") -> str:
    return f"<PredecessorLink><PredecessorUID>{predecessor}</PredecessorUID>{fields}</PredecessorLink>"


def calendar(parts: str, *, uid: int = 1, base: int = -1) -> str:
    is_base = "1" if base < 0 else "0"
    return (
        f"<Calendar><UID>{uid}</UID><Name>City</Name><IsBaseCalendar>{is_base}</IsBaseCalendar>"
        f"<BaseCalendarUID>{base}</BaseCalendarUID>{parts}</Calendar>"
    )


def working(first: str, last: str) -> str:
    return (
        "<DayWorking>1</DayWorking><WorkingTimes><WorkingTime>"
        f"<FromTime>{first}</FromTime><ToTime>{last}</ToTime></WorkingTime></WorkingTimes>"
    )


def period(first: str, last: str) -> str:
    return f"<TimePeriod><FromDate>{first}</FromDate><ToDate>{last}</ToDate></TimePeriod>"


def mspdi(
    tasks: str = "",
    *,
    project: str = "",
    calendars: str = STANDARD,
    resources: str = "",
    assignments: str = "",
) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Name>Radio tower</Name>
<StartDate>2027-03-01T08:00:00</StartDate><CalendarUID>1</CalendarUID>{project}
<Calendars>{calendars}</Calendars><Tasks>{tasks}</Tasks>
<Resources>{resources}</Resources><Assignments>{assignments}</Assignments></Project>""".encode()


def plan_of(document: bytes) -> Plan:
    return read_mspdi(BytesIO(document))
