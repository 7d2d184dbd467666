"""Go-lives and what hangs on them, for the pages that are about them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from milepost.domain.governance.actions.going_live import decide_go_live, plan_go_live
from milepost.domain.governance.actions.readying import take_checklist
from milepost.domain.governance.actions.running_cutover import begin_run, end_step, start_step
from milepost.domain.governance.actions.writing_runbook import add_call, add_runbook_step
from milepost.domain.governance.models import CutoverRun, GoLive, RunStep
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
    steps = []
    for kind, title in (
        ("work", "Copy the channels"),
        ("decision", "Go or back"),
        ("back_out", "Old masts up"),
    ):
        waits = steps[-1:] if kind != "back_out" else []
        steps.append(add_runbook_step(go_live, {"kind": kind, "title": title}, waits_for=waits, by=by, at=at))
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


GO_LIVE_THINGS: dict[str, Make] = {
    "go-live": lambda by, at: _go_live(by, at).pk,
    "readiness item": lambda by, at: _go_live(by, at).readiness_items.all()[0].pk,
    "runbook step": lambda by, at: _go_live(by, at).runbook_steps.all()[1].pk,
    "run": lambda by, at: _failed_step(by, at).run_id,
    "run step": lambda by, at: _run(by, at).steps.all()[0].pk,
    "skipped": lambda by, at: "skipped",
}
