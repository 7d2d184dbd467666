import pytest

from milepost.domain.people.actions.saving_views import open_with, save_view
from milepost.domain.people.models import DefaultView, SavedView
from milepost.domain.people.roles import Role
from milepost.web.saved_views.addresses import OPENS, kept_query
from milepost.web.tables.every import every_table
from tests.factories import AT, make_city, make_department, make_person, signed_in

pytestmark = pytest.mark.django_db
NEW = "/views/new/"


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER, department=make_department("IT"))


def given(**values):
    return {"page": "projects", "query": "tier=large&page=3&view=9", "back": "/projects/", **values}


def test_a_view_is_saved_from_a_page_and_shown_at_once(client, mara):
    answer = signed_in(client, mara).post(NEW, given(name="Large ones"))

    view = SavedView.objects.get()
    assert (view.name, view.query, view.reach) == ("Large ones", "tier=large", "own")
    assert answer["Location"] == f"/projects/?tier=large&view={view.pk}"


def test_a_name_that_is_taken_is_told_beside_the_field_and_kept(client, mara):
    save_view("projects", "Large ones", "", by=mara, at=AT)

    answer = signed_in(client, mara).post(NEW, given(name="Large ones"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "You have a view of this name already." in page
    assert 'value="Large ones"' in page
    assert 'name="query" value="tier=large"' in page


def test_a_view_is_shared_renamed_given_another_query_and_deleted(client, mara):
    view = save_view("projects", "Large ones", "tier=large", by=mara, at=AT)
    browser, address = signed_in(client, mara), f"/views/{view.pk}/"

    browser.post(address, {"name": "Our large ones", "reach": "city", "back": "/projects/"})
    browser.post(f"{address}query/", {"query": "tier=small", "back": "/projects/"})

    view.refresh_from_db()
    assert (view.name, view.reach, view.query) == ("Our large ones", "city", "tier=small")
    assert "Our large ones" in browser.get("/views/").content.decode()
    assert browser.post(f"{address}removal/", {"back": "/projects/"})["Location"] == "/projects/"
    assert not SavedView.objects.exists()


def test_a_page_opens_with_the_view_chosen_for_it(client, mara):
    view = save_view("projects", "Large ones", "tier=large", by=mara, at=AT)
    browser = signed_in(client, mara)

    chosen = browser.post("/views/opening/", {"page": "projects", "view": view.pk, "back": "/projects/"})

    assert chosen["Location"] == f"/projects/?tier=large&view={view.pk}"
    assert DefaultView.objects.get().view == view
    left = browser.post("/views/opening/", {"page": "projects", "back": "/projects/"})
    assert left["Location"] == "/projects/?view="
    assert not DefaultView.objects.exists()


def test_what_is_private_is_hidden_and_what_is_another_s_is_refused(client, mara):
    office = make_person("Office", Role.PORTFOLIO_MANAGER)
    private = save_view("projects", "Private", "", by=office, at=AT)
    shared = save_view("projects", "Shared", "", by=office, at=AT, reach="city")
    browser = signed_in(client, mara)

    assert browser.get(f"/views/{private.pk}/").status_code == 404
    assert browser.post(f"/views/{shared.pk}/removal/").status_code == 302
    refused = browser.post(f"/views/{shared.pk}/", {"name": "Mine", "reach": "own"})
    assert refused.status_code == 422
    assert "belongs to Office" in refused.content.decode()
    assert SavedView.objects.count() == 2


def test_who_may_not_share_is_not_asked_with_whom(client):
    make_city()
    page = signed_in(client, make_person()).get(f"{NEW}?page=projects&query=").content.decode()

    assert "Seen by" not in page


def test_a_view_never_leads_to_another_host(client, mara):
    answer = signed_in(client, mara).post(NEW, given(name="A", back="//evil.example/"))

    assert answer["Location"] == "/views/"


def test_a_view_keeps_neither_the_page_of_rows_nor_the_view_it_came_from():
    assert kept_query("?sort=-finish&page=4&view=12&tier=large&tier=small") == (
        "sort=-finish&tier=large&tier=small"
    )


def test_opening_a_default_that_is_no_longer_shared_shows_the_page_as_it_comes(client, mara):
    office = make_person("Office", Role.PORTFOLIO_MANAGER)
    view = save_view("projects", "Shared", "tier=large", by=office, at=AT, reach="city")
    open_with("projects", view, by=mara, at=AT)
    SavedView.objects.filter(pk=view.pk).update(reach="own")

    assert signed_in(client, mara).get("/projects/").status_code == 200


def test_the_list_opens_a_view_on_its_page(client, mara):
    view = save_view("projects", "Large ones", "tier=large", by=mara, at=AT)
    save_view("tasks", "Late ones", "late=yes", by=mara, at=AT)

    page = signed_in(client, mara).get("/views/").content.decode()

    assert f'href="/projects/?tier=large&amp;view={view.pk}"' in page
    assert page.count("opened on the page itself") == 1


def test_every_page_of_its_own_is_known_to_the_list_of_views():
    of_one_thing = {
        "actual-work", "actual-work-and-cost", "defects", "punch-items", "quality-checks", "requirements",
        "tasks", "vendor-entries",
    }  # fmt: skip
    pages = {name for name in every_table() if not name.startswith("project-")} - of_one_thing

    assert pages | {"roadmap", "schedules"} == set(OPENS)
