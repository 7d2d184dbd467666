from datetime import datetime

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from tests.factories import make_city, make_department, make_person, make_project, make_task


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def team(city):
    return make_department("Infrastructure")


@pytest.fixture
def manager(city):
    return make_person("Paz Manager", Role.PROJECT_MANAGER)


@pytest.fixture
def director(city):
    return make_person("Dee Rector")


@pytest.fixture
def lead(team, director):
    return make_person("Lee Ortega", department=team, supervisor=director)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead)


@pytest.fixture
def project(manager):
    return make_project("Radio", manager=manager, state="in_progress")


@pytest.fixture
def install(project):
    """The task asked for: ten days of a role's work from Monday, March 1, with a task behind it."""
    return make_task(project, "Install", days=10)


@pytest.fixture
def other(kara):
    """Another project in which Kara works full time from March 8 on."""
    project = make_project("Fiber", state="in_progress", start=datetime(2027, 3, 8, 8))
    task = make_task(project, "Splice", days=5)
    Assignment.objects.create(task=task, person=kara)
    recalculate(project)
    return project
