from datetime import date, datetime
from decimal import Decimal

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.common.recording import recording
from milepost.domain.governance.actions.vendor_log import add_vendor_entry
from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.advancing import advance_project
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.chartering import Aim, CharterFields, edit_charter
from milepost.domain.projects.actions.dependencies import edit_dependency, record_dependency
from milepost.domain.projects.actions.documents import hold_records
from milepost.domain.projects.actions.holding import hold_project
from milepost.domain.projects.actions.issues import IssueFields
from milepost.domain.projects.actions.linking import LinkTerms, link_tasks
from milepost.domain.projects.actions.planning import add_task, edit_task, remove_task
from milepost.domain.projects.actions.rating import rate_status
from milepost.domain.projects.actions.risks import RiskFields, create_risk, edit_risk, turn_into_issue
from milepost.domain.projects.actions.roles import give_role
from milepost.domain.projects.actions.settings import ScheduleSettings, edit_schedule_settings
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.history import entries_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.status import Dimension
from milepost.domain.projects.models import Project, Status, Task
from milepost.domain.projects.queries import change_sets_of
from milepost.engine.network.model import LagUnit
from tests.factories import (
    AT,
    make_calendar,
    make_department,
    make_organization,
    make_person,
    make_project,
    make_task,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Station 7", manager=manager, state=Project.State.IN_PROGRESS)
    make_task(project, "Install switches", days=5)
    make_task(project, "Test", days=2)
    recalculate(project)
    return project


def told(project):
    return [
        (entry.heading, list(entry.lines))
        for entry in entries_of(project, list(change_sets_of(project)), seen_by=project.manager)
    ]


def last(project):
    return told(project)[0]


def task(project, name="Install switches"):
    return project.tasks.get(name=name)


def test_a_longer_task_is_told_in_the_unit_it_was_entered_in(project, manager):
    edit_task(task(project), by=manager, at=AT, duration_minutes=4800)

    (entry,) = entries_of(project, list(change_sets_of(project)), seen_by=project.manager)
    assert (entry.heading, entry.lines) == ("Edit task", ("Duration of “Install switches”: 5 d to 10 d",))
    assert entry.change_set.summary.startswith("The finish moves from Mar 5, 2027 to Mar 12, 2027")
    assert (entry.change_set.by_name, entry.change_set.at) == ("Mara Quint", AT)


def test_another_unit_is_told_with_each_side_in_its_own(project, manager):
    edit_task(task(project), by=manager, at=AT, duration_minutes=4800, duration_unit="w")

    assert last(project) == ("Edit task", ["Duration of “Install switches”: 5 d to 2 w"])


def test_fields_of_every_kind_read_well(project, manager):
    lin = make_person("Lin Chow")
    edit_task(
        task(project),
        by=manager,
        at=AT,
        deadline=datetime(2027, 3, 12, 17),
        responsible=lin,
        is_active=False,
        constraint=4,
        constraint_at=datetime(2027, 3, 3, 8),
        notes="word " * 40,
    )

    assert last(project)[1] == [
        "Constraint of “Install switches”: As soon as possible to Start no earlier than",
        "Constraint date of “Install switches”: none to Mar 3, 2027, 8:00 AM",
        "Deadline of “Install switches”: none to Mar 12, 2027, 5:00 PM",
        "Part of the plan of “Install switches”: yes to no",
        "Notes of “Install switches” rewritten",
        "Responsible of “Install switches”: none to Lin Chow",
    ]


def test_tasks_and_links_come_and_go(project, manager):
    first, second = task(project), task(project, "Test")
    add_task(project, "Label", by=manager, at=AT)
    link_tasks(first, second, by=manager, at=AT, terms=LinkTerms(lag=960, lag_unit=LagUnit.WORKING))
    remove_task(task(project, "Label"), by=manager, at=AT)

    assert told(project) == [
        ("Remove task", ["Removed task: “Label”"]),
        ("Link tasks", ["Added link: “Install switches to Test”"]),
        ("Add task", ["Added task: “Label”"]),
    ]


def test_a_lag_is_told_in_its_unit(project, manager):
    ends = task(project), task(project, "Test")
    link_tasks(*ends, by=manager, at=AT, terms=LinkTerms(lag=960, lag_unit=LagUnit.WORKING))
    link_tasks(*ends, by=manager, at=AT, terms=LinkTerms(lag=1440, lag_unit=LagUnit.WORKING))
    working = last(project)
    link_tasks(*ends, by=manager, at=AT, terms=LinkTerms(lag=50, lag_unit=LagUnit.PERCENT))
    percent = last(project)
    link_tasks(*ends, by=manager, at=AT, terms=LinkTerms(lag=75, lag_unit=LagUnit.PERCENT))

    assert working == ("Link tasks", ["Lag of “Install switches to Test”: 2 d to 3 d"])
    assert percent[1] == [
        "Lag of “Install switches to Test”: 3 d to 50%",
        "Lag unit of “Install switches to Test”: Working to Percent",
    ]
    assert last(project)[1] == ["Lag of “Install switches to Test”: 50% to 75%"]


def test_undoing_is_told_as_such(project, manager):
    edit_task(task(project), by=manager, at=AT, duration_minutes=4800)
    undo_change(ChangeSet.objects.first(), by=manager, at=AT)

    assert last(project) == ("Undo: edit task", ["Duration of “Install switches”: 10 d to 5 d"])


def test_a_charter_names_the_field_alone(project, manager):
    edit_charter(
        project,
        CharterFields(name="Station 8"),
        by=manager,
        at=AT,
        objectives=[Aim("Crews are alerted")],
        partners=[make_department("Fire")],
    )

    assert last(project) == (
        "Edit charter",
        [
            "Name: Station 7 to Station 8",
            "Added objective: “Crews are alerted”",
            "Added partner department: “Fire”",
        ],
    )


def test_states_holds_baselines_ratings_roles_and_registers_are_told(project, manager):
    rate_status(project, Dimension.SCOPE, Status.AT_RISK, by=manager, at=AT)
    set_baseline(project, name="As approved", by=manager, at=AT)
    give_role(project, make_person("Lin Chow"), Role.TECHNICAL_LEAD, by=manager, at=AT)
    risk = create_risk(project, RiskFields(event="Late fiber", probability=2, impact=3), by=manager, at=AT)
    turn_into_issue(risk, IssueFields(), by=manager, at=AT)
    settings = ScheduleSettings(calendar=make_calendar("Fire"), critical_slack_minutes=960)
    edit_schedule_settings(project, settings, by=manager, at=AT)
    advance_project(project, Project.State.CLOSING, by=manager, at=AT)
    hold_project(project, reason="Waits.", review_on=date(2027, 4, 1), by=manager, at=AT)

    assert told(project)[::-1] == [
        ("Rate status", []),
        ("Set baseline", ["Added baseline: “As approved”"]),
        ("Give role", ["Added project role: “Lin Chow: Technical lead”"]),
        ("Create risk", ["Added risk: “Late fiber”", "Added risk score: “6”"]),
        (
            "Turn risk into issue",
            ["State of “Late fiber”: Open to Happened", "Added risk score: “6”", "Added issue: “Late fiber”"],
        ),
        ("Edit schedule settings", ["Calendar: City hall to Fire", "Critical float: 0 d to 2 d"]),
        ("Change state", ["State: In progress to Closing"]),
        ("Put on hold", ["State: Closing to On hold", "Hold review: none to Apr 1, 2027"]),
    ]


def bulk(project, manager, count):
    with recording("projects.import_schedule", by=manager.account, at=AT, subject=project) as record:
        tasks = [
            Task(project=project, uid=100 + n, position=10**6 + n, name=f"Task {n}") for n in range(count)
        ]
        record.create_many(tasks)
        record.update_many((row, {"priority": 600}) for row in tasks)


def test_a_change_of_hundreds_is_told_by_its_first_and_its_number(project, manager):
    bulk(project, manager, 212)

    heading, lines = last(project)
    assert heading == "Import schedule"
    assert lines == [
        "Added 212 tasks: “Task 0”, “Task 1”, “Task 2”, “Task 3”, “Task 4” and 207 more",
        *[f"Priority of “Task {n}”: 500 to 600" for n in range(5)],
        "207 more tasks changed",
    ]


def test_an_erased_value_stays_erased(project, manager):
    edit_task(task(project), by=manager, at=AT, duration_minutes=4800)
    ChangeSet.objects.get().changes.update(values=None, redacted_at=AT)

    assert last(project)[1] == ["“Install switches” was changed; the values have been erased."]


def test_what_was_removed_since_is_not_named(project, manager):
    calendar = make_calendar("Fire")
    edit_task(task(project), by=manager, at=AT, calendar=calendar)
    edit_task(task(project), by=manager, at=AT, calendar=None)
    calendar.delete()

    assert last(project)[1] == ["Calendar of “Install switches”: something since removed to none"]


def test_a_page_of_many_changes_takes_as_many_queries_as_one(project, manager, django_assert_num_queries):
    for days in (3, 4, 6):
        edit_task(task(project), by=manager, at=AT, duration_minutes=days * 480, responsible=make_person())
    change_sets = list(change_sets_of(project))

    with django_assert_num_queries(6):
        entries_of(project, change_sets[:1], seen_by=manager)
    with django_assert_num_queries(6):
        entries_of(project, change_sets, seen_by=manager)


def test_a_guest_is_told_of_registers_what_is_shared_and_nothing_of_money_or_holds(project, manager):
    vendor = make_organization("Fiber West")
    guest = make_person("Vic Vendor", organization=vendor)
    give_role(project, guest, Role.GUEST, by=manager, at=AT)
    for event, is_shared in (("Late fiber", True), ("Weak bidder", False)):
        risk = create_risk(
            project, RiskFields(event=event, probability=2, impact=3, is_shared=is_shared), by=manager, at=AT
        )
        edit_risk(risk, RiskFields(cause=f"Cause of {event}"), by=manager, at=AT)
    add_vendor_entry(vendor, {"text": "They are slow", "project": project}, by=manager, at=AT)
    agree_budget(project, {1: Decimal(900)}, measures={}, by=manager, at=AT)
    hold_records(project, None, reason="Case 7", by=make_person("Cleo", Role.RECORDS_OFFICER), at=AT)

    entries = entries_of(project, list(change_sets_of(project)), seen_by=guest)

    words = str([(one.lines, one.change_set.summary, one.change_set.reason) for one in entries])
    assert "Late fiber" in words
    assert [word for word in ("Weak", "slow", "900", "Case 7") if word in words] == []
    assert "Weak bidder" in str(told(project))


def test_a_project_out_of_sight_is_not_named(project, manager):
    hidden = make_project("Vault", is_restricted=True)
    owed = {"direction": "owed_to_us", "what": "Doors", "organization": make_organization("Fiber West")}
    dependency = record_dependency(project, owed, by=manager, at=AT)
    edit_dependency(dependency, {"organization": None, "other_project": hidden}, by=manager, at=AT)

    assert "Other project of “Doors”: none to another project" in last(project)[1]
