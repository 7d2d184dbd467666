"""The steps of the set-up, and how far a city has come."""

from collections.abc import Callable
from typing import NamedTuple

from milepost.domain.people.actions.setting_up import DONE, SKIPPED
from milepost.domain.people.models import City, Department, Person
from milepost.domain.people.permissions import may
from milepost.domain.people.queries import standing_city
from milepost.domain.projects.models import Project


class Step(NamedTuple):
    """A step: its name in the address, its title, what it is for, and when it counts as done by itself."""

    name: str
    title: str
    purpose: str
    stands: Callable[[], bool] = lambda: False


STEPS = (
    Step("city", "The city", "Its name, time zone and fiscal year stand on every page and report."),
    Step(
        "calendar",
        "Working days",
        "Schedules count the hours the city works, and skip the days it is closed.",
    ),
    Step(
        "departments",
        "Departments",
        "Every project belongs to one, and roles are given over them.",
        lambda: Department.objects.exists(),
    ),
    Step(
        "people",
        "People",
        "Managers, sponsors and staff, so that tasks have names and everybody can sign in.",
        lambda: Person.objects.count() > 1,
    ),
    Step(
        "project",
        "The first project",
        "Bring a schedule you have, or start from a template.",
        lambda: Project.objects.exists(),
    ),
)


class StepState(NamedTuple):
    """A step and where it stands: done, skipped or open."""

    step: Step
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def progress_of(city: City) -> list[StepState]:
    """Give each step with its state."""
    return [StepState(step, _state(city, step)) for step in STEPS]


def next_step(city: City, *, after: str = "") -> Step | None:
    """Give the first open step behind another one, or else the first open one; `None` when none is left."""
    names = [step.name for step in STEPS]
    states = progress_of(city)
    behind = states[names.index(after) + 1 :] if after else []
    return next((each.step for each in [*behind, *states] if each.is_open and each.step.name != after), None)


def is_setting_up(person: Person) -> bool:
    """Tell whether the city's set-up is under way and the person is the one to do it."""
    if not may(person, "people.edit_city"):
        return False
    city = standing_city()
    return city is not None and not city.is_set_up


def _state(city: City, step: Step) -> str:
    mark = city.setup_marks.get(step.name)
    if mark == DONE or step.stands():
        return DONE
    return SKIPPED if mark == SKIPPED else "open"
