from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.people.models import CalendarException, City
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.communicating_with_council import (
    CannotCommunicate,
    discard_communication,
    draft_communication,
    finish_communication,
    revise_communication,
)
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.calculations.packet import council_days, deadlines, next_deadline
from milepost.domain.reports.models import CouncilCommunication
from milepost.domain.reports.rendering.council import communication_view
from milepost.domain.reports.waiting import packets_due
from tests.factories import AT, make_calendar, make_city, make_person, make_project

pytestmark = pytest.mark.django_db
MEETING = date(2027, 3, 23)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project(
        "Switch refresh", manager=manager, state=Project.State.IN_PROGRESS, purpose="Replace."
    )
    add_task(project, "Order", by=manager, at=AT)
    report = draft_report(project, start=date(2027, 3, 1), finish=date(2027, 3, 1), by=manager, at=AT)
    publish_report(report, by=manager, at=AT)
    return project


@pytest.fixture
def draft(project, manager):
    return draft_communication(project, meeting_on=MEETING, by=manager, at=AT)


def test_deadlines_count_back_in_working_days():
    make_city()

    found = [(one.step, one.on) for one in deadlines(MEETING, as_of=date(2027, 3, 1))]

    assert found == [
        ("Draft to the department head", date(2027, 3, 2)),
        ("City attorney's review begins", date(2027, 3, 5)),
        ("Finance review begins", date(2027, 3, 9)),
        ("City manager's approval", date(2027, 3, 12)),
        ("Packet posted", date(2027, 3, 17)),
    ]


def test_a_holiday_brings_a_deadline_forward():
    city = make_city()
    CalendarException.objects.create(calendar=city.calendar, first=date(2027, 3, 18), last=date(2027, 3, 18))

    assert deadlines(MEETING, as_of=MEETING)[-1].on == date(2027, 3, 16)


def test_what_has_passed_is_told_and_the_next_step_named():
    make_city()
    day = date(2027, 3, 10)

    assert [one.has_passed for one in deadlines(MEETING, as_of=day)] == [True, True, True, False, False]
    step = next_deadline(MEETING, as_of=day)
    assert step
    assert (step.step, step.days_left) == ("City manager's approval", 2)
    assert next_deadline(MEETING, as_of=MEETING) is None


def test_council_days_come_from_the_calendar_the_rule_names():
    make_city()
    council = make_calendar("Council meetings", week=[[]] * 7)
    CalendarException.objects.create(
        calendar=council, first=date(2026, 1, 13), last=date(2026, 1, 13), shifts=[[1080, 1260]],
        recurrence=CalendarException.Recurrence.YEARLY_WEEKDAY,
    )  # fmt: skip
    CalendarException.objects.create(calendar=council, first=date(2027, 5, 4), last=date(2027, 5, 4))

    assert council_days(after=date(2026, 6, 1)) == [date(2027, 1, 12)]
    assert City.objects.count() == 1


@settings(max_examples=15, deadline=None)
@given(days=st.integers(0, 400))
def test_no_step_is_due_after_the_meeting_or_on_a_weekend(days):
    make_city()
    meeting = MEETING + timedelta(days=days)

    found = deadlines(meeting, as_of=MEETING)

    assert [one.on for one in found] == sorted(one.on for one in found)
    assert all(one.on < meeting and one.on.weekday() < 5 for one in found)


def test_a_communication_is_drafted_from_the_last_report(draft, manager):
    report = draft.project.status_reports.get()

    assert draft.subject == "Switch refresh: progress report"
    assert draft.synopsis == report.council
    assert draft.presenters == "Mara Quint"
    assert draft.recommendation == ""


def test_its_head_has_every_line_of_the_layout(draft):
    view = communication_view(draft, as_of=MEETING)

    assert [name for name, _ in view.head] == [
        "Meeting date", "Agenda item", "Agenda location", "Goal(s)", "Legal review", "1st reading", "2nd reading",
        "Subject", "Recommended by", "Approved by", "Ordinance previously introduced by", "Presenter(s)",
    ]  # fmt: skip
    assert [one.title for one in view.sections] == [
        "Synopsis", "Recommendation", "Budget/staff implications", "Alternatives",
    ]  # fmt: skip
    assert [one.title for one in view.background] == ["Analysis", "Next steps", "History"]


def test_it_is_not_finished_while_council_would_miss_something(draft, manager):
    with pytest.raises(CannotCommunicate, match="recommendation"):
        finish_communication(draft, by=manager, at=AT)


def test_what_is_in_the_packet_stays_as_it_is(draft, manager):
    revise_communication(draft, by=manager, at=AT, recommendation="Approve.", implications="None.")
    finish_communication(draft, by=manager, at=AT)
    kept = CouncilCommunication.objects.values().get()

    for change in (finish_communication, discard_communication, revise_communication):
        with pytest.raises(CannotCommunicate, match="stays as it is"):
            change(draft, by=manager, at=AT)
    assert CouncilCommunication.objects.values().get() == kept


def test_a_project_that_never_reported_has_nothing_to_communicate(manager):
    with pytest.raises(CannotCommunicate, match="status report first"):
        draft_communication(make_project(manager=manager), meeting_on=MEETING, by=manager, at=AT)


def test_a_draft_is_seen_by_the_team_and_a_finished_one_by_who_sees_the_project(draft, manager):
    sponsor, guest = make_person("Spo", Role.SPONSOR), make_person("Gus")
    assert not CouncilCommunication.objects.visible_to(sponsor).exists()

    revise_communication(draft, by=manager, at=AT, recommendation="Approve.", implications="None.")
    finish_communication(draft, by=manager, at=AT)

    assert CouncilCommunication.objects.visible_to(sponsor).exists()
    assert not CouncilCommunication.objects.visible_to(guest).exists()


def test_who_may_not_write_reports_writes_to_no_council(project):
    with pytest.raises(Refused):
        draft_communication(project, meeting_on=MEETING, by=make_person("Au", Role.AUDITOR), at=AT)


def test_the_next_step_waits_for_the_author(draft, manager):
    found = list(packets_due(manager, date(2027, 3, 10)))

    assert [(one.title, one.due) for one in found] == [
        ("Council communication: city manager's approval", date(2027, 3, 12))
    ]
