import csv
import hashlib
import zipfile
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.governance.actions.requesting_change import CostLine, Wanted, request_change
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.responding import add_response_action
from milepost.domain.projects.actions.restricting import restrict
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models.restriction import Restriction
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.exporting_record import export_record
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.rendering.record import record_of
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def archive(manager):
    project = make_project("Switch refresh", manager=manager)
    make_task(project, "=Order")
    create_issue(project, {"title": "No racks"}, by=manager, at=AT)
    risk = create_risk(project, {"event": "Zebrafish", "probability": 3, "impact": 4}, by=manager, at=AT)
    add_response_action(risk, {"text": "Zebrafish doors"}, by=manager, at=AT)
    request_change(
        project,
        {"title": "Zebrafish change", "type": "cost", "reason": "Zebrafish", "risk": risk},
        Wanted([], [CostLine(1, Decimal(100), None)]),
        by=manager,
        at=AT,
    )
    add_comment(risk, "Zebrafish said", by=manager.account, at=AT)
    add_comment(project, "Go on", by=manager.account, at=AT)
    attach_file(risk, BytesIO(b"%PDF-1.7 Zebrafish"), "Zebrafish.pdf", by=manager.account, at=AT)
    attach_file(project, BytesIO(b"%PDF-1.7 x"), "Plan.pdf", by=manager.account, at=AT)
    restrict(risk, Restriction.SECURITY, reason="Shows the doors", by=manager, at=AT)
    make_task(make_project("Other"), "Elsewhere")
    return zipfile.ZipFile(BytesIO(record_of(project, at=AT)))


def rows(archive, name):
    return list(csv.DictReader(StringIO(archive.read(name).decode("utf-8-sig"))))


def test_every_file_stands_in_the_index_with_its_digest(archive):
    index = {row["file"]: row["sha256"] for row in rows(archive, "index.csv")}

    assert set(archive.namelist()) == {*index, "index.csv"}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in index.items())


def test_registers_comments_changes_and_files_are_in_it(archive):
    assert [row["title"] for row in rows(archive, "registers/projects.issue.csv")] == ["No racks"]
    assert [row["name"] for row in rows(archive, "registers/projects.task.csv")] == ["'=Order"]
    assert [row["text"] for row in rows(archive, "comments.csv")] == ["Go on"]
    assert "Issue 1: No racks" in [row["summary"] for row in rows(archive, "changes.csv")]
    assert any(name.endswith("-Plan.pdf") for name in archive.namelist())


def test_what_is_restricted_is_listed_with_its_reason_and_nowhere_else(archive):
    belongs = {"number": "", "restriction": "Belongs to a restricted record", "reason": ""}
    assert rows(archive, "withheld.csv") == [
        {
            "kind": "risk",
            "number": "1",
            "count": "1",
            "restriction": "Security detail",
            "reason": "Shows the doors",
        },
        {"kind": "risk score", "count": "1", **belongs},
        {"kind": "response action", "count": "1", **belongs},
        {"kind": "change request", "count": "1", **belongs},
        {"kind": "change cost", "count": "1", **belongs},
        {"kind": "comment", "count": "1", **belongs},
        {"kind": "file", "count": "1", **belongs},
    ]
    assert [name for name in archive.namelist() if b"Zebrafish" in archive.read(name)] == []
    assert [name for name in archive.namelist() if "Zebrafish" in name] == []


def test_only_the_records_officer_asks_for_it(manager):
    project = make_project(manager=manager)
    with pytest.raises(Refused):
        export_record(project, by=manager, at=AT)

    run = export_record(project, by=make_person("Cleo", Role.RECORDS_OFFICER), at=AT)

    assert run.arguments == {"project_id": project.pk}


def test_a_cover_leads_through_the_archive_and_says_what_is_withheld(archive):
    cover = archive.read("index.html").decode()

    assert "Switch refresh" in cover
    assert "Shows the doors" in cover
    assert "Zebrafish" not in cover
    assert all(
        f'href="{name.replace(" ", "%20")}"' in cover for name in archive.namelist() if "index" not in name
    )


def test_people_stand_in_the_tables_by_name(archive):
    assert [row["manager"] for row in rows(archive, "registers/projects.project.csv")] == ["Mara Quint"]


def test_published_reports_and_finished_papers_are_pages_in_it(manager):
    project = make_project("Switch refresh", manager=manager, state="in_progress")
    make_task(project, "Order")
    recalculate(project)
    drafted = draft_report(project, start=AT.date(), finish=AT.date(), by=manager, at=AT)
    assert "reports/" not in " ".join(zipfile.ZipFile(BytesIO(record_of(project, at=AT))).namelist())
    publish_report(drafted, by=manager, at=AT)

    made = zipfile.ZipFile(BytesIO(record_of(project, at=AT)))

    (name,) = [name for name in made.namelist() if name.startswith("reports/")]
    assert drafted.summary in made.read(name).decode()
