import pytest

from milepost.domain.common.models import Attachment, Event
from milepost.domain.common.spreading import spread_event
from milepost.domain.people.roles import Role
from tests.factories import AT, give_role, make_person, make_project

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 plan"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def manager():
    return make_person("Mara Quint", email="mara@city.example")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


@pytest.fixture
def member(project):
    person = make_person("Dana Ruiz", email="dana@city.example")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


def test_a_program_asks_and_reads_the_answer(calling, project, manager, member):
    asking, answering = calling(manager), calling(member)
    comments = f"/topics/project/{project.pk}/comments"

    asked = asking("POST", comments, {"text": "@dana@city.example when?", "asks": True}).json()
    waiting = answering("GET", "/asks").json()["items"]
    answered = answering("POST", comments, {"text": "Friday.", "reply_to_id": asked["id"]})

    listed = asking("GET", comments).json()["items"]
    assert [one["name"] for one in waiting] == ["Dana Ruiz"]
    assert answered.status_code == 201
    assert [(one["by"], one["text"]) for one in listed] == [
        ("Mara Quint", "@Dana Ruiz when?"),
        ("Dana Ruiz", "Friday."),
    ]
    assert listed[0]["mentions"][0]["answered_at"] is not None
    assert answering("GET", "/asks").json()["items"] == []


def test_a_comment_is_mended_removed_and_refused_with_its_field(calling, project, manager):
    call = calling(manager)
    comments = f"/topics/project/{project.pk}/comments"
    pk = call("POST", comments, {"text": "Frist"}).json()["id"]

    mended = call("PATCH", f"/comments/{pk}", {"text": "First"}).json()
    refused = call("POST", comments, {"text": "@Nobody"})
    removed = call("DELETE", f"/comments/{pk}")

    assert mended["text"] == "First"
    assert (refused.status_code, refused.json()["field"]) == (422, "text")
    assert removed.status_code == 204
    assert call("GET", comments).json()["items"][0]["text"] == ""


def test_a_file_goes_in_and_out_as_it_came(calling, project, manager):
    call = calling(manager)
    files = f"/topics/project/{project.pk}/files"

    kept = call.upload(files, PDF, name="plan.pdf").json()
    refused = call.upload(files, b"MZ", name="plan.pdf")
    content = call("GET", f"/files/{kept['id']}/content")
    body = b"".join(content.streaming_content)
    Attachment.objects.update(scan="pending")

    assert (kept["name"], kept["size"], refused.status_code) == ("plan.pdf", len(PDF), 422)
    assert (body, content["Content-Type"]) == (PDF, "application/octet-stream")
    assert call("GET", f"/files/{kept['id']}/content").status_code == 403
    assert call("DELETE", f"/files/{kept['id']}").status_code == 204
    assert call("GET", files).json()["items"] == []


def test_watching_and_reading_what_one_is_told(calling, project, manager, member):
    call, other = calling(member), calling(manager)
    watch = f"/topics/project/{project.pk}/watch"
    call("PUT", watch, {"is_watching": True})
    other("POST", f"/topics/project/{project.pk}/comments", {"text": "The rack is here."})
    for event in Event.objects.all():
        spread_event(event, at=AT)

    told = call("GET", "/notifications?unread=true").json()["items"]

    assert call("GET", watch).json() == {"is_watching": True, "count": 2}
    assert [(one["kind"], one["excerpt"]) for one in told] == [("commented", "The rack is here.")]
    assert call("POST", "/notifications/reading", {}).json() == {"read": 1}
    assert call("GET", "/notifications?unread=true").json()["items"] == []


def test_somebody_else_finds_nothing(calling, project, manager):
    mine = calling(manager)
    comment = mine("POST", f"/topics/project/{project.pk}/comments", {"text": "Secret"}).json()["id"]
    kept = mine.upload(f"/topics/project/{project.pk}/files", PDF, name="plan.pdf").json()["id"]
    call = calling(make_person("Sam Stranger"))

    paths = [f"/topics/project/{project.pk}/{what}" for what in ("comments", "files", "watch")]
    answers = [call("GET", path).status_code for path in [*paths, f"/files/{kept}/content"]]
    answers += [
        call("DELETE", f"/comments/{comment}").status_code,
        call("DELETE", f"/files/{kept}").status_code,
    ]

    assert set(answers) == {404}
