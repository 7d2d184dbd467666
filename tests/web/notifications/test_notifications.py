import pytest
from django.core.cache import cache

from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.common.models import Event, Notification, NotificationChoice, NotificationSettings
from milepost.domain.common.spreading import spread_event
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import ProjectRole
from tests.factories import AT, give_role, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db

LIST = "/notifications/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


@pytest.fixture
def member(project, manager):
    person = make_person("Dana Ruiz")
    give_role(person, Role.TEAM_MEMBER, over=project)
    for text in ("@Dana Ruiz look <b>here</b>", "@Dana Ruiz and there"):
        add_comment(project, text, by=manager.account, at=AT)
    for event in Event.objects.all():
        spread_event(event, at=AT)
    return person


def test_notifications_are_gathered_by_project_with_what_was_said(client, project, member):
    page = signed_in(client, member).get(LIST).content.decode()

    assert f'{project}</a> <span class="card-count">2 unread</span>' in page
    assert "@Dana Ruiz look &lt;b&gt;here&lt;/b&gt;" in page


def test_opening_one_reads_it_and_leads_to_the_comment(client, project, member):
    told = Notification.objects.filter(user=member.account).latest("pk")

    answer = signed_in(client, member).get(f"{LIST}{told.pk}/")

    told.refresh_from_db()
    assert answer["Location"] == f"/projects/{project.pk}/discussion/#comment-{told.event.comment_id}"
    assert told.read_at is not None


def test_what_is_told_to_another_is_not_there(client, manager, member):
    told = Notification.objects.filter(user=member.account).latest("pk")
    visitor = signed_in(client, manager)

    visitor.post(f"{LIST}reading/", {"id": told.pk})

    assert visitor.get(f"{LIST}{told.pk}/").status_code == 404
    assert Notification.objects.get(pk=told.pk).is_unread


def test_the_bell_counts_what_is_unread_and_repeats_nothing(client, member):
    visitor = signed_in(client, member)
    first = visitor.get(f"{LIST}count/")
    again = visitor.get(f"{LIST}count/", headers={"If-None-Match": first["ETag"]})
    visitor.post(f"{LIST}reading/", {"all": "1"})

    assert first.json() == {"unread": 2}
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get(f"{LIST}count/").json() == {"unread": 0}


def test_read_ones_are_listed_when_asked_for_and_can_wait_again(client, member):
    visitor = signed_in(client, member)
    visitor.post(f"{LIST}reading/", {"all": "1"})
    told = Notification.objects.filter(user=member.account).latest("pk")
    assert b"You are up to date" in visitor.get(LIST).content
    assert b"Mark as unread" in visitor.get(f"{LIST}?show=all&kind=mentioned").content

    answer = visitor.post(f"{LIST}reading/", {"unread": "1", "id": told.pk, "next": "https://evil.example/"})

    assert answer["Location"] == LIST
    assert Notification.objects.filter(user=member.account, read_at=None).count() == 1


def test_who_has_left_reads_nothing_any_more(client, member):
    told = Notification.objects.filter(user=member.account).latest("pk")
    ProjectRole.objects.filter(person=member).delete()
    visitor = signed_in(client, member)

    assert visitor.get(f"{LIST}count/").json() == {"unread": 0}
    assert b"Station 7" not in visitor.get(f"{LIST}?show=all").content
    assert visitor.get(f"{LIST}{told.pk}/").status_code == 404


def test_choices_are_kept_and_shown_again(client, member):
    visitor = signed_in(client, member)
    page = visitor.get(f"{LIST}choices/")
    names = [form.kind.name for _, forms in page.context["groups"] for form in forms]
    given = {f"{name}-delivery": "never" for name in names} | {"digest": "weekly", "asked-in_app": "on"}

    answer = visitor.post(f"{LIST}choices/", given)
    bad = visitor.post(f"{LIST}choices/", given | {"digest": "hourly"})

    assert (answer.status_code, bad.status_code) == (302, 422)
    chosen = NotificationChoice.objects.filter(user=member.account)
    assert set(chosen.filter(in_app=True).values_list("kind", flat=True)) == {"asked"}
    settings = NotificationSettings.objects.get(user=member.account)
    assert (settings.digest, settings.watches_own, settings.watches_commented) == ("weekly", False, False)
