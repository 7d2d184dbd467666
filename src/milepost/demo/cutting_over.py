"""Nights of the demo city: a runbook is written, rehearsed, and run until it turns back."""

from datetime import datetime, timedelta
from typing import Any

from milepost.domain.governance.actions.running_cutover import back_out, begin_run, end_step, start_step
from milepost.domain.governance.actions.writing_runbook import add_call, add_runbook_step
from milepost.domain.governance.models import CallTreeEntry, CutoverRun, GoLive, RunbookStep, RunStep
from milepost.domain.people.models import Person

Told = dict[str, Any]
BACK_OUT = "back_out"


def write_runbook(planned: GoLive, told: Told, team: list[Person], *, by: Person, at: datetime) -> None:
    """Write the steps and the call tree."""
    steps: dict[str, RunbookStep] = {}
    for number, one in enumerate(told["steps"]):
        fields = {
            "kind": one.get("kind", "work"), "title": one["title"], "instructions": one.get("how", ""),
            "owner": team[number % len(team)], "offset_minutes": one["at"], "duration_minutes": one["takes"],
        }  # fmt: skip
        waits = [steps[key] for key in one.get("after", ())]
        steps[one["key"]] = add_runbook_step(planned, fields, waits_for=waits, by=by, at=at)  # type: ignore[arg-type]
    called: dict[str, CallTreeEntry] = {}
    for name, role, phone, caller in told["calls"]:
        call = {"name": name, "role": role, "phone": phone, "called_by": called.get(caller)}
        called[name] = add_call(planned, call, by=by, at=at)  # type: ignore[arg-type]


def run_rehearsal(planned: GoLive, told: Told, *, by: Person, at: datetime) -> None:
    """Run every step of the way forward, each as long as it really takes."""
    run = begin_run(planned, "rehearsal", by=by, at=at)
    _follow(run, told, _way(told, is_back=False), by=by, since=at)


def run_night(planned: GoLive, runbook: Told, told: Told, *, by: Person, at: datetime) -> datetime:
    """Run the night until a step fails twice, turn back, and run the way back; gives when it ended."""
    run = begin_run(planned, "cutover", by=by, at=at)
    way = _way(runbook, is_back=False)
    failing = next(place for place, one in enumerate(way) if one["key"] == told["failing"])
    failed_at = _follow(run, runbook, way[:failing], by=by, since=at)
    step = _step(run, way[failing]["title"])
    for _ in range(2):
        start_step(step, by=by, at=failed_at)
        failed_at += timedelta(minutes=way[failing]["takes"] // 2)
        end_step(step, "failed", note=told["failed"], by=by, at=failed_at)
    turned_at = at + timedelta(minutes=told["latest_back_out"] - 12)
    back_out(run, reason=told["back_out_reason"], by=by, at=turned_at)
    return _follow(run, runbook, _way(runbook, is_back=True), by=by, since=turned_at)


def _way(told: Told, *, is_back: bool) -> list[Told]:
    return [one for one in told["steps"] if (one.get("kind") == BACK_OUT) == is_back]


def _follow(run: CutoverRun, told: Told, way: list[Told], *, by: Person, since: datetime) -> datetime:
    """Do steps one after another, each when what it waits for is done; gives when the last one ended."""
    ended: dict[str, datetime] = {}
    for one in way:
        begins = max([since + timedelta(minutes=one["at"]), *(ended[key] for key in one.get("after", ()))])
        step = _step(run, one["title"], is_back=one.get("kind") == BACK_OUT)
        start_step(step, by=by, at=begins)
        ended[one["key"]] = begins + timedelta(minutes=one["really"])
        end_step(step, "done", note="", by=by, at=ended[one["key"]])
    return max(ended.values())


def _step(run: CutoverRun, title: str, *, is_back: bool = False) -> RunStep:
    steps = run.steps.select_related("run__go_live__project")
    return next(step for step in steps.filter(title=title) if step.is_back_out == is_back)
