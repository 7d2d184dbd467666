import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.common.models import Attachment, Comment, Mention, Watch
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import ProjectRole
from milepost.domain.reports.actions.drafting import draft_report
from tests.factories import AT, give_role, make_organization, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 plan"
PNG = b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


@pytest.fixture
def guest(project):
    person = make_person("Vic Vendor", organization=make_organization())
    give_role(person, Role.GUEST, over=project)
    return person


def at_project(project, what=""):
    return f"/discussion/project/{project.pk}/{what}"


def upload(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_a_comment_is_taken_and_the_page_opens_at_it(client, project, manager):
    answer = signed_in(client, manager).post(at_project(project, "comments/"), {"text": "It <b>fits</b>."})

    comment = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/projects/{project.pk}/discussion/#comment-{comment.pk}",
    )
    page = client.get(f"/projects/{project.pk}/discussion/").content.decode()
    assert "<p>It &lt;b&gt;fits&lt;/b&gt;.</p>" in page


def test_what_is_refused_stays_in_the_form_beside_the_reason(client, project, manager):
    answer = signed_in(client, manager).post(at_project(project, "comments/"), {"text": "@Nobody here"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nobody called Nobody can be mentioned here" in page
    assert "@Nobody here</textarea>" in page


@pytest.mark.parametrize("text", ["@Nobody here", ""])
def test_what_is_wrong_with_a_comment_and_with_each_of_its_files_is_told_at_once(
    client, project, manager, text
):
    files = [upload("x.exe"), upload(), upload("page.html")]

    answer = signed_in(client, manager).post(
        at_project(project, "comments/"), {"text": text, "attachments": files}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("Nobody called Nobody can be mentioned here" if text else "Write something first.") in page
    assert "x.exe: files of this type are not attached here" in page
    assert "page.html: files of this type are not attached here" in page
    assert (Comment.objects.count(), Attachment.objects.count()) == (0, 0)


def test_of_several_files_none_is_kept_while_one_is_refused(client, project, manager):
    files = [upload(), upload("x.exe"), upload("page.html")]

    answer = signed_in(client, manager).post(at_project(project, "files/"), {"attachments": files})

    assert answer.content.decode().count("files of this type are not attached here") == 2
    assert Attachment.objects.count() == 0


def test_a_refused_reply_stays_in_its_own_form(client, project, manager):
    head = add_comment(project, "First", by=manager.account, at=AT)

    answer = signed_in(client, manager).post(
        at_project(project, "comments/"), {"text": "When?", "asks": "on", "reply_to": head.pk}
    )

    assert answer.status_code == 422
    assert b'<details class="comment-reply" open>' in answer.content


@pytest.mark.parametrize("kind", ["task", "risk", "issue", "report", "nothing"])
def test_what_one_may_not_see_is_not_there(client, project, manager, kind):
    risk = create_risk(project, {"event": "Rain", "probability": 1, "impact": 1}, by=manager, at=AT)
    topic = {"task": make_task(project).pk, "risk": risk.pk}.get(kind, 1)
    visitor = signed_in(client, make_person("Sam Stranger", Role.GUEST))

    pages = ["", "files/", "people/?q=m"]
    answers = [visitor.get(f"/discussion/{kind}/{topic}/{page}").status_code for page in pages]
    answers += [
        visitor.post(f"/discussion/{kind}/{topic}/{page}").status_code for page in ("comments/", "watch/")
    ]

    assert set(answers) == {404}


def test_comments_and_files_of_what_one_may_not_see_are_not_there(client, project, manager):
    comment = add_comment(project, "Secret", by=manager.account, at=AT)
    kept = attach_file(project, BytesIO(PDF), "plan.pdf", by=manager.account, at=AT)
    visitor = signed_in(client, make_person("Sam Stranger"))

    pages = [f"/comments/{comment.pk}/", f"/comments/{comment.pk}/removal/", f"/files/{kept.pk}/plan.pdf"]
    pages += [f"/files/{kept.pk}/picture/", f"/files/{kept.pk}/removal/"]

    assert {visitor.get(page).status_code for page in pages} == {404}


def test_a_draft_is_discussed_by_who_sees_drafts_alone(client, project, manager, guest):
    make_task(project)
    from milepost.domain.projects.calculations.recalculation import recalculate

    recalculate(project)
    report = draft_report(project, start=AT.date(), finish=AT.date(), by=manager, at=AT)
    add_comment(report, "Too rosy.", by=manager.account, at=AT)

    seen = signed_in(client, guest).get(f"/discussion/report/{report.pk}/").status_code
    elsewhere = client.get(f"/projects/{project.pk}/discussion/").content

    assert seen == 404
    assert b"Too rosy" not in elsewhere


def test_the_picker_offers_to_somebody_from_outside_only_who_works_on_the_project(client, project, guest):
    make_person("Mona Portfolio", Role.PORTFOLIO_MANAGER)

    offered = signed_in(client, guest).get(at_project(project, "people/?q=M")).json()["people"]

    assert [person["name"] for person in offered] == ["Mara Quint"]


def test_the_picker_offers_only_who_may_see_the_project(client, project, manager, guest):
    make_person("Vera Elsewhere")

    offered = signed_in(client, manager).get(at_project(project, "people/?q=v")).json()["people"]

    assert [person["name"] for person in offered] == ["Vic Vendor"]


def test_an_ask_is_checked_off(client, project, manager, guest):
    add_comment(project, "@Vic Vendor when?", by=manager.account, at=AT, asks=True)
    page = signed_in(client, guest).get(f"/projects/{project.pk}/discussion/").content.decode()
    assert "Waits for your answer" in page

    client.post(f"/asks/{Mention.objects.get().pk}/settlement/")

    assert not Mention.objects.get().is_open


def test_an_own_comment_is_mended_and_removed(client, project, manager):
    comment = add_comment(project, "Frist", by=manager.account, at=timezone.now())
    visitor = signed_in(client, manager)

    visitor.post(f"/comments/{comment.pk}/", {"text": "First"})
    refused = visitor.post(f"/comments/{comment.pk}/", {"text": ""})
    asked = visitor.get(f"/comments/{comment.pk}/removal/").content.decode()
    visitor.post(f"/comments/{comment.pk}/removal/")

    assert refused.status_code == 422
    assert "Remove this comment?" in asked
    assert "Comment removed" in visitor.get(f"/projects/{project.pk}/discussion/").content.decode()


def test_watching_is_decided_by_one_button(client, project, guest):
    visitor = signed_in(client, guest)
    visitor.post(at_project(project, "watch/"), {"watch": "1"})
    assert Watch.objects.get().is_muted is False
    assert b"Watching" in visitor.get(f"/projects/{project.pk}/discussion/").content

    visitor.post(at_project(project, "watch/"))

    assert Watch.objects.get().is_muted is True


def test_a_file_is_handed_out_to_save_and_never_as_what_it_claims(client, project, manager):
    visitor = signed_in(client, manager)
    visitor.post(at_project(project, "files/"), {"attachments": [upload(), upload('pl"an ü.pdf')]})
    kept = Attachment.objects.earliest("pk")

    answer = visitor.get(f"/files/{kept.pk}/whatever.html")

    assert b"".join(answer.streaming_content) == PDF
    assert {
        name: answer[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    } == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="plan.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Attachment.objects.count() == 2


def test_only_a_picture_is_shown_inline_and_in_a_cage(client, project, manager):
    by = manager.account
    picture = attach_file(project, BytesIO(PNG), "rack.png", by=by, at=AT)
    paper = attach_file(project, BytesIO(PDF), "plan.pdf", by=by, at=AT)
    visitor = signed_in(client, manager)

    shown = visitor.get(f"/files/{picture.pk}/picture/")
    assert b"".join(shown.streaming_content) == PNG

    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert shown["Content-Security-Policy"].startswith("default-src 'none'")
    assert visitor.get(f"/files/{paper.pk}/picture/").status_code == 404


@pytest.mark.parametrize("scan", ["pending", "refused"])
def test_a_file_that_waits_for_the_virus_check_or_failed_it_is_not_handed_out(client, project, manager, scan):
    kept = attach_file(project, BytesIO(PNG), "rack.png", by=manager.account, at=AT)
    Attachment.objects.update(scan=scan)
    visitor = signed_in(client, manager)

    answers = [visitor.get(f"/files/{kept.pk}/{page}").status_code for page in ("rack.png", "picture/")]

    assert answers == [403, 403]


def test_a_refused_file_is_told_to_the_script_and_on_the_page(client, project, manager):
    visitor = signed_in(client, manager)
    told = visitor.post(
        at_project(project, "files/"),
        {"attachments": upload("x.exe")},
        headers={"Accept": "application/json"},
    )
    shown = visitor.post(at_project(project, "files/"), {"attachments": upload("page.html", b"<script>")})
    none = visitor.post(at_project(project, "files/"))

    assert (told.status_code, shown.status_code, none.status_code) == (422, 422, 422)
    assert "files of this type are not attached here" in json.loads(told.content)["detail"]
    assert b"Choose a file first." in none.content


def test_how_large_a_file_may_be_is_said_before_it_is_sent(client, project, manager):
    page = signed_in(client, manager).get(at_project(project, "files/")).content.decode()

    assert "A file may have up to 25 MB." in page
    assert 'data-most-megabytes="25"' in page


def test_a_removed_file_is_gone_for_everybody(client, project, manager):
    kept = attach_file(project, BytesIO(PDF), "plan.pdf", by=manager.account, at=AT)
    visitor = signed_in(client, manager)

    visitor.post(f"/files/{kept.pk}/removal/")

    assert visitor.get(f"/files/{kept.pk}/plan.pdf").status_code == 404
    assert b"plan.pdf" not in visitor.get(at_project(project, "files/")).content


def test_the_page_asks_the_same_few_questions_of_many_comments(
    client, project, manager, guest, django_assert_max_num_queries
):
    visitor = signed_in(client, manager)
    for number in range(12):
        add_comment(project, f"@Vic Vendor {number}", by=manager.account, at=AT + timedelta(minutes=number))
    visitor.get(at_project(project))

    with django_assert_max_num_queries(26):
        visitor.get(at_project(project))


def test_a_former_member_keeps_nothing(client, project, manager, guest):
    add_comment(project, "@Vic Vendor look", by=manager.account, at=AT)
    ProjectRole.objects.filter(person=guest).delete()

    assert signed_in(client, guest).get(at_project(project)).status_code == 404
