"""What is restricted reaches no reader without clearance, on no page, in no file, list, search or answer of the API."""

import re

import pytest

from milepost.api.house import api
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.restricting import CannotRestrict, restrict
from milepost.domain.projects.models.restriction import Restriction, cleared_for
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.rendering.record import record_of
from tests.factories import AT, give_role, make_person, signed_in
from tests.journeys.addresses import own_addresses
from tests.web.withheld import (
    LEAK,
    SECRET,
    project_that_told_them,
    project_with_secrets,
    text_in,
    texts_of,
)

pytestmark = pytest.mark.django_db
# Sign-in, set-up and what is not about projects at all.
REPEATS = re.compile("report|history|search|palette|portfolio|public")
"""Pages that may repeat what another record says."""
ELSEWHERE = re.compile(r"^(setup:|tokens:|styleguide|icon)")


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return project_with_secrets(manager)


@pytest.fixture
def told(manager):
    return project_that_told_them(manager)


def things(project):
    """Give what addresses name, as far as this small world has it."""
    return {
        "project_id": project.pk, "number": 1, "report_id": project.status_reports.first().pk, "key": "project",
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


def test_what_was_restricted_after_it_was_reported_is_told_no_more(client, told):
    lead = make_person("Por Manager", Role.PORTFOLIO_MANAGER)
    reader = make_person("Fin Analyst", Role.FINANCE_ANALYST)
    published = told.status_reports.get(state="published")
    draft, council = told.status_reports.get(state="draft"), told.council_communications.get()
    addresses = {path for path in paths(told) if REPEATS.search(path)} | {
        f"/reports/{report.pk}/{page}{reader}"
        for report in (published, draft)
        for page in ("", "report.pdf", "report.pptx", "email.html", "texts/")
        for reader in ("?for=manager", "?for=director", "?for=council", "?for=public")
    }
    addresses |= {f"/reports/council/{council.pk}/", f"/reports/council/{council.pk}/communication.pdf"}
    addresses |= {f"/api/v1/reports/{report.pk}" for report in (published, draft)}

    of_reader = leaks(signed_in(client, reader), addresses)
    # A lead with clearance reads the records themselves, and drafts.
    of_lead = leaks(signed_in(client, lead), {path for path in addresses if "reports/" in path})

    assert (of_reader[1], of_lead[1]) == ([], [])
    assert min(of_reader[0], of_lead[0]) > 20


def test_a_report_says_how_much_was_taken_out_and_keeps_the_rest(client, told, manager):
    signed_in(client, manager)
    report = told.status_reports.get(state="published")

    page = client.get(f"/reports/{report.pk}/").content.decode()
    (shown,) = cleared([report])

    assert "Taken out, because it was restricted since: 1 risk, 1 issue, 1 decision." in page
    assert (shown.decisions, shown.summary) == ("Pay for it.\n- Say so.", "It goes on.")
    assert not any(SECRET in said for said, _, _ in shown.sentences["director"])
    assert shown.facts["risks"] == [] != report.facts["risks"]


def test_the_draft_is_published_without_it(told, manager):
    draft = told.status_reports.get(state="draft")

    publish_report(draft, by=manager, at=AT)

    draft.refresh_from_db()
    assert SECRET not in str([draft.facts, draft.sentences, draft.summary, draft.director, draft.decisions])


def test_the_public_record_holds_no_report_of_it(told):
    assert not LEAK.search(text_in(record_of(told, at=AT)))


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
