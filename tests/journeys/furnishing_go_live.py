"""Go-lives and what hangs on them, for the pages that are about them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from milepost.domain.governance.actions.checking import plan_check, record_result
from milepost.domain.governance.actions.defects import report_defect
from milepost.domain.governance.actions.going_live import decide_go_live, plan_go_live
from milepost.domain.governance.actions.handing_over import (
    add_exit_criterion,
    plan_benefit,
    prepare_handover,
)
from milepost.domain.governance.actions.operational_changes import (
    propose_operational_change,
    write_outage_notice,
)
from milepost.domain.governance.actions.punch_list import add_punch_item
from milepost.domain.governance.actions.readying import take_checklist
from milepost.domain.governance.actions.running_cutover import begin_run, end_step, start_step
from milepost.domain.governance.actions.training import RosterLine, enroll, plan_course, plan_session
from milepost.domain.governance.actions.writing_runbook import add_call, add_runbook_step
from milepost.domain.governance.models import CutoverRun, ExitCriterion, GoLive, RunStep
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project

NIGHT = datetime(2027, 3, 6, 22)
Make = Callable[[Person, datetime], Any]


def _running() -> Project:
    return Project.objects.filter(state=Project.State.IN_PROGRESS, tier=Project.Tier.MEDIUM).order_by("pk")[0]


def _go_live(by: Person, at: datetime) -> GoLive:
    """Give a go-live with a checklist, a runbook of every kind of step, and a call tree."""
    fields = {
        "title": "Radio cutover", "starts": NIGHT, "lead": by, "bridge": "https://meet.city.example/night",
        "latest_back_out": NIGHT + timedelta(hours=2), "service_back_by": NIGHT + timedelta(hours=4),
    }  # fmt: skip
    go_live = plan_go_live(_running(), fields, by=by, at=at)  # type: ignore[arg-type]
    take_checklist(go_live, by=by, at=at)
    steps: list[Any] = []
    for kind, title in (
        ("work", "Copy the channels"),
        ("decision", "Go or back"),
        ("back_out", "Old masts up"),
    ):
        waits = steps[-1:] if kind != "back_out" else []
        steps.append(add_runbook_step(go_live, {"kind": kind, "title": title}, waits_for=waits, by=by, at=at))
    add_exit_criterion(go_live, "No critical defect for a week", by=by, at=at)
    add_call(go_live, {"name": "Ann", "role": "Masts", "phone": "303-555-0101"}, by=by, at=at)
    return go_live


def _run(by: Person, at: datetime, kind: str = "rehearsal") -> CutoverRun:
    go_live = _go_live(by, at)
    decide_go_live(go_live, "conditions", words="Trainers stay.", by=by, at=at)
    return begin_run(go_live, kind, by=by, at=at)


def _failed_step(by: Person, at: datetime) -> RunStep:
    step = _run(by, at).steps.all()[0]
    start_step(step, by=by, at=at)
    end_step(step, "failed", note="No link", by=by, at=at)
    return step


def _operational_change(by: Person, at: datetime) -> int:
    """Give a change that collides with another, with its notice."""
    window = {"starts": NIGHT, "ends": NIGHT + timedelta(hours=4)}
    fields = {"title": "Radios", "systems": "Radio", "back_out": "Old."} | window
    propose_operational_change(_running(), fields, by=by, at=at)  # type: ignore[arg-type]
    change = propose_operational_change(_running(), fields | {"owner": by}, by=by, at=at)  # type: ignore[arg-type]
    notice = {"subject": "No radios", "words": "Use telephones.", "contact": "Help desk"}
    write_outage_notice(change, notice, departments=[_running().department], by=by, at=at)  # type: ignore[arg-type]
    return change.number


def _check(by: Person, at: datetime) -> int:
    check = plan_check(_running(), {"title": "Ten calls", "criterion": "All heard"}, by=by, at=at)
    record_result(check, "failed", words="Two were not", defect="No sound", by=by, at=at)
    return check.number


def _course(by: Person, at: datetime) -> int:
    course = plan_course(_running(), {"title": "Radios", "ready_by": NIGHT.date()}, by=by, at=at)
    plan_session(course, {"starts": NIGHT - timedelta(days=4), "seats": 8}, by=by, at=at)
    lines = [RosterLine("Ana Diaz", "Days"), RosterLine("Bo Li", "Nights")]
    enroll(course, lines, _running().department, by=by, at=at)
    return course.pk


def _benefit(by: Person, at: datetime) -> int:
    prepare_handover(_running(), {"support_owner": by, "documents": "Runbook"}, by=by, at=at)
    fields = {
        "title": "Faster",
        "measure": "Median",
        "target": "60 s",
        "measure_on": NIGHT.date(),
        "owner": by,
    }
    return plan_benefit(_running(), fields, by=by, at=at).pk  # type: ignore[arg-type]


GO_LIVE_THINGS: dict[str, Make] = {
    "go-live": lambda by, at: _go_live(by, at).pk,
    "readiness item": lambda by, at: _go_live(by, at).readiness_items.all()[0].pk,
    "runbook step": lambda by, at: _go_live(by, at).runbook_steps.all()[1].pk,
    "run": lambda by, at: _failed_step(by, at).run_id,
    "run step": lambda by, at: _run(by, at).steps.all()[0].pk,
    "criterion": lambda by, at: ExitCriterion.objects.latest("pk").pk,
    "operational change": _operational_change,
    "check": _check,
    "defect": lambda by, at: (
        report_defect(_running(), {"title": "No sound", "severity": 4}, by=by, at=at).number
    ),
    "punch item": lambda by, at: (
        add_punch_item(_running(), {"room": "214", "title": "Loose plate", "owner": by}, by=by, at=at).number
    ),
    "course": _course,
    "benefit": _benefit,
    "skipped": lambda by, at: "skipped",
}
