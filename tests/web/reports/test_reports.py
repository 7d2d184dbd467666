from datetime import date

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import day_text
from milepost.domain.reports.actions.drafting import draft_report, revise_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.models import StatusReport
from tests.factories import AT, give_role, make_organization, make_person, make_project, signed_in, today

pytestmark = pytest.mark.django_db
PERIOD = {"start": date(2027, 3, 1), "finish": date(2027, 3, 5)}


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    add_task(project, "Order", by=manager, at=AT)
    return project


@pytest.fixture
def draft(project, manager):
    return draft_report(project, **PERIOD, by=manager, at=AT)


def test_a_manager_drafts_edits_and_publishes(client, project, manager):
    signed_in(client, manager)

    drafted = client.post(
        f"/projects/{project.pk}/reports/", {"period_start": "2027-03-01", "period_finish": "2027-03-05"}
    )
    report = StatusReport.objects.get()
    texts = {"summary": "Switches are ordered.", "done": "- Order", "next": "", "decisions": ""}
    client.post(f"/reports/{report.pk}/texts/", texts)
    client.post(f"/reports/{report.pk}/publication/")

    assert drafted.headers["Location"] == f"/reports/{report.pk}/"
    report.refresh_from_db()
    assert (report.state, report.summary) == ("published", "Switches are ordered.")
    page = client.get(f"/reports/{report.pk}/").content.decode()
    assert "Switches are ordered." in page
    assert f"Published by Mara Quint on {day_text(today())}" in page


def test_a_period_in_the_wrong_order_is_told_beside_its_field(client, project, manager):
    answer = signed_in(client, manager).post(
        f"/projects/{project.pk}/reports/", {"period_start": "2027-03-05", "period_finish": "2027-03-01"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"period_finish": ["The period ends before it starts."]}


def test_a_rating_given_from_the_draft_is_shown_in_it(client, draft, manager, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    given = {"dimension": "overall", "status": "at_risk", "reason": ""}

    answer = signed_in(client, manager).post(f"/reports/{draft.pk}/ratings/", given)

    assert answer.status_code == 302
    assert "Rated by Mara Quint" in client.get(f"/reports/{draft.pk}/").content.decode()


def test_a_draft_is_hidden_from_readers_and_a_project_from_outsiders(client, project, draft, manager):
    auditor, guest, sponsor = make_person("Au", Role.AUDITOR), make_person("Gus"), make_person("Spo")
    give_role(sponsor, Role.SPONSOR, over=project)
    pages = [f"/reports/{draft.pk}/", f"/reports/{draft.pk}/report.pdf", f"/reports/{draft.pk}/email.html"]

    assert [signed_in(client, sponsor).get(page).status_code for page in pages] == [404] * 3
    assert [signed_in(client, auditor).get(pages[0]).status_code] == [200]

    publish_report(draft, by=manager, at=AT)

    assert [signed_in(client, sponsor).get(page).status_code for page in pages] == [200] * 3
    assert [signed_in(client, guest).get(page).status_code for page in pages] == [404] * 3
    assert "Switch refresh" not in client.get("/reports/").content.decode()
    assert "Switch refresh" not in client.get("/reports/portfolio/").content.decode()


def test_a_reader_is_offered_nothing_that_would_be_refused(client, project, draft):
    auditor = make_person("Au", Role.AUDITOR)
    page = signed_in(client, auditor).get(f"/reports/{draft.pk}/").content.decode()

    assert "Publish" not in page
    assert client.post(f"/reports/{draft.pk}/publication/").status_code == 403
    assert client.get(f"/reports/{draft.pk}/texts/").status_code == 403


def test_what_people_wrote_is_shown_as_text(client, draft, manager):
    revise_report(draft, by=manager, at=AT, summary="<script>alert(1)</script>")

    for page in (f"/reports/{draft.pk}/", f"/reports/{draft.pk}/email.html"):
        assert "<script>alert" not in signed_in(client, manager).get(page).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_database_a_constant_number_of_times(
    client, manager, count, django_assert_max_num_queries
):
    for _ in range(count):
        project = make_project(manager=manager, state=Project.State.IN_PROGRESS)
        add_task(project, "Order", by=manager, at=AT)
        publish_report(draft_report(project, **PERIOD, by=manager, at=AT), by=manager, at=AT)
    signed_in(client, manager)

    with django_assert_max_num_queries(20):
        client.get("/reports/")
    with django_assert_max_num_queries(28):
        client.get("/reports/portfolio/")


def test_a_guest_of_a_project_reads_none_of_its_reports_in_any_format(client, project, draft, manager):
    publish_report(draft, by=manager, at=AT)
    guest = make_person("Gus Builder", organization=make_organization("General contractor"))
    give_role(guest, Role.GUEST, over=project)
    signed_in(client, guest)

    page = f"/reports/{draft.pk}/"
    answers = [client.get(page + one).status_code for one in ("", "report.pdf", "report.pptx", "email.html")]
    assert answers == [404] * 4
    assert client.get(f"/projects/{project.pk}/reports/").status_code == 403
    assert "Reports</a>" not in client.get(f"/projects/{project.pk}/").content.decode().split("<main")[1]
    assert "Switch refresh" not in client.get("/reports/").content.decode().split("<tbody")[-1]
    assert "1 technology project" not in client.get("/reports/portfolio/2027/3/").content.decode()
