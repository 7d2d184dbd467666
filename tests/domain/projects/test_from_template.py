"""Projects begin from templates."""

from datetime import date, datetime

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.models import CalendarException, Department, Person
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.from_template import create_from_template
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.plan_templates import Template, read_template, shipped_templates
from milepost.engine.network.model import Constraint
from tests.factories import AT, make_calendar, make_city, make_department, make_person

pytestmark = pytest.mark.django_db

MONDAY = date(2027, 3, 1)
WELL = read_template(
    "well",
    """
name = "Well"
type = "infrastructure"
tier = "medium"
about = "A well is drilled."
[charter]
scope_in = "One well."
[roles]
pm = { name = "Project manager", role = "project_manager" }
driller = { name = "Driller" }
[[phases]]
name = "Drill"
[phases.tasks]
permit = { name = "Permit issued", external = "2w", role = "pm" }
drill = { name = "Drill", takes = "5d", after = "permit", role = "driller", why = "Rock below 40 feet." }
vote = { name = "Council accepts", takes = "3h", after = "drill", role = "pm", calendar = "Council meetings" }
""",
)


@pytest.fixture
def department() -> Department:
    make_city()
    return make_department("Water")


@pytest.fixture
def office() -> Person:
    return make_person("Olga Hale", Role.PORTFOLIO_MANAGER)


def create(department: Department, by: Person, **given: object) -> Project:
    return create_from_template(
        WELL, name="East well", department=department, start=MONDAY, by=by, at=AT, **given
    )


def finishes(project: Project) -> dict[str, datetime]:
    return {
        task.name: task.dates.finish for task in Task.objects.filter(project=project).select_related("dates")
    }


def test_the_plan_its_charter_and_its_people_are_written(department: Department, office: Person) -> None:
    manager, driller = make_person("Pia Akers"), make_person("Dan Cobb")

    project = create(department, office, people={"pm": manager, "driller": driller}, purpose="More water.")

    assert (project.name, project.type, project.tier, project.scope_in, project.purpose, project.manager) == (
        "East well",
        "infrastructure",
        "medium",
        "One well.",
        "More water.",
        manager,
    )
    assert list(
        project.tasks.values_list("uid", "parent__uid", "name", "is_milestone", "responsible__name", "notes")
    ) == [
        (1, None, "Drill", False, None, ""),
        (2, 1, "Permit issued", True, "Pia Akers", ""),
        (3, 1, "Drill", False, "Dan Cobb", "Rock below 40 feet."),
        (4, 1, "Council accepts", False, "Pia Akers", ""),
    ]
    assert set(project.roles.values_list("person__name", "role")) == {
        ("Pia Akers", Role.PROJECT_MANAGER),
        ("Dan Cobb", Role.TEAM_MEMBER),
    }


def test_a_role_that_nobody_fills_stands_on_its_tasks_by_name(department: Department, office: Person) -> None:
    project = create(department, office)

    assert list(project.tasks.values_list("responsible__name", "responsible_name")) == [
        (None, ""),
        ("Olga Hale", ""),
        (None, "Driller"),
        ("Olga Hale", ""),
    ]


def test_a_date_from_outside_is_expected_until_it_is_given(department: Department, office: Person) -> None:
    expected = create(department, office)
    given = create(department, office, dates={"permit": date(2027, 4, 1)})

    assert finishes(expected)["Permit issued"] == datetime(2027, 3, 15, 17)
    assert finishes(given)["Permit issued"] == datetime(2027, 4, 1, 17)
    assert given.tasks.get(uid=2).constraint == Constraint.START_NO_EARLIER_THAN


def test_council_acts_on_its_meeting_day_where_the_city_keeps_that_calendar(
    department: Department, office: Person
) -> None:
    council = make_calendar("Council meetings", week=[[]] * 7)
    meeting = date(2027, 4, 13)
    CalendarException.objects.create(calendar=council, first=meeting, last=meeting, shifts=[[1080, 1260]])

    project = create(department, office)

    assert finishes(project)["Council accepts"] == datetime(2027, 4, 13, 21)


def test_everything_is_one_change_set(department: Department, office: Person) -> None:
    project = create(department, office)

    change_set = ChangeSet.objects.get()
    assert (change_set.action, change_set.subject_id, change_set.summary) == (
        "projects.create_from_template",
        project.pk,
        "Created from the template “Well” with 4 tasks.",
    )


def test_a_team_member_may_not_begin_a_project(department: Department) -> None:
    with pytest.raises(Refused):
        create(department, make_person("Tim Boone", Role.TEAM_MEMBER))

    assert not Project.objects.exists()


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda template: template.slug)
def test_every_shipped_template_gives_a_schedule_in_which_everything_leads_to_its_end(
    template: Template, department: Department, office: Person
) -> None:
    project = create_from_template(
        template, name="New", department=department, start=MONDAY, by=office, at=AT
    )

    leaves = project.tasks.filter(children=None)
    assert project.dates.task_count == sum(not task.is_summary for task in template.tasks)
    assert leaves.order_by("dates__finish", "position").last().name in {"Project closed", "Closed"}
    assert not leaves.filter(dates__total_slack__lt=0).exists()
