from datetime import datetime

import pytest

from milepost.domain.governance.models import CutoverRun, GoLive, ReadinessItem, RunbookStep
from tests.factories import signed_in

pytestmark = pytest.mark.django_db


def test_a_go_live_is_planned_from_its_project(visitor, project):
    given = {"title": "Radio cutover", "starts": "2027-03-06T22:00", "latest_back_out": "2027-03-07T01:00"}

    answer = visitor.post(f"/projects/{project.pk}/go-lives/new/", given)

    assert answer.status_code == 302
    assert GoLive.objects.get().latest_back_out == datetime(2027, 3, 7, 1)


def test_what_is_refused_is_said_beside_its_field_and_kept(visitor, project):
    given = {"title": "Radio cutover", "starts": "2027-03-14T02:30"}

    answer = visitor.post(f"/projects/{project.pk}/go-lives/new/", given)

    assert answer.status_code == 422
    assert "skip that hour" in answer.context["form"].errors["starts"][0]
    assert answer.context["form"]["title"].value() == "Radio cutover"


def test_a_guest_sees_no_go_live(client, guest, project, go_live, step):
    visitor = signed_in(client, guest)

    seen = [
        visitor.get(page).status_code
        for page in (
            f"/projects/{project.pk}/go-lives/",
            f"/go-lives/{go_live.pk}/",
            f"/go-lives/{go_live.pk}/runbook/",
            f"/go-lives/runbook/{step.pk}/",
        )
    ]

    assert seen == [404, 404, 404, 404]


def test_a_member_reads_and_does_not_plan(client, member, project, go_live):
    visitor = signed_in(client, member)

    assert visitor.get(f"/go-lives/{go_live.pk}/").status_code == 200
    assert visitor.get(f"/projects/{project.pk}/go-lives/new/").status_code == 403
    assert visitor.post(f"/go-lives/{go_live.pk}/checklist/").status_code == 403
    assert visitor.post(f"/go-lives/{go_live.pk}/decision/", {"outcome": "go"}).status_code == 403


def test_the_checklist_is_taken_and_an_item_settled(visitor, go_live):
    visitor.post(f"/go-lives/{go_live.pk}/checklist/")
    item = ReadinessItem.objects.all()[0]

    visitor.post(f"/go-lives/readiness/{item.pk}/settlement/", {"word": "done", "evidence": "Log of Mar 1"})

    item.refresh_from_db()
    assert (item.state, item.evidence) == ("done", "Log of Mar 1")


def test_a_page_takes_no_more_queries_for_more_items(visitor, go_live, django_assert_max_num_queries):
    visitor.post(f"/go-lives/{go_live.pk}/checklist/")
    page = f"/go-lives/{go_live.pk}/"
    visitor.get(page)

    with django_assert_max_num_queries(60) as few:
        visitor.get(page)
    ReadinessItem.objects.bulk_create(
        [
            ReadinessItem(go_live=go_live, position=n, category="More", title=f"Item {n}")
            for n in range(99, 199)
        ]
    )

    with django_assert_max_num_queries(len(few.captured_queries)):
        visitor.get(page)


def test_a_step_is_typed_as_the_clock_shows_it(visitor, go_live, step):
    given = {
        "title": "Test",
        "kind": "work",
        "starts": "12:30 AM",
        "duration_minutes": 10,
        "waits_for": [step.pk],
    }

    answer = visitor.post(f"/go-lives/{go_live.pk}/runbook/new/", given)

    assert answer.status_code == 302
    made = RunbookStep.objects.get(title="Test")
    assert (made.offset_minutes, [wait.waits_for for wait in made.waits.all()]) == (150, [step])
    assert visitor.get(f"/go-lives/runbook/{made.pk}/").context["form"]["starts"].value() == "12:30 AM"


def test_a_step_without_a_time_follows_what_it_waits_for(visitor, go_live, step):
    given = {"title": "Test", "kind": "work", "duration_minutes": 10, "waits_for": [step.pk]}

    visitor.post(f"/go-lives/{go_live.pk}/runbook/new/", given)

    assert RunbookStep.objects.get(title="Test").offset_minutes == 30


@pytest.mark.parametrize(
    ("kind", "starts"), [("work", "soonish"), ("back_out", "11:00 PM"), ("work", "+99999")]
)
def test_a_time_that_cannot_be_read_is_said_beside_it(visitor, go_live, kind, starts):
    given = {"title": "Test", "kind": kind, "starts": starts, "duration_minutes": 10}

    answer = visitor.post(f"/go-lives/{go_live.pk}/runbook/new/", given)

    assert answer.status_code == 422
    assert answer.context["form"].errors["starts"]


def test_a_rehearsal_is_run_step_by_step(visitor, go_live, step):
    visitor.post(f"/go-lives/{go_live.pk}/runs/", {"kind": "rehearsal"})
    run = CutoverRun.objects.get()
    first = run.steps.get()

    visitor.post(f"/cutover-runs/steps/{first.pk}/state/", {"word": "start"})
    assert "Copy the channels" in visitor.get(f"/cutover-runs/{run.pk}/").content.decode()
    visitor.post(f"/cutover-runs/steps/{first.pk}/failed/", {"note": "No link"})
    first.refresh_from_db()
    assert (first.state, first.note) == ("failed", "No link")
    visitor.post(f"/cutover-runs/steps/{first.pk}/skipped/", {"note": "Later"})

    run.refresh_from_db()
    assert run.state == "done"


def test_the_board_answers_nothing_while_nothing_changed(visitor, go_live, step):
    visitor.post(f"/go-lives/{go_live.pk}/runs/", {"kind": "rehearsal"})
    run = CutoverRun.objects.get()
    page = f"/cutover-runs/{run.pk}/board/"
    tag = visitor.get(page)["ETag"]

    same = {visitor.get(page, headers={"If-None-Match": tag}).status_code for _ in range(2)}
    visitor.post(f"/cutover-runs/steps/{run.steps.get().pk}/state/", {"word": "start"})
    changed = visitor.get(page, headers={"If-None-Match": tag})

    assert 304 in same
    assert (changed.status_code, changed["Cache-Control"]) == (200, "private, no-cache")


def test_whoever_has_a_step_sees_the_run_and_nothing_else_of_it(client, guest, visitor, go_live, step, mara):
    RunbookStep.objects.update(owner=guest)
    visitor.post(f"/go-lives/{go_live.pk}/runs/", {"kind": "rehearsal"})
    run = CutoverRun.objects.get()
    vendor = signed_in(client, guest)

    assert vendor.get(f"/cutover-runs/{run.pk}/").status_code == 200
    vendor.post(f"/cutover-runs/steps/{run.steps.get().pk}/state/", {"word": "start"})
    assert run.steps.get().state == "under_way"
    assert vendor.post(f"/cutover-runs/{run.pk}/back-out/", {"reason": "Fear"}).status_code == 403


def test_a_cutover_without_a_go_is_refused_in_words(visitor, go_live, step):
    answer = visitor.post(f"/go-lives/{go_live.pk}/runs/", {"kind": "cutover"}, follow=True)

    assert "needs a go" in answer.content.decode()
    assert go_live.runs.count() == 0
