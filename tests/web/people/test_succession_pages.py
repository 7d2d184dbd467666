import pytest

from milepost.domain.people.models import Succession
from milepost.domain.projects.models import Issue
from tests.factories import make_administrator, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_administrator()


@pytest.fixture
def kara(admin):
    kara = make_person("Kara Montoya")
    project = make_project("Radio", manager=admin, state="in_progress")
    for number, title in enumerate(["No power", "No crane"], 1):
        Issue.objects.create(
            project=project, number=number, owner=kara, title=title, opened_on=project.start.date()
        )
    return kara


def test_what_is_ticked_is_handed_on_and_confirmed(client, admin, kara):
    omar = make_person("Omar Quist")
    first = Issue.objects.get(title="No power")
    page = f"/people/{kara.pk}/succession/"
    assert "No crane" in signed_in(client, admin).get(page).content.decode()

    client.post(page, {"to": omar.pk, "reason": "Retires", "what": "chosen", "thing": [f"issue-{first.pk}"]})

    assert set(Issue.objects.values_list("title", "owner__name")) == {
        ("No power", "Omar Quist"),
        ("No crane", "Kara Montoya"),
    }
    made = Succession.objects.get()
    assert "Take over from Kara Montoya" in signed_in(client, omar).get("/my-work/").content.decode()
    assert "No power" in client.get(f"/people/successions/{made.pk}/").content.decode()
    client.post(f"/people/successions/{made.pk}/")
    made.refresh_from_db()
    assert made.seen_at is not None


def test_what_was_ticked_and_typed_is_kept_when_it_is_refused(client, admin, kara):
    first = Issue.objects.get(title="No power")

    answer = signed_in(client, admin).post(
        f"/people/{kara.pk}/succession/",
        {"to": "", "reason": "Retires in April", "what": "chosen", "thing": [f"issue-{first.pk}"]},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Retires in April" in page
    assert page.count(" checked") == 2


def test_others_see_neither_what_somebody_holds_nor_what_was_taken_over(client, admin, kara):
    omar, stranger = make_person("Omar Quist"), make_person("Ned Ray")
    made = Succession.objects.create(
        person=kara, successor=omar, reason="Retires", by=admin, at=admin.account.date_joined
    )
    visitor = signed_in(client, stranger)

    assert visitor.get(f"/people/{kara.pk}/succession/").status_code == 403
    assert visitor.get(f"/people/successions/{made.pk}/").status_code == 404
