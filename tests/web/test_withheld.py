"""What is restricted reaches no reader without clearance, on no page, in no file, list, search or answer of the API."""

import re

import pytest

from milepost.api.house import api
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.restricting import CannotRestrict, restrict
from milepost.domain.projects.models.restriction import Restriction, cleared_for
from tests.factories import AT, give_role, make_person, signed_in
from tests.journeys.addresses import own_addresses
from tests.web.withheld import LEAK, SECRET, project_with_secrets, texts_of

pytestmark = pytest.mark.django_db
# Sign-in, set-up and what is not about projects at all.
ELSEWHERE = re.compile(r"^(setup:|tokens:|styleguide|icon)")


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return project_with_secrets(manager)


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
        f"/palette/?q={SECRET}",
        f"/projects/issues/?q={SECRET}",
        f"/projects/risks/?q={SECRET}",
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


def leaks(client, addresses):
    found, read = [], 0
    for path in addresses:
        response = client.get(path)
        if response.status_code == 200:
            read += 1
            if LEAK.search(texts_of(response)):
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
