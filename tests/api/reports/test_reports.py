import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import make_person

pytestmark = pytest.mark.django_db
PERIOD = {"period_start": "2027-02-15", "period_finish": "2027-02-28"}


@pytest.fixture
def draft(calling, manager, project):
    recalculate(project)
    call = calling(manager)
    return call, call("POST", f"/projects/{project.pk}/reports", PERIOD).json()


def test_a_report_is_drafted_revised_published_and_listed(draft):
    call, report = draft
    path = f"/reports/{report['id']}"

    revised = call("PATCH", path, {"summary": "The switches are on their way."}).json()
    published = call("POST", f"{path}/publication").json()
    again = call("PATCH", path, {"summary": "Other"})

    assert (report["state"], revised["summary"]) == ("draft", "The switches are on their way.")
    assert (published["state"], published["summary"]) == ("published", revised["summary"])
    assert again.status_code == 422
    assert [one["id"] for one in call("GET", "/reports").json()["items"]] == [report["id"]]


def test_a_draft_is_thrown_away(draft):
    call, report = draft

    gone = call("DELETE", f"/reports/{report['id']}")

    assert (gone.status_code, call("GET", f"/reports/{report['id']}").status_code) == (204, 404)


def test_a_draft_is_not_there_for_who_may_not_read_drafts(draft, calling):
    _, report = draft
    executive = calling(make_person("Executive", Role.EXECUTIVE))

    paths = [("GET", f"/reports/{report['id']}"), ("GET", f"/reports/{report['id']}/pdf")]

    assert [executive(*one).status_code for one in paths] == [404, 404]
    assert executive("GET", "/reports").json()["count"] == 0


def test_who_writes_no_reports_is_refused(draft, calling):
    _, report = draft
    auditor = calling(make_person("Au Ditor", Role.AUDITOR))
    path = f"/reports/{report['id']}"

    calls = [
        ("PATCH", path, {"summary": "Other"}),
        ("POST", f"{path}/publication", None),
        ("DELETE", path, None),
    ]

    assert [auditor(*one).status_code for one in calls] == [403, 403, 403]
