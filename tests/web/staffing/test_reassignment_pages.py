from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from tests.factories import make_city, make_department, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure")


@pytest.fixture
def lead(team):
    return make_person("Lee Ortega", Role.TECHNICAL_LEAD, department=team)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead)


@pytest.fixture
def sam(team, lead):
    return make_person("Sam Reyes", department=team, supervisor=lead)


def assigned(person, name="Radio", *, days=30, **fields):
    project = make_project(
        name, state="in_progress", start=datetime.combine(today().replace(day=1), time(8)), **fields
    )
    task = make_task(project, f"Work on {name}", days=days)
    Assignment.objects.create(task=task, person=person)
    recalculate(project)
    return task


@pytest.fixture
def work(kara):
    return assigned(kara)


def far_off():
    return datetime.combine(today() + timedelta(days=365), time(8))


def page_of(person, task):
    return reverse("staffing:reassignment", args=[person.pk, task.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_cell_opens_the_tasks_behind_it_and_names_no_project_beyond_sight(client, kara, lead, work):
    assigned(kara, "Secret move", is_restricted=True)

    shown = text_of(signed_in(client, lead).get(reverse("staffing:behind", args=[kara.pk])))

    assert work.name in shown
    assert page_of(kara, work) in shown
    assert reverse("staffing:reassignment-consequence", args=[kara.pk, work.pk]) in shown
    assert ("Secret move" in shown, "Another project" in shown) == (False, True)


def test_the_consequence_is_told_before_a_task_is_dropped(client, kara, sam, lead, work):
    assigned(sam, "Secret move", is_restricted=True)
    address = reverse("staffing:reassignment-consequence", args=[kara.pk, work.pk])

    shown = text_of(signed_in(client, lead).get(address, {"way": "give", "taker": sam.pk}))

    assert "Give to Sam Reyes" in shown
    assert "Radio" in shown
    assert "Too much for Sam Reyes" in shown
    assert "Secret move" not in shown
    assert "1 other project of theirs stays." in shown


def test_ways_out_are_ranked_and_one_is_taken_and_taken_back(client, kara, sam, lead, work):
    signed_in(client, lead)
    page = client.get(page_of(kara, work), {"way": "give", "taker": sam.pk})
    given = {"way": "give", "taker": sam.pk, "revision": page.context["task"].project.revision}

    done = client.post(page_of(kara, work), given, follow=True)
    after = list(work.assignments.values_list("person", flat=True))
    change = done.context["reassigned"]
    client.post(reverse("staffing:reassignment-undoing", args=[change.pk]))

    assert "Give to Sam Reyes" in [row.label for row in page.context["ways"]]
    assert after == [sam.pk]
    assert "Take it back" in done.content.decode()
    assert list(work.assignments.values_list("person", flat=True)) == [kara.pk]


def test_somebody_elses_person_is_asked_for_by_a_prefilled_request(client, kara, sam, work):
    manager = make_person("Mara Quint", Role.PROJECT_MANAGER)
    query = {"way": "give", "taker": sam.pk}
    signed_in(client, manager)

    page = client.get(page_of(kara, work), query)
    refused = client.post(page_of(kara, work), query)
    form = client.get(page.context["ask_url"]).context["form"]

    assert refused.status_code == 422
    assert "answers to somebody else" in refused.content.decode()
    assert work.assignments.get().person == kara
    assert form["in_place_of"].value() == str(kara.pk)
    assert (form["person"].value(), form["share_percent"].value(), form["tasks"].value()) == (
        str(sam.pk), "100", [str(work.uid)],
    )  # fmt: skip


def test_who_plans_no_projects_may_look_and_not_reassign(client, kara, sam, team):
    work = assigned(kara, "Fiber", department=team)
    supervisor = make_person("Sue Pervisor", Role.SUPERVISOR, over=team)
    signed_in(client, supervisor)

    page = client.get(page_of(kara, work), {"way": "give", "taker": sam.pk})

    assert "data-confirm" not in page.content.decode()
    assert client.post(page_of(kara, work), {"way": "give", "taker": sam.pk}).status_code == 403
    assert work.assignments.get().person == kara


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"way": "give"}, "taker"),
        ({"way": "swap", "taker": "sam"}, "in_return"),
        ({"way": "fly"}, "way"),
        ({"way": "share", "taker": "sam", "share_percent": "300"}, "share_percent"),
        ({"way": "give", "taker": "9" * 30}, "taker"),
    ],
)
def test_bad_input_is_named_at_its_field_and_changes_nothing(client, kara, sam, lead, work, values, field):
    values = {name: str(sam.pk) if value == "sam" else value for name, value in values.items()}

    page = signed_in(client, lead).post(page_of(kara, work), values)

    assert page.status_code == 422
    assert field in page.context["reassignment_form"].errors
    assert work.assignments.get().person == kara


def test_tasks_of_others_and_of_hidden_projects_are_not_found(client, kara, sam, lead, work):
    hidden = assigned(kara, "Secret move", is_restricted=True)
    signed_in(client, lead)

    assert client.get(page_of(sam, work)).status_code == 404
    assert client.get(page_of(kara, hidden)).status_code == 404


def test_a_swap_offers_the_tasks_of_the_other_person(client, kara, sam, lead, work):
    other = assigned(sam, "Fiber", days=3)
    query = {"way": "swap", "taker": sam.pk}
    signed_in(client, lead)
    offered = client.get(page_of(kara, work), query).content.decode()

    client.post(page_of(kara, work), {**query, "in_return": other.pk})

    assert f"{other.name} · Fiber" in offered
    assert (work.assignments.get().person, other.assignments.get().person) == (sam, kara)


def test_a_swap_for_a_task_of_another_time_is_ranked_among_the_ways_out(client, kara, sam, lead, work):
    later = make_project("Fiber", state="in_progress", start=datetime.combine(today(), time(8)))
    splice = make_task(later, "Splice the ring", days=30, constraint=4, constraint_at=far_off())
    Assignment.objects.create(task=splice, person=sam)
    recalculate(later)
    signed_in(client, lead)

    page = text_of(client.get(page_of(kara, work)))

    assert "Swap with Sam Reyes for “Splice the ring”" in page
