from dataclasses import replace

from milepost.engine.instants import datetime_of
from milepost.engine.network.model import Pause
from milepost.engine.schedule import schedule
from milepost.exchange.mspdi.document import parse
from milepost.exchange.mspdi.values import duration_of
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.network import network_of, project_network_of
from milepost.exchange.plan import Plan
from tests.exchange.documents import STANDARD, calendar, mspdi, plan_of, task, working

NIGHT = calendar(
    "<WeekDays>"
    + "".join(
        f"<WeekDay><DayType>{day}</DayType>{working('00:00:00', '08:00:00')}</WeekDay>" for day in range(1, 8)
    )
    + "</WeekDays>",
    uid=2,
)
ANA = "<Resource><UID>1</UID><Name>Ana</Name><Type>1</Type><CalendarUID>1</CalendarUID></Resource>"
BO = "<Resource><UID>2</UID><Name>Bo</Name><Type>1</Type><CalendarUID>2</CalendarUID></Resource>"


def assignment(resource: int, phases: str = "") -> str:
    return (
        f"<Assignment><UID>{resource}</UID><TaskUID>1</TaskUID><ResourceUID>{resource}</ResourceUID>"
        f"<Units>1</Units>{phases}</Assignment>"
    )


def phase(first: str, last: str, value: str) -> str:
    return (
        f"<TimephasedData><Type>1</Type><Start>2027-03-{first}</Start><Finish>2027-03-{last}</Finish>"
        f"<Unit>2</Unit><Value>{value}</Value></TimephasedData>"
    )


def planned(assignments: str, *, fields: str = "", duration: str = "PT16H0M0S") -> Plan:
    rows = task(1, fields, duration=duration)
    return plan_of(mspdi(rows, calendars=STANDARD + NIGHT, resources=ANA + BO, assignments=assignments))


def finish(plan: Plan) -> str:
    return f"{datetime_of(int(schedule(network_of(plan)).finish[0])):%b %d %H:%M}"


def test_a_task_runs_on_the_working_time_of_who_is_assigned() -> None:
    assert finish(planned(assignment(1))) == "Mar 02 17:00"
    assert finish(planned(assignment(2))) == "Mar 03 08:00"


def test_of_several_people_the_task_runs_while_any_of_them_works() -> None:
    assert finish(planned(assignment(1) + assignment(2))) == "Mar 02 08:00"


def test_a_task_on_its_own_calendar_runs_where_that_works_too_unless_it_ignores_its_people() -> None:
    own = "<CalendarUID>2</CalendarUID>"
    both = assignment(1) + assignment(2)

    assert finish(planned(both, fields=own)) == "Mar 03 08:00"
    ignoring = own + "<IgnoreResourceCalendar>1</IgnoreResourceCalendar>"
    assert finish(planned(assignment(1), fields=ignoring)) == "Mar 03 08:00"


def test_a_project_in_milepost_runs_on_the_same_working_time() -> None:
    network = project_network_of(planned(assignment(2)))

    assert network.tasks[0].people_calendar is not None
    assert f"{datetime_of(int(schedule(network).finish[0])):%b %d %H:%M}" == "Mar 03 08:00"


def test_a_split_is_read_from_the_days_without_work() -> None:
    phases = (
        phase("01T08:00:00", "02T08:00:00", "PT8H0M0S")
        + phase("02T08:00:00", "04T08:00:00", "PT0H0M0S")
        + phase("04T08:00:00", "04T17:00:00", "PT8H0M0S")
    )
    plan = planned(assignment(1, phases))

    assert network_of(plan).tasks[0].pauses == (Pause(480, 960),)
    assert finish(plan) == "Mar 04 17:00"


def test_a_contour_that_thins_out_is_no_split() -> None:
    phases = phase("01T08:00:00", "02T08:00:00", "PT4H0M0S") + phase("03T08:00:00", "04T08:00:00", "PT4H0M0S")

    assert network_of(planned(assignment(1, phases), duration="PT40H0M0S")).tasks[0].pauses == ()


def test_the_work_of_an_assignment_is_spread_over_the_parts_of_a_split_and_adds_up() -> None:
    phases = (
        phase("01T08:00:00", "02T08:00:00", "PT8H0M0S")
        + phase("02T08:00:00", "04T08:00:00", "PT0H0M0S")
        + phase("04T08:00:00", "04T17:00:00", "PT8H0M0S")
    )
    plan = planned(assignment(1, phases), fields="<PercentComplete>50</PercentComplete>")
    plan.assignments[0] = replace(plan.assignments[0], units=0.5, work_minutes=481)

    written = parse(write_mspdi(plan)).findall(".//TimephasedData")

    assert [duration_of(one.findtext("Value") or "") for one in written] == [241, 0, 240]
    assert [one.findtext("Type") for one in written] == ["2", "2", "1"]
