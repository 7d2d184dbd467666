"""The palette: what is at hand, what one may do, and what is found, within what one may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from milepost.domain.common.actions.starring import MOST, CannotStar, star, unstar
from milepost.domain.common.actions.visiting import LASTS, note_visit
from milepost.domain.common.actions.visiting import MOST as MOST_VISITS
from milepost.domain.common.models import ChangeSet, Star, Visit
from milepost.domain.common.search.indexing import rebuild
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from tests.factories import AT, give_role, make_department, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Rosa Ortiz", Role.PROJECT_MANAGER, over=make_department("Police"))


@pytest.fixture
def project(manager):
    made = make_project("Radio tower", manager=manager)
    make_task(made, "Pour the foundation")
    recalculate(made)
    rebuild(at=AT)
    return made


def listed(client: Any, **asked: Any) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for option in client.get(reverse("search:palette"), asked).json()["options"]:
        groups.setdefault(option["group"], []).append(option["label"])
    return groups


def test_the_empty_palette_lists_what_was_opened_lately_and_what_is_starred(client, manager, project):
    other = make_project("Dispatch phones", manager=manager)
    rebuild(at=AT)
    client = signed_in(client, manager)
    client.get(reverse("projects:overview", args=[project.pk]))
    client.post(reverse("search:star", args=["project", other.pk]), {"back": "/projects/"})

    groups = listed(client)

    assert groups["Opened lately"] == ["Radio tower"]
    assert groups["Starred"] == ["Dispatch phones"]
    assert {"My work", "Portfolio", "Projects"} <= set(groups["Go to"])


def test_on_a_project_it_offers_what_one_may_do_there(client, manager, project):
    group = f"{project.number} Radio tower"
    guest = make_person("Gil Vendor")
    give_role(guest, Role.GUEST, over=project)

    mine = listed(signed_in(client, manager), project=project.pk)
    theirs = listed(signed_in(client, guest), project=project.pk)

    assert {"Open schedule", "New task", "Save a baseline", "Add a risk"} <= set(mine[group])
    assert {"New project", "Import a schedule"} <= set(mine["Do"])
    assert "Open schedule" in theirs[group]
    assert not {"New task", "Save a baseline", "Add a risk"} & set(theirs[group])
    assert "New project" not in theirs["Do"]


@pytest.mark.parametrize("role", Role)
def test_it_opens_for_every_role_over_the_whole_city(client, role):
    client = signed_in(client, make_person("Ana Holder", role))

    offered = listed(client)

    assert "My work" in offered["Go to"]
    assert ("Import a list of projects" in offered["Do"]) == (
        role in {Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER}
    )


def test_a_project_that_is_over_offers_no_changes(client, manager, project):
    project.state = Project.State.CLOSED
    project.save()

    groups = listed(signed_in(client, manager), project=project.pk)

    assert "New task" not in groups[f"{project.number} Radio tower"]


def test_typing_narrows_commands_and_finds_rows(client, manager, project):
    client = signed_in(client, manager)

    assert listed(client, q="dark") == {"Do": ["Theme: dark"], "Search": ["Search everything for “dark”"]}
    assert listed(client, q="foundation")["Tasks"] == ["Pour the foundation"]
    assert "Do" not in listed(client, q="task:new")


@pytest.mark.parametrize("asked", [{}, {"q": "radio"}, {"q": "open"}, {"q": "#P-2027"}])
def test_an_outsider_learns_nothing_of_a_restricted_project(client, project, asked):
    outsider = make_person("Otto Frey", Role.PROJECT_MANAGER, over=make_department("Parks"))
    project.is_restricted = True
    project.save()
    Star.objects.create(user=outsider.account, kind="project", object_id=project.pk)
    note_visit(outsider.account, "project", project.pk, at=AT)

    answer = signed_in(client, outsider).get(reverse("search:palette"), {**asked, "project": project.pk})

    assert b"Radio" not in answer.content
    assert project.number.encode() not in answer.content


def test_what_one_may_not_see_cannot_be_starred(client, project):
    outsider = make_person("Otto Frey", Role.PROJECT_MANAGER, over=make_department("Parks"))
    client = signed_in(client, outsider)

    for kind in ("project", "nonsense"):
        assert client.post(reverse("search:star", args=[kind, project.pk])).status_code == 404
    assert not Star.objects.exists()


def test_a_star_is_recorded_once_and_taken_away(client, manager, project):
    client = signed_in(client, manager)
    address = reverse("search:star", args=["project", project.pk])

    for _ in range(2):
        client.post(address, {"back": "/projects/"})
    starred = Star.objects.count()
    answer = client.post(address, {"back": "https://elsewhere.example/", "off": "1"})

    assert (starred, Star.objects.count()) == (1, 0)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    actions = ChangeSet.objects.filter(action__contains="star").values_list("action", flat=True)
    assert list(actions.order_by("id")) == ["common.star", "common.unstar"]


def test_more_stars_than_one_can_look_through_are_refused(manager):
    by = manager.account
    Star.objects.bulk_create(Star(user=by, kind="task", object_id=n) for n in range(MOST))

    with pytest.raises(CannotStar):
        star("task", MOST + 1, by=by, at=AT)

    unstar("task", 1, by=by, at=AT)
    star("task", MOST + 1, by=by, at=AT)
    assert Star.objects.count() == MOST


def test_what_was_opened_is_noted_without_a_record_and_soon_forgotten(manager):
    user = manager.account
    for number in range(MOST_VISITS + 5):
        note_visit(user, "task", number, at=AT + timedelta(minutes=number))
    last = Visit.objects.first()

    note_visit(user, "task", last.object_id, at=last.at + LASTS / 2)

    assert Visit.objects.count() == MOST_VISITS
    assert Visit.objects.first().at == last.at
    assert not ChangeSet.objects.exists()


def test_only_pages_one_was_shown_count_as_opened(client, project):
    outsider = make_person("Otto Frey", Role.PROJECT_MANAGER, over=make_department("Parks"))

    signed_in(client, outsider).get(reverse("projects:overview", args=[project.pk]))
    signed_in(client, project.manager).get(reverse("projects:schedule-document", args=[project.pk]))
    assert not Visit.objects.exists()

    client.get(reverse("projects:task", args=[project.pk, project.tasks.get().pk]))
    assert [(visit.kind, visit.object_id) for visit in Visit.objects.all()] == [
        ("task", project.tasks.get().pk)
    ]


def test_the_palette_takes_the_same_queries_however_much_is_found(
    client, manager, project, django_assert_max_num_queries
):
    for number in range(20):
        make_task(project, f"Pour {number}")
    rebuild(at=AT)
    client = signed_in(client, manager)

    with django_assert_max_num_queries(16):
        client.get(reverse("search:palette"), {"q": "pour", "project": project.pk})
