from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
from milepost.domain.staffing.models import StaffRequest
from milepost.web.access import now
from tests.factories import make_city, make_department, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure")


@pytest.fixture
def lead(team):
    return make_person("Lee Ortega", Role.SUPERVISOR, over=team, department=team)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead, job_title="Engineer")


@pytest.fixture
def manager(team):
    return make_person("Paz Manager", Role.PROJECT_MANAGER)


@pytest.fixture
def install(manager):
    start = datetime.combine(today() + timedelta(days=7), time(8))
    project = make_project("Radio", manager=manager, state="in_progress", start=start)
    task = make_task(project, "Install", days=5)
    recalculate(project)
    return task


@pytest.fixture
def asked(install, kara, manager):
    day = today() + timedelta(days=7)
    fields = RequestFields(
        tasks=[install.uid],
        first=day,
        last=day + timedelta(days=7),
        needed_by=today(),
        reason="Install the masts",
        person=kara,
        share_percent=100,
    )
    return ask_for_staff(install.project, fields, by=manager, at=now())


def secret_work_of(kara):
    """Give Kara full-time work, in the same weeks, in a project her supervisor's readers may not see."""
    hidden = make_project(
        "Undercover", state="in_progress", is_restricted=True, start=datetime.combine(today(), time(8))
    )
    Assignment.objects.create(task=make_task(hidden, "Secret", days=15), person=kara)
    recalculate(hidden)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_manager_asks_from_the_tasks_nobody_works_on(client, install, kara, manager, lead):
    signed_in(client, manager)
    listed = client.get(reverse("staffing:of_project", args=[install.project_id]))
    assert "Tasks that nobody works on yet" in text_of(listed)

    address = reverse("staffing:new-request", args=[install.project_id])
    answer = client.post(
        address,
        {
            "tasks": [install.uid],
            "person": kara.pk,
            "share_percent": "60",
            "needed_by": today().isoformat(),
            "reason": "Install",
        },
    )

    made = StaffRequest.objects.get()
    assert (answer.status_code, made.state, made.supervisor) == (302, "requested", lead)
    install.dates.refresh_from_db()
    assert (made.offer.first, made.offer.last) == (install.dates.start.date(), install.dates.finish.date())


def test_more_than_all_of_the_time_is_refused_beside_its_field_and_kept(client, install, kara, manager):
    address = reverse("staffing:new-request", args=[install.project_id])

    answer = signed_in(client, manager).post(
        address,
        {"tasks": [install.uid], "person": kara.pk, "share_percent": "140", "reason": "Install masts"},
    )

    assert answer.status_code == 422
    assert "Install masts" in answer.content.decode()
    assert not StaffRequest.objects.exists()


def test_the_page_shows_what_each_answer_does_and_hides_what_the_reader_may_not_see(
    client, asked, kara, lead
):
    secret_work_of(kara)

    page = text_of(signed_in(client, lead).get(reverse("staffing:request", args=[asked.pk])))

    assert "Accept, other work makes room" in page
    assert "Another project" in page
    assert "Undercover" not in page


def test_what_is_typed_is_tried_at_once_and_nothing_is_kept(client, asked, kara, lead):
    first = asked.offer.first
    typed = {
        "person": kara.pk,
        "share_percent": "50",
        "first": first.isoformat(),
        "last": (first + timedelta(days=30)).isoformat(),
    }

    answer = signed_in(client, lead).get(reverse("staffing:consequences", args=[asked.pk]), typed)

    assert "days later" in text_of(answer)
    assert not Assignment.objects.exists()


def test_one_click_on_my_work_confirms(client, asked, install, lead):
    signed_in(client, lead)
    page = text_of(client.get(reverse("my-work:my-work")))
    assert "Kara Montoya for Radio" in page

    client.post(
        reverse("staffing:answer", args=[asked.pk]),
        {"word": "confirm", "revision": asked.revision, "back": "my-work"},
    )

    assert install.assignments.get().person.name == "Kara Montoya"


def test_the_second_who_answers_is_told(client, asked, lead):
    signed_in(client, lead)
    address = reverse("staffing:answer", args=[asked.pk])
    client.post(address, {"word": "decline", "comment": "On call", "revision": asked.revision})

    answer = client.post(address, {"word": "confirm", "revision": asked.revision}, follow=True)

    assert "Meanwhile this has changed: declined by Lee Ortega" in text_of(answer)


def test_strangers_neither_see_nor_answer(client, asked):
    signed_in(client, make_person("Sam Stranger"))

    assert client.get(reverse("staffing:request", args=[asked.pk])).status_code == 404
    assert client.post(reverse("staffing:answer", args=[asked.pk]), {"word": "confirm"}).status_code == 404


def test_a_manager_who_answers_for_the_supervisor_is_refused(client, asked, manager):
    answer = signed_in(client, manager).post(reverse("staffing:answer", args=[asked.pk]), {"word": "confirm"})

    assert answer.status_code == 403


def test_the_list_of_all_requests_costs_the_same_however_many(
    client, asked, lead, django_assert_max_num_queries
):
    signed_in(client, lead)

    with django_assert_max_num_queries(20):
        page = client.get(reverse("staffing:requests"))

    assert "Kara Montoya" in page.content.decode()


def test_what_waits_beyond_the_day_it_was_needed_is_marked_in_the_list(client, asked, manager):
    signed_in(client, manager)
    on_time = client.get(reverse("staffing:requests")).content.decode()
    StaffRequest.objects.filter(pk=asked.pk).update(needed_by=today() - timedelta(days=1))
    late = client.get(reverse("staffing:requests")).content.decode()
    StaffRequest.objects.filter(pk=asked.pk).update(state="confirmed")
    answered = client.get(reverse("staffing:requests")).content.decode()

    assert ["Not agreed yet" in page for page in (on_time, late, answered)] == [False, True, False]
