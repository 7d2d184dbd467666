"""The figures of what was checked: a schedule's quality, what a version moved, and agreement with other tools."""

from collections.abc import Mapping, Sequence

from milepost.charts.movements import Movement, movements
from milepost.charts.stacked import stacked
from milepost.charts.tornado import Bar, tornado
from milepost.charts.verdicts import Verdict as Row
from milepost.charts.verdicts import verdicts
from milepost.engine.assessment import Check, Practice, Verdict
from milepost.engine.assessment.result import Unit
from milepost.engine.instants import datetime_of
from milepost.engine.submission import Audit
from milepost.exchange.parity import Tally
from milepost.exchange.plan import Plan

MOST_MOVED = 40
LONGEST_REASON = 76
WORDS = {Verdict.PASS: "Pass", Verdict.FAIL: "Fail"}


def quality_figure(plan: Plan, checks: Sequence[Check], judged: Sequence[Practice], *, finding: str) -> str:
    """Draw the fourteen checks, then the ten practices."""
    rows = [
        Row(
            check.number,
            check.title,
            _passed(check.verdict),
            _word(check.verdict),
            _shown(check),
            check.value if check.unit is Unit.SHARE else None,
        )
        for check in checks
    ]
    practices = [
        Row(str(one.number), one.title, _passed(one.verdict), _word(one.verdict), _short(one.reason))
        for one in judged
    ]
    count = sum(one.verdict is Verdict.PASS for one in judged)
    return stacked(
        [
            verdicts(rows, title=f"{plan.name}: DCMA's checks", finding=f"{finding}."),
            verdicts(practices, title="GAO's best practices", finding=f"{count} of {len(judged)} pass."),
        ],
        title=plan.name,
    )


def movement_figure(plan: Plan, found: Audit) -> str:
    """Draw the finishes that moved most, the project's first."""
    names = {task.uid: task.name for task in plan.tasks}
    whole = found.movement
    widest = sorted(whole.moved, key=lambda one: -abs(one.finish_after - one.finish_before))[:MOST_MOVED]
    rows = [("Project", whole.finish_before, whole.finish_after)]
    rows += [(names.get(one.uid, f"Task {one.uid}"), one.finish_before, one.finish_after) for one in widest]
    moved = [Movement(name, datetime_of(was).date(), datetime_of(now).date()) for name, was, now in rows]
    figure = movements(moved, title=f"{plan.name}: finishes that moved", finding=found.movement_sentence)
    return stacked([figure], title=plan.name)


def parity_figure(by_feature: Mapping[str, Tally], whole: Tally) -> str:
    """Draw, by feature of tasks, how many starts and finishes agree."""
    held = {feature: tally for feature, tally in by_feature.items() if tally.share is not None}
    bars = [
        Bar(feature, 100 * (tally.share or 0.0), f"{tally.agreed:,} of {tally.held:,}")
        for feature, tally in held.items()
    ]
    finding = "No file holds dates."
    if whole.held:
        finding = f"Start and finish of {whole.agreed:,} of {whole.held:,} tasks agree."
    figure = tornado(
        bars, title="Agreement by feature, in percent", finding=finding, headings=("Feature", "Agree")
    )
    return stacked([figure], title=figure.title)


def _passed(verdict: Verdict) -> bool | None:
    return {Verdict.PASS: True, Verdict.FAIL: False}.get(verdict)


def _word(verdict: Verdict) -> str:
    return WORDS.get(verdict, verdict.value.capitalize())


def _shown(check: Check) -> str:
    if check.value is None:
        return _short(check.reason)
    share = "" if check.counted is None else f" ({check.counted} of {check.of})"
    return f"{check.figure}{share}, {check.threshold or 'no threshold'}"


def _short(reason: str) -> str:
    return reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1]}…"
