import pytest

from tests.factories import make_department

pytestmark = pytest.mark.django_db


def test_words_objectives_and_partners_are_changed_and_read(calling, manager, project):
    call = calling(manager)
    police = make_department("Police")
    given = {
        "purpose": "Old switches fail.",
        "objectives": [
            {"text": "No outages", "measure": "Hours a month"},
            {"text": "Less power", "measure": ""},
        ],
        "partner_ids": [police.pk],
    }

    answer = call("PATCH", f"/projects/{project.pk}", given)

    read = call("GET", f"/projects/{project.pk}").json()
    assert (answer.status_code, answer.json()) == (200, read)
    assert {name: read[name] for name in given} == given


def test_what_is_left_out_stays_and_lists_are_replaced_as_a_whole(calling, manager, project):
    call = calling(manager)
    call("PATCH", f"/projects/{project.pk}", {"purpose": "Old", "objectives": [{"text": "A"}, {"text": "B"}]})

    read = call("PATCH", f"/projects/{project.pk}", {"objectives": [{"text": "B"}]}).json()

    assert (read["purpose"], read["objectives"]) == ("Old", [{"text": "B", "measure": ""}])


def test_a_partner_that_does_not_stand_changes_nothing(calling, manager, project):
    answer = calling(manager)("PATCH", f"/projects/{project.pk}", {"purpose": "New", "partner_ids": [99999]})

    project.refresh_from_db()
    assert (answer.status_code, project.purpose) == (404, "")
