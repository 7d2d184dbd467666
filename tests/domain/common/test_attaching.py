import hashlib
import sys
from io import BytesIO
from pathlib import Path

import pytest

from milepost.domain.common.actions.attaching import CannotAttach, attach_file, plain_name, remove_file
from milepost.domain.common.actions.commenting import add_comment, remove_comment
from milepost.domain.common.actions.scanning_files import scan_file
from milepost.domain.common.models import Attachment, ChangeSet, Comment, Event
from milepost.domain.common.queries import files_of
from milepost.domain.common.scanning import ScanFailed
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, give_role, make_person, make_project

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 plan"


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
def member(project):
    person = make_person("Dana Ruiz")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


def attached(topic, person, *, name="Floor plan.pdf", content=PDF, **more):
    return attach_file(topic, BytesIO(content), name, by=person.account, at=AT, **more)


def test_a_file_is_kept_under_a_name_that_tells_nothing(project, manager, tmp_path):
    kept = attached(project, manager)

    place = Path(kept.content.path)
    assert kept.read() == PDF
    assert (kept.name, kept.size, kept.sha256) == (
        "Floor plan.pdf",
        len(PDF),
        hashlib.sha256(PDF).hexdigest(),
    )
    assert place.is_relative_to(tmp_path)
    assert "Floor" not in str(place.relative_to(tmp_path))
    assert place.suffix == ""
    assert [change_set.action for change_set in ChangeSet.objects.all()] == ["common.attach_file"]


@pytest.mark.parametrize(
    ("brought", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ("a\nb\0c.pdf", "abc.pdf"),
        ("  .hidden.pdf. ", "hidden.pdf"),
        ("x" * 400 + ".pdf", "x" * 247 + ".pdf"),
        ("/", "file"),
    ],
)
def test_a_name_loses_its_folders_and_tricks(brought, kept):
    assert plain_name(brought) == kept


@pytest.mark.parametrize(
    "name", ["virus.exe", "page.html", "logo.svg", "macro.docm", "noending", "plan.pdf.js"]
)
def test_a_type_that_the_city_does_not_allow_is_refused(project, manager, name):
    with pytest.raises(CannotAttach, match="files of this type are not attached here") as refusal:
        attached(project, manager, name=name)

    assert refusal.value.field == "attachments"
    assert Attachment.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read(project, manager):
    class Huge(BytesIO):
        def seek(self, offset, whence=0):
            return 25_000_001 if whence == 2 else super().seek(offset, whence)

    with pytest.raises(CannotAttach, match="is larger than 25 MB"):
        attach_file(project, Huge(PDF), "plan.pdf", by=manager.account, at=AT)


def test_a_program_that_calls_itself_a_picture_is_refused(project, manager):
    with pytest.raises(CannotAttach, match=r"photo.png: The content is not what the ending .png says"):
        attached(project, manager, name="photo.png", content=b"MZ\x90\0")


def test_who_does_not_see_the_project_attaches_nothing(project):
    with pytest.raises(Refused):
        attached(project, make_person("Sam Stranger"))


def test_a_comment_whose_file_is_refused_is_not_written(project, manager):
    with pytest.raises(CannotAttach):
        add_comment(project, "Look", by=manager.account, at=AT, files=[(BytesIO(b"MZ"), "x.exe")])

    assert Comment.objects.count() == 0


def test_a_file_of_a_comment_goes_with_it(project, manager, django_capture_on_commit_callbacks):
    comment = add_comment(project, "Look", by=manager.account, at=AT, files=[(BytesIO(PDF), "plan.pdf")])
    place = Path(comment.attachments.get().content.path)

    with django_capture_on_commit_callbacks(execute=True):
        remove_comment(comment, by=manager.account, at=AT)

    assert files_of(project).count() == 0
    assert not place.exists()


def test_removing_erases_the_content_and_keeps_the_record(
    project, manager, member, django_capture_on_commit_callbacks
):
    kept = attached(project, manager)
    place = Path(kept.content.path)

    with pytest.raises(Refused):
        remove_file(kept, by=member.account, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(kept, by=manager.account, at=AT)
    with pytest.raises(CannotAttach, match="removed already"):
        remove_file(kept, by=manager.account, at=AT)

    row = Attachment.objects.get()
    assert not place.exists()
    assert (row.name, row.sha256, row.removed_at, row.removed_by) == (
        "Floor plan.pdf",
        hashlib.sha256(PDF).hexdigest(),
        AT,
        manager.account,
    )


@pytest.mark.parametrize(("code", "scan"), [(0, Attachment.Scan.CLEAN), (1, Attachment.Scan.REFUSED)])
def test_a_file_waits_until_the_virus_check_has_ended(
    project, manager, settings, code, scan, django_capture_on_commit_callbacks
):
    settings.VIRUS_SCAN = f"{sys.executable} -c 'raise SystemExit({code})'"
    kept = attached(project, manager)
    assert (kept.scan, kept.is_ready) == (Attachment.Scan.PENDING, False)

    with django_capture_on_commit_callbacks(execute=True):
        scan_file(kept, at=AT)
        scan_file(Attachment.objects.get(), at=AT)

    kept.refresh_from_db()
    assert (kept.scan, kept.is_ready) == (scan, scan == Attachment.Scan.CLEAN)
    assert Path(kept.content.path).exists() == kept.is_ready
    assert Event.objects.filter(kind="file_refused").count() == (0 if kept.is_ready else 1)


@pytest.mark.parametrize("command", [f"{sys.executable} -c 'raise SystemExit(2)'", "no-such-scanner"])
def test_while_the_virus_check_does_not_work_nothing_is_handed_out(project, manager, settings, command):
    settings.VIRUS_SCAN = command
    kept = attached(project, manager)

    with pytest.raises(ScanFailed):
        scan_file(kept, at=AT)

    assert not Attachment.objects.get().is_ready


def test_the_virus_check_may_be_a_function(project, manager, settings):
    settings.VIRUS_SCAN = "python:tests.domain.common.test_attaching.finds_nothing"
    kept = attached(project, manager)

    scan_file(kept, at=AT)

    assert Attachment.objects.get().scan == Attachment.Scan.CLEAN


def finds_nothing(path: Path) -> bool:
    return path.read_bytes() == PDF
