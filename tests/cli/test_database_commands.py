import tarfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from milepost.cli.audit import audit
from milepost.cli.importing import import_plan
from milepost.cli.report import report
from milepost.cli.restore import restore
from milepost.domain.common.actions.sealing import seal_change_sets
from milepost.domain.common.models import Change
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Project, ScheduleImport, Task
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report
from tests.factories import AT, make_city, make_department, make_person, make_project

pytestmark = pytest.mark.django_db
PLAN = "ID,Name,Duration,Predecessors,Start\n1,Order switches,5d,,2027-03-01\n2,Install switches,3d,1,\n"


@pytest.fixture
def manager():
    make_city()
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER, email="mara@vistaridge.example")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "switches.csv"
    file.write_text(PLAN)
    return file


def run(command, *arguments, **options):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], **options)


def test_a_plan_is_shown_then_imported(manager, plan):
    make_department("Information Technology", code="IT")

    result = run(
        import_plan,
        plan,
        "--as",
        "mara@vistaridge.example",
        "--department",
        "IT",
        "--name",
        "Switches",
        input="y\n",
    )

    assert result.exit_code == 0, result.output
    assert "2 tasks created" in result.output
    assert list(Task.objects.values_list("name", flat=True)) == ["Order switches", "Install switches"]


def test_nothing_is_written_when_the_import_is_declined(manager, plan):
    make_department("Information Technology", code="IT")

    run(import_plan, plan, "--as", "mara@vistaridge.example", "--department", "IT", input="n\n")

    assert not Project.objects.exists()
    assert ScheduleImport.objects.get().state == ScheduleImport.State.DISCARDED


def test_a_broken_file_ends_with_a_sentence_and_its_code(manager, tmp_path):
    make_department("Information Technology", code="IT")
    broken = tmp_path / "plan.xml"
    broken.write_text("<Project><Tasks>")

    result = run(import_plan, broken, "--as", "mara@vistaridge.example", "--department", "IT", "--yes")

    assert result.exit_code == 3
    assert not Project.objects.exists()


def test_nobody_acts_without_an_account(manager, plan):
    result = run(import_plan, plan, "--as", "nobody@vistaridge.example", "--department", "IT")

    assert (result.exit_code, result.output) == (
        2,
        "Error: Nobody active signs in as nobody@vistaridge.example.\n",
    )


def test_the_last_report_is_written_as_text_and_html(manager, tmp_path):
    project = make_project("Switch refresh", manager=manager, number="P-2027-900")
    add_task(project, "Order", by=manager, at=AT)
    drafted = draft_report(project, start=date(2027, 3, 1), finish=date(2027, 3, 5), by=manager, at=AT)
    publish_report(drafted, by=manager, at=AT)

    as_text = run(report, "P-2027-900", "--as", "mara@vistaridge.example")
    run(report, "P-2027-900", "--as", "mara@vistaridge.example", "--out", tmp_path / "report.html")

    assert "Switch refresh (P-2027-900)\nStatus report, Mar 1 to Mar 5, 2027" in as_text.output
    assert "<h1" in (tmp_path / "report.html").read_text()


def test_an_altered_record_fails_verification(manager):
    project = make_project("Switch refresh", manager=manager)
    add_task(project, "Order", by=manager, at=AT)
    seal_change_sets(at=AT)
    assert run(audit, "verify").exit_code == 0

    Change.objects.update(object_name="Other", values={"name": [None, "Other"]})

    assert run(audit, "verify").exit_code == 1


def test_a_restore_never_overwrites(manager, tmp_path):
    result = run(restore, _archive(tmp_path))

    assert result.exit_code == 1
    assert "holds data already" in result.output


def _archive(folder: Path) -> Path:
    file = folder / "backup.tar.gz"
    with tarfile.open(file, "w:gz"):
        pass
    assert settings.HOME
    return file
