"""What is restricted reaches no reader without clearance, on no page, in no file, list, search or answer of the API."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone

from milepost.api.house import api
from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.governance.models import Decision
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.documents import add_document
from milepost.domain.projects.actions.issues import create_issue, edit_issue
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.restricting import CannotRestrict, restrict
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.restriction import Restriction, cleared_for
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report
from tests.factories import AT, give_role, make_person, make_project, signed_in
from tests.journeys.addresses import own_addresses

pytestmark = pytest.mark.django_db
SECRET = "Zebrafish"
KINDS = (Restriction.SECURITY, Restriction.PRIVILEGED)
# Sign-in, set-up and what is not about projects at all.
ELSEWHERE = re.compile(r"^(setup:|tokens:|styleguide|icon)")


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    """A project that reported once, after its secrets were restricted."""
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    at = timezone.now()
    add_task(project, "Order", by=manager, at=at)
    for kind in KINDS:
        risk = create_risk(
            project, {"event": f"{SECRET} risk", "probability": 5, "impact": 5}, by=manager, at=at
        )
        issue = create_issue(project, {"title": f"{SECRET} issue", "severity": 4}, by=manager, at=at)
        edit_issue(issue, {"due_on": date(2020, 1, 1)}, by=manager, at=at)
        paper = add_document(project, {"title": f"{SECRET} paper"}, by=manager, at=at)
        attach_file(paper, BytesIO(b"%PDF-1.7 x"), f"{SECRET}.pdf", by=manager.account, at=at)
        add_comment(risk, f"{SECRET} said", by=manager.account, at=at)
        decision = Decision.objects.create(
            number=Decision.objects.count() + 1, text=f"{SECRET} decision", project=project,
            decided_on=timezone.localdate(), decided_by="Council",
        )  # fmt: skip
        for entry in (risk, issue, paper, decision):
            restrict(entry, kind, reason="Shows how it is protected", by=manager, at=at)
    day = timezone.localdate()
    publish_report(draft_report(project, start=day, finish=day, by=manager, at=at), by=manager, at=at)
    return project


def things(project):
    """Give what addresses name, as far as this small world has it."""
    return {
        "project_id": project.pk, "number": 1, "report_id": project.status_reports.get().pk, "key": "project",
        "topic_id": project.pk, "person_id": project.manager.pk, "ending": "csv",
    }  # fmt: skip


def paths(project):
    known = things(project)
    for name, _ in own_addresses():
        route = f"/{_route(name)}"
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        if not ELSEWHERE.match(name) and all(one in known for one in names):
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(known[found[1]]), route)
    yield from (
        f"/search/?q={SECRET}",
        f"/search/palette/?q={SECRET}",
        f"/issues/?q={SECRET}",
        f"/risks/?q={SECRET}",
    )


def _route(name):
    from django.urls import get_resolver

    space, _, last = name.rpartition(":")
    resolver = get_resolver("milepost.web.urls")
    return _find(resolver, space, last)


def _find(resolver, space, last, before=""):
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            if pattern.namespace == (space or None) and (found := _find(pattern, "", last, here)):
                return found
        elif not space and pattern.name == last:
            return here
    return ""


def texts_of(response):
    """Give all that an answer says; what is zipped, such as a workbook or a presentation, unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode(errors="replace")


def leaks(client, addresses):
    found, read = [], 0
    for path in addresses:
        response = client.get(path)
        if response.status_code == 200:
            read += 1
            text = texts_of(response).replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
            if re.search(rf"{SECRET} (risk|issue|paper|decision|said)|{SECRET}\.pdf", text):
                found.append(path)
    return read, found


def test_no_page_or_file_tells_it_to_who_has_no_clearance(client, project):
    reader = make_person("Fin Analyst", Role.FINANCE_ANALYST)
    give_role(reader, Role.SUPERVISOR)
    give_role(reader, Role.BUYER)

    read, found = leaks(signed_in(client, reader), set(paths(project)))

    assert found == []
    assert read > 40


def test_the_same_pages_tell_it_to_who_has_clearance(client, project, manager):
    _, found = leaks(signed_in(client, manager), set(paths(project)))

    assert len(found) >= 5


def test_no_answer_of_the_api_tells_it(client, project):
    reader = make_person("Fin Analyst", Role.FINANCE_ANALYST)
    known = things(project)
    documented = [
        path
        for path, operations in api.get_openapi_schema()["paths"].items()
        if "get" in operations and all(name in known for name in re.findall(r"{(\w+)}", path))
    ]

    read, found = leaks(signed_in(client, reader), [path.format(**known) for path in documented])

    assert found == []
    assert read > 15


def test_files_and_single_records_are_not_there_for_them(client, project):
    reader = make_person("Fin Analyst", Role.FINANCE_ANALYST)
    signed_in(client, reader)
    document, risk, issue = project.documents.first(), project.risks.first(), project.issues.first()

    addresses = [
        f"/projects/{project.pk}/documents/{document.number}/",
        f"/projects/{project.pk}/risks/{risk.number}/",
        f"/projects/{project.pk}/issues/{issue.number}/",
        f"/discussion/risk/{risk.pk}/",
        f"/restrictions/risk/{risk.pk}/",
    ]

    assert [client.get(path).status_code for path in addresses] == [404] * len(addresses)


def test_a_lead_reads_security_details_but_nothing_privileged(project):
    lead = make_person("Tess")
    give_role(lead, Role.TECHNICAL_LEAD, over=project)

    seen = project.risks.filter(cleared_for(lead)).values_list("restriction", flat=True)

    assert list(seen) == ["security"]


def test_a_report_says_nothing_of_it_to_anybody(project):
    report = project.status_reports.get()

    assert SECRET not in str([report.facts, report.sentences, report.director, report.council, report.public])


def test_a_restriction_needs_a_reason_and_who_sets_it_must_see_it(project, manager):
    issue = create_issue(project, {"title": "Racks"}, by=manager, at=AT)
    with pytest.raises(CannotRestrict, match="Say why"):
        restrict(issue, Restriction.SECURITY, reason=" ", by=manager, at=AT)
    with pytest.raises(Refused):
        restrict(issue, Restriction.SECURITY, reason="x", by=make_person("Au", Role.AUDITOR), at=AT)
    reviewer = make_person("Sec", Role.SECURITY_REVIEWER)
    with pytest.raises(CannotRestrict, match="see it yourself"):
        restrict(issue, Restriction.PRIVILEGED, reason="x", by=reviewer, at=AT)
    issue.refresh_from_db()
    assert issue.restriction == ""


def test_who_may_sets_and_lifts_it_on_its_page(client, project, manager):
    issue = create_issue(project, {"title": "Racks"}, by=manager, at=AT)
    signed_in(client, manager)

    client.post(f"/restrictions/issue/{issue.pk}/", {"restriction": "security", "reason": "Shows the doors"})
    issue.refresh_from_db()
    assert (issue.restriction, issue.restriction_reason) == ("security", "Shows the doors")
    page = client.get(f"/projects/{project.pk}/issues/{issue.number}/").content.decode()
    assert "Security detail" in page

    client.post(f"/restrictions/issue/{issue.pk}/", {"restriction": "", "reason": "The doors are replaced"})
    issue.refresh_from_db()
    assert (issue.restriction, issue.restriction_reason) == ("", "")
