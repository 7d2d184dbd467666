from datetime import datetime, timedelta

import pytest

from milepost.domain.governance.actions.defects import fix_defect, report_defect
from milepost.domain.governance.actions.handing_over import prepare_handover
from milepost.domain.governance.actions.operational_changes import propose_operational_change
from milepost.domain.governance.actions.punch_list import add_punch_item
from milepost.domain.governance.actions.training import RosterLine, enroll, plan_course
from milepost.domain.governance.models import (
    Benefit,
    CheckResult,
    Defect,
    OperationalChange,
    OutageNotice,
    PunchItem,
    Trainee,
)
from tests.factories import AT, make_department, signed_in
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db
NIGHT = datetime(2027, 3, 6, 22)


@pytest.fixture
def change(project, mara):
    fields = {
        "title": "Radios", "systems": "Radio", "starts": NIGHT, "ends": NIGHT + timedelta(hours=4), "back_out": "Old.",
    }  # fmt: skip
    return propose_operational_change(project, fields, by=mara, at=AT)


def test_a_guest_sees_none_of_it(client, guest, project, change, mara):
    course = plan_course(project, {"title": "Radios"}, by=mara, at=AT)
    visitor = signed_in(client, guest)
    pages = [
        *(
            f"/projects/{project.pk}/{page}/"
            for page in ("quality-checks", "defects", "punch-list", "training")
        ),
        *(f"/projects/{project.pk}/{page}/" for page in ("closing", "operational-changes")),
        f"/operational-changes/{change.number}/",
        f"/operational-changes/{change.number}/notice/",
        f"/training/{course.pk}/",
    ]

    assert {page: visitor.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)
    assert listed(visitor.get("/operational-changes/")) == []


def test_a_defect_goes_from_report_to_a_passed_retest(visitor, project, mara):
    visitor.post(f"/projects/{project.pk}/defects/new/", {"title": "No sound", "severity": 3})
    page = f"/projects/{project.pk}/defects/1/"
    assert [str(one) for one in listed(visitor.get(f"/projects/{project.pk}/defects/"))] == ["No sound"]

    refused = visitor.post(page, {"deed": "fix", "word": "fix", "outcome": ""})
    assert (refused.status_code, Defect.objects.get().state) == (422, "open")
    visitor.post(page, {"deed": "fix", "word": "fix", "outcome": "New cable"})
    visitor.post(page, {"deed": "retest", "word": "passed", "outcome": ""})

    assert Defect.objects.get().state == "closed"
    assert listed(visitor.get(f"/projects/{project.pk}/defects/")) == []


def test_a_member_may_not_defer(client, member, project, mara):
    defect = report_defect(project, {"title": "No sound"}, by=mara, at=AT)
    fix_defect(defect, outcome="Cable", by=mara, at=AT)
    visitor = signed_in(client, member)

    visitor.post(f"/projects/{project.pk}/defects/1/", {"deed": "defer", "word": "defer", "outcome": "Later"})

    assert Defect.objects.get().state == "fixed"


def test_a_record_is_changed_on_its_page(visitor, project, mara):
    report_defect(project, {"title": "No sound"}, by=mara, at=AT)

    visitor.post(f"/projects/{project.pk}/defects/1/", {"title": "No sound at all", "severity": 4})

    assert Defect.objects.values_list("title", "severity").get() == ("No sound at all", 4)


def test_a_result_that_fails_reports_its_defect(visitor, project):
    given = {"title": "Ten calls", "kind": "test", "criterion": "All heard"}
    visitor.post(f"/projects/{project.pk}/quality-checks/new/", given)
    result = {
        "deed": "result",
        "word": "save",
        "outcome": "failed",
        "words": "Two were not",
        "defect": "No sound",
    }

    visitor.post(f"/projects/{project.pk}/quality-checks/1/", result)

    assert CheckResult.objects.get().words == "Two were not"
    assert "No sound" in visitor.get(f"/projects/{project.pk}/quality-checks/1/").content.decode()


def test_a_change_is_approved_and_its_notice_sent(visitor, change, project, mara):
    police = make_department("Police")
    mara.department = police
    mara.save()
    page = f"/operational-changes/{change.number}/"
    notice = {
        "subject": "No radios",
        "words": "Use telephones.",
        "contact": "4411",
        "departments": [police.pk],
    }
    visitor.post(f"{page}notice/edit/", notice)
    visitor.post(f"{page}notice/sending/")
    assert OutageNotice.objects.get().sent_at is None

    visitor.post(page, {"deed": "decide", "word": "approved", "words": ""})
    visitor.post(f"{page}notice/sending/")

    assert OperationalChange.objects.get().state == "approved"
    assert OutageNotice.objects.get().sent_to == 1
    assert "Use telephones." in visitor.get(f"{page}notice/").content.decode()


def test_a_punch_item_is_added_in_its_room_and_closed(visitor, project, mara):
    assert (
        visitor.get(f"/projects/{project.pk}/punch-list/new/?room=214").context["form"]["room"].value()
        == "214"
    )
    add_punch_item(project, {"room": "214", "title": "Loose plate"}, by=mara, at=AT)
    page = f"/projects/{project.pk}/punch-list/1/"

    visitor.post(page, {"deed": "ready", "word": "ready", "outcome": "Screwed down"})
    visitor.post(page, {"deed": "look", "word": "close", "outcome": "Seen"})

    assert PunchItem.objects.get().state == "closed"


def test_a_roster_is_pasted_and_attendance_marked(visitor, project, mara):
    course = plan_course(project, {"title": "Radios"}, by=mara, at=AT)
    police = make_department("Police")
    people = "Ana Diaz, Nights\nBo Li;Days\n\nCy Ott\tNights\n"
    visitor.post(f"/training/{course.pk}/roster/", {"department": police.pk, "people": people})
    roster = {one.name: one for one in Trainee.objects.all()}
    shifts = {name: one.shift for name, one in roster.items()}
    assert shifts == {"Ana Diaz": "Nights", "Bo Li": "Days", "Cy Ott": "Nights"}

    chosen = [roster["Ana Diaz"].pk, roster["Bo Li"].pk]
    visitor.post(f"/training/{course.pk}/attendance/", {"trainee": chosen, "word": "trained"})

    assert Trainee.objects.filter(state="trained").count() == 2
    refused = visitor.post(f"/training/{course.pk}/roster/", {"department": police.pk, "people": "x" * 200})
    assert "Line 1" in refused.context["form"].errors["people"][0]


@pytest.mark.parametrize("word", ["session-abc", "session-0", "flown", ""])
def test_a_word_that_a_course_does_not_know_is_said_and_changes_nothing(visitor, project, mara, word):
    course = plan_course(project, {"title": "Radios"}, by=mara, at=AT)
    enroll(course, [RosterLine("Ana")], make_department("Police"), by=mara, at=AT)

    answer = visitor.post(
        f"/training/{course.pk}/attendance/",
        {"trainee": [course.trainees.get().pk], "word": word},
        follow=True,
    )

    assert [one.level_tag for one in answer.context["messages"]] == ["error"]
    assert course.trainees.get().state == "to_train"


def test_closing_names_what_is_open_and_the_support_owner_takes_it_on(client, visitor, member, project, mara):
    report_defect(project, {"title": "No sound"}, by=mara, at=AT)
    assert "1 defect still open" in visitor.get(f"/projects/{project.pk}/closing/").content.decode()
    full = {
        "documents": "Runbook",
        "licenses": "Until 2030",
        "assets": "Two",
        "support_team": make_department(),
    }
    handover = prepare_handover(project, full | {"support_owner": member}, by=mara, at=AT)
    assert visitor.post(f"/projects/{project.pk}/handover/acceptance/").status_code == 403

    signed_in(client, member).post(f"/projects/{project.pk}/handover/acceptance/")

    handover.refresh_from_db()
    assert handover.accepted_by == member


def test_a_benefit_is_planned_and_measured(visitor, project, mara):
    given = {
        "title": "Faster",
        "measure": "Median",
        "target": "60 s",
        "measure_on": "2027-09-01",
        "owner": mara.pk,
    }
    visitor.post(f"/projects/{project.pk}/benefits/new/", given)
    found = Benefit.objects.get()

    measured = {"deed": "measure", "word": "save", "state": "partly", "measured": "70 s", "words": ""}
    visitor.post(f"/projects/{project.pk}/benefits/{found.pk}/", measured)

    found.refresh_from_db()
    assert (found.state, found.measured) == ("partly", "70 s")
