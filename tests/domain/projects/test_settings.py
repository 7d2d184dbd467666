from datetime import datetime

import pytest

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.models import CalendarException
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.settings import (
    CannotEditSettings,
    ProjectSettings,
    ScheduleSettings,
    edit_schedule_settings,
    edit_settings,
)
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from tests.factories import AT, make_calendar, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Station 7", manager=manager)
    make_task(project, "Wire", days=3)
    recalculate(project)
    return project


def test_a_later_start_moves_the_schedule_and_says_so(project, manager):
    consequence = edit_schedule_settings(
        project, ScheduleSettings(start=datetime(2027, 3, 8, 8)), by=manager, at=AT
    )

    assert consequence.finish_after == datetime(2027, 3, 10, 17)
    assert ChangeSet.objects.get().summary == consequence.message
    assert (project.start, project.revision) == (datetime(2027, 3, 8, 8), 1)


def test_another_calendar_counts_its_days_off(project, manager):
    calendar = make_calendar("Fire department")
    day_off = datetime(2027, 3, 2).date()
    CalendarException.objects.create(calendar=calendar, first=day_off, last=day_off)

    consequence = edit_schedule_settings(project, ScheduleSettings(calendar=calendar), by=manager, at=AT)

    assert (consequence.finish_before, consequence.finish_after) == (
        datetime(2027, 3, 3, 17),
        datetime(2027, 3, 4, 17),
    )


def test_a_day_without_length_is_refused(project, manager):
    with pytest.raises(CannotEditSettings, match="must be more than nothing"):
        edit_schedule_settings(project, ScheduleSettings(minutes_per_day=0), by=manager, at=AT)


def test_the_schedule_settings_of_a_project_that_is_over_stay(project, manager):
    Project.objects.update(state=Project.State.CLOSED)

    with pytest.raises(CannotEdit, match="Station 7 is closed"):
        edit_schedule_settings(project, ScheduleSettings(minutes_per_day=450), by=manager, at=AT)


def test_settings_are_changed_and_recorded(project, manager):
    edit_settings(
        project,
        ProjectSettings(tier=Project.Tier.LARGE, is_restricted=True),
        by=manager,
        at=AT,
        reason="CJIS.",
    )

    assert Change.objects.get().values == {"tier": ["medium", "large"], "is_restricted": [False, True]}


def test_nobody_hides_a_project_from_themselves(project):
    director = make_person("Ines Vega", Role.PROJECT_MANAGER, over=project.department)

    with pytest.raises(CannotEditSettings, match="You would no longer see this project"):
        edit_settings(project, ProjectSettings(is_restricted=True), by=director, at=AT)
    with pytest.raises(CannotEditSettings, match="You would no longer see this project"):
        edit_settings(project, ProjectSettings(department=make_department()), by=director, at=AT)

    assert Project.objects.get().is_restricted is False


def test_a_technical_lead_does_not_change_settings(project):
    lead = make_person("Lin Chow")
    project.roles.create(person=lead, role=Role.TECHNICAL_LEAD)

    with pytest.raises(Refused):
        edit_settings(project, ProjectSettings(tier=Project.Tier.SMALL), by=lead, at=AT)
    with pytest.raises(Refused):
        edit_schedule_settings(project, ScheduleSettings(minutes_per_day=450), by=lead, at=AT)
