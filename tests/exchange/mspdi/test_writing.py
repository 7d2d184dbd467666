from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, canonicalize, fromstring

import pytest
from hypothesis import given, settings

from milepost.engine.calendar.pattern import STANDARD as STANDARD_CALENDAR
from milepost.engine.schedule import schedule
from milepost.exchange.calendars import flattened
from milepost.exchange.errors import Damaged
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan, PlanAssignment, PlanLink, PlanResource, PlanTask
from tests.exchange.documents import STANDARD, link, mspdi, plan_of, task
from tests.exchange.plans import plans

NAMESPACE = "{http://schemas.microsoft.com/project}"
DATES = "<Start>2027-03-01T08:00:00</Start><Finish>2027-03-01T17:00:00</Finish>"
TIMED = "<TimephasedData><Type>1</Type><Value>PT8H0M0S</Value></TimephasedData>"


def rows(document: bytes) -> list[Element]:
    return list(fromstring(document).iter(f"{NAMESPACE}Task"))


def names(element: Element) -> list[str]:
    return [child.tag.removeprefix(NAMESPACE) for child in element]


def text(element: Element, name: str) -> str | None:
    return element.findtext(f"{NAMESPACE}{name}")


def canonical(document: bytes) -> str:
    return canonicalize(document.decode(), strip_text=True)


@given(plans())
@settings(deadline=None, max_examples=60)
def test_what_is_written_reads_back(plan: Plan) -> None:
    read = plan_of(write_mspdi(plan))

    assert replace(read, notices=[]) == plan


@given(plans(), plans())
@settings(deadline=None, max_examples=40)
def test_what_is_written_over_another_document_reads_back(plan: Plan, other: Plan) -> None:
    read = plan_of(write_mspdi(plan, source=write_mspdi(other)))
    read.assignments.sort(key=lambda assignment: assignment.task_uid)

    assert replace(read, notices=[], finish=None) == plan


def test_a_plan_without_a_calendar_is_written_with_the_standard_one() -> None:
    written = write_mspdi(Plan("Radios", datetime(2027, 3, 1, 8), tasks=[PlanTask(1, "Order")]))

    read = plan_of(written)
    assert b"None" not in written
    assert (read.calendar_uid, [(calendar.uid, calendar.week) for calendar in read.calendars]) == (
        1,
        [(1, STANDARD_CALENDAR.week)],
    )


def test_an_unchanged_plan_gives_back_its_document() -> None:
    extra = "<FixedCost>100</FixedCost><ExtendedAttribute><FieldID>188743731</FieldID></ExtendedAttribute>"
    source = mspdi(
        task(0, "<OutlineLevel>0</OutlineLevel>")
        + task(1, DATES + extra + TIMED)
        + task(2, "<IsNull>1</IsNull>")
        + task(3, link(1) + link(44, "<CrossProject>1</CrossProject>")),
        project="<Author>Ana</Author><ExtendedAttributes><ExtendedAttribute/></ExtendedAttributes>",
        calendars=STANDARD.replace("</Calendar>", "<GUID>X</GUID></Calendar>"),
        resources="<Resource><UID>0</UID></Resource><Resource><UID>1</UID><Name>Ana</Name><Code>7</Code></Resource>",
        assignments=f"<Assignment><UID>9</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID>{TIMED}</Assignment>",
    )

    assert canonical(write_mspdi(plan_of(source), source=source)) == canonical(source)


def test_a_changed_task_keeps_what_is_not_modeled_but_its_timephased_values() -> None:
    source = mspdi(
        task(1, DATES + "<FixedCost>100</FixedCost>" + TIMED) + task(2, DATES + TIMED),
        resources="<Resource><UID>1</UID><Name>Ana</Name></Resource>",
        assignments="".join(
            f"<Assignment><UID>{uid}</UID><TaskUID>{uid}</TaskUID><ResourceUID>1</ResourceUID><Cost>5</Cost>{TIMED}</Assignment>"
            for uid in (1, 2)
        ),
    )
    plan = plan_of(source)
    plan.tasks[0].duration_minutes = 960
    root = fromstring(write_mspdi(plan, source=source))
    first, second = root.iter(f"{NAMESPACE}Task")

    assert (text(first, "Duration"), text(first, "FixedCost")) == ("PT16H0M0S", "100")
    assert ("TimephasedData" in names(first), "TimephasedData" in names(second)) == (False, True)
    assert [
        ("Cost" in names(one), "TimephasedData" in names(one)) for one in root.iter(f"{NAMESPACE}Assignment")
    ] == [
        (True, False),
        (True, True),
    ]


def test_a_schedule_gives_the_computed_fields() -> None:
    plan = plan_of(mspdi(task(1) + task(2, link(1))))
    written = write_mspdi(plan, schedule=schedule(network_of(plan)))
    second = plan_of(written).tasks[1].stored

    assert plan_of(written).finish == datetime(2027, 3, 2, 17, 0)
    assert (second.start, second.finish, second.early_start, second.late_finish) == (
        datetime(2027, 3, 2, 8, 0),
        datetime(2027, 3, 2, 17, 0),
        datetime(2027, 3, 2, 8, 0),
        datetime(2027, 3, 2, 17, 0),
    )
    assert (second.total_slack_minutes, second.free_slack_minutes, second.critical) == (0, 0, True)


def test_elements_stand_in_the_order_of_the_schema() -> None:
    plan = plan_of(mspdi(task(1, "<Notes>Old</Notes>") + task(2, link(1))))
    changed = deepcopy(plan)
    changed.tasks[1].guid, changed.tasks[1].deadline = "G", datetime(2027, 4, 1, 17, 0)

    assert names(rows(write_mspdi(changed, source=mspdi(task(1) + task(2, link(1)))))[1]) == [
        "UID",
        "GUID",
        "ID",
        "Name",
        "Duration",
        "Deadline",
        "PredecessorLink",
    ]


def test_a_new_task_stands_in_its_place_and_rows_are_numbered_anew() -> None:
    source = mspdi(task(1) + task(2, "<IsNull>1</IsNull>") + task(3))
    plan = plan_of(source)
    plan.tasks.insert(1, PlanTask(uid=9, name="Between"))

    written = rows(write_mspdi(plan, source=source))
    assert [(text(row, "ID"), text(row, "UID")) for row in written] == [
        ("1", "1"),
        ("2", "2"),
        ("3", "9"),
        ("4", "3"),
    ]


def test_a_removed_task_goes_with_its_links_and_assignments() -> None:
    source = mspdi(
        task(1) + task(2, link(1)),
        assignments="<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>",
    )
    plan = plan_of(source)
    plan.tasks, plan.links = plan.tasks[1:], []
    root = fromstring(write_mspdi(plan, source=source))

    assert [text(row, "UID") for row in root.iter(f"{NAMESPACE}Task")] == ["2"]
    assert list(root.iter(f"{NAMESPACE}PredecessorLink")) == []
    assert list(root.iter(f"{NAMESPACE}Assignment")) == []


def test_a_link_to_another_project_stays_beside_changed_links() -> None:
    abroad = link(44, "<CrossProject>1</CrossProject><CrossProjectName>Radio</CrossProjectName>")
    source = mspdi(task(1) + task(2) + task(3, link(1) + abroad))
    plan = plan_of(source)
    plan.links = [PlanLink(2, 3)]

    third = rows(write_mspdi(plan, source=source))[2]
    assert [text(one, "PredecessorUID") for one in third.iter(f"{NAMESPACE}PredecessorLink")] == ["44", "2"]


def test_new_people_and_assignments_are_added() -> None:
    source = mspdi(task(1, DATES), resources="<Resource><UID>1</UID><Name>Ana</Name></Resource>")
    plan = plan_of(source)
    plan.resources.append(PlanResource(2, "Ben", email="ben@city.example"))
    plan.assignments.append(PlanAssignment(1, 2, 0.5, 240))

    read = plan_of(write_mspdi(plan, source=source))
    assert (read.resources, read.assignments) == (plan.resources, plan.assignments)


def test_a_moved_calendar_is_written_anew_and_others_stay() -> None:
    recurring = (
        "<Exceptions><Exception><TimePeriod><FromDate>2027-01-01T00:00:00</FromDate>"
        "<ToDate>2028-12-31T00:00:00</ToDate></TimePeriod><Type>2</Type><Month>6</Month><MonthDay>4</MonthDay>"
        "<DayWorking>0</DayWorking></Exception></Exceptions>"
    )
    other = STANDARD.replace("<UID>1</UID>", "<UID>2</UID>").replace("</Calendar>", f"{recurring}</Calendar>")
    source = mspdi(calendars=STANDARD + other)
    plan = plan_of(source)
    plan.calendars[0].exceptions.append(replace(plan.calendars[1].exceptions[0], name="Council retreat"))

    written = write_mspdi(plan, source=source)
    assert flattened(plan_of(written).calendars) == flattened(plan.calendars)
    assert written.count(b"<Month>6</Month>") == 1


def test_a_plan_without_calendars_is_written_with_the_standard_one() -> None:
    read = plan_of(write_mspdi(Plan("Tower", datetime(2027, 3, 1, 8, 0), tasks=[PlanTask(1, "Survey")])))

    assert (read.calendar_uid, [(one.name, one.week) for one in read.calendars]) == (
        1,
        [("Standard", STANDARD_CALENDAR.week)],
    )


def test_characters_that_no_xml_may_hold_are_dropped() -> None:
    plan = plan_of(mspdi(task(1)))
    plan.tasks[0].name = "Bell\x07 & <tower>\ud800"

    assert plan_of(write_mspdi(plan)).tasks[0].name == "Bell & <tower>"


def test_a_source_with_a_document_type_is_refused() -> None:
    source = mspdi().replace(b"<Project ", b"<!DOCTYPE Project><Project ")

    with pytest.raises(Damaged, match="document type"):
        write_mspdi(plan_of(mspdi()), source=source)


def test_a_task_that_moved_by_the_schedule_alone_loses_its_timephased_values() -> None:
    source = mspdi(task(1, DATES + TIMED))
    plan = plan_of(source)
    plan.start += timedelta(days=7)

    written = write_mspdi(plan, source=source, schedule=schedule(network_of(plan)))
    assert "TimephasedData" not in names(rows(written)[0])
