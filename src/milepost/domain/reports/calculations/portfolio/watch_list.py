"""The watch list: the projects somebody above them should ask about, each with why, and since when it stands there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.domain.common.rules import rule_value
from milepost.domain.projects.models import Status
from milepost.domain.reports.calculations.fact_kinds import ReportFacts, facts_from
from milepost.domain.reports.calculations.portfolio.months import Entry, PortfolioMonth, month_before
from milepost.domain.reports.calculations.sentences import day, ended
from milepost.domain.reports.models import StatusReport

RULE = "watch_list"
MONTHS_BACK = 6
WATCHED = {Status.OFF_TRACK: "Off track", Status.AT_RISK: "At risk"}


@dataclass(frozen=True, slots=True)
class Watched:
    """A project on the watch list of a month."""

    entry: Entry
    reasons: list[str]
    since: date
    """The first day of the month from which on it stands there without a break, as far as six months back."""
    is_new: bool

    @property
    def next_step(self) -> str:
        """Say what comes next: the decision that is asked for, else the next milestone."""
        asked = self.entry.report.decisions.strip().splitlines()
        if asked:
            return f"decision on: {asked[0].lstrip('-•* ')}"
        coming = next((one for one in self.entry.facts.milestones if not one.is_done), None)
        return f"{coming.name}, {day(coming.finish)}" if coming else ""


def watch_list(month: PortfolioMonth) -> list[Watched]:
    """Give the projects to watch in a month, the gravest first; asks the database once for the months before."""
    rule = rule_value(RULE, on=month.last)
    found = [(entry, list(_reasons(entry, month.last, rule))) for entry in month.entries]
    found = [(entry, reasons) for entry, reasons in found if reasons]
    earlier = _earlier([entry for entry, _ in found], month.first)
    watched = []
    for entry, reasons in found:
        since = _since(earlier[entry.project.pk], month.first, rule)
        watched.append(Watched(entry, reasons, since, is_new=since == month.first))
    return watched


def _reasons(entry: Entry, on: date, rule: dict[str, Any]) -> Iterator[str]:
    yield from _standing(entry.facts, on, rule)
    if entry.before is not None and entry.days_moved >= rule["moved_days"]:
        was, now = day(entry.before.finish), day(entry.facts.finish)
        yield f"The finish moved from {was} to {now} within the month."


def _standing(facts: ReportFacts, on: date, rule: dict[str, Any]) -> Iterator[str]:
    """Give what a single report says, without the one before it."""
    rated = facts.ratings["overall"]
    if rated.status in WATCHED:
        word = WATCHED[Status(rated.status)]
        yield f"{word}: {ended(rated.reason)}" if rated.reason else f"{word}."
    if facts.is_on_hold and facts.hold_review_on and facts.hold_review_on <= on.isoformat():
        yield f"On hold, and its review was due on {day(facts.hold_review_on)}."
    if facts.money is not None and facts.money.budget is not None and float(facts.money.budget) > 0:
        spent = 100 * float(facts.money.spent) / float(facts.money.budget)
        if spent - facts.percent_complete >= rule["spent_ahead_points"]:
            yield f"{spent:.0f}% of the budget is spent, and {facts.percent_complete:.0f}% of the work is done."


def _earlier(entries: Sequence[Entry], first: date) -> dict[int, dict[date, ReportFacts]]:
    """Give the last report of each earlier month, by project and first day of the month."""
    oldest = first
    for _ in range(MONTHS_BACK):
        oldest = month_before(oldest)
    rows: Iterable[tuple[int, date, dict[str, Any]]] = (
        StatusReport.objects.published()
        .filter(
            project__in=[one.project.pk for one in entries],
            period_finish__gte=oldest,
            period_finish__lt=first,
        )
        .order_by("period_finish", "pk")
        .values_list("project", "period_finish", "facts")
    )
    found: dict[int, dict[date, ReportFacts]] = defaultdict(dict)
    for project, finish, facts in rows:
        found[project][finish.replace(day=1)] = facts_from(facts)
    return found


def _since(months: dict[date, ReportFacts], first: date, rule: dict[str, Any]) -> date:
    since = before = first
    for _ in range(MONTHS_BACK):
        before = month_before(before)
        facts = months.get(before)
        if facts is None or not any(_standing(facts, before, rule)):
            return since
        since = before
    return since
