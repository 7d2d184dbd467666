"""How far an open issue has been escalated by its age and severity, as the rule `issue_escalation` has it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import IntEnum
from typing import Any, NamedTuple

from milepost.domain.common.rules import rule_value
from milepost.domain.people.models import Person, RoleAssignment
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Issue

RULE = "issue_escalation"
WEEK = 7


class Level(IntEnum):
    """Who above its owner knows of an issue, each level with those before it."""

    OWNER = 0
    MANAGER = 1
    SPONSOR = 2
    OFFICE = 3


FIELDS = {
    Level.MANAGER: "manager_days",
    Level.SPONSOR: "sponsor_days",
    Level.OFFICE: "office_days",
}
NAMES = {
    Level.OWNER: "its owner",
    Level.MANAGER: "the project manager",
    Level.SPONSOR: "the sponsor",
    Level.OFFICE: "the portfolio managers",
}


class Escalation(NamedTuple):
    """The level an issue has reached, and when it reaches the next one, where there is one."""

    level: Level
    next_level: Level | None
    next_on: date | None

    @property
    def name(self) -> str:
        return NAMES[self.level]

    @property
    def next_name(self) -> str:
        return NAMES[self.next_level] if self.next_level else ""


def level_of(issue: Issue, *, as_of: date) -> Escalation:
    """Tell how far an open issue has come by a day; a resolved one stays with its owner."""
    if not issue.is_open:
        return Escalation(Level.OWNER, None, None)
    days = _days(rule_value(RULE, on=as_of), issue)
    age = issue.days_open(as_of)
    reached = max((level for level, after in days.items() if age >= after), default=Level.OWNER)
    coming = {level: after for level, after in days.items() if after > age and level > reached}
    if not coming:
        return Escalation(reached, None, None)
    first = min(coming, key=lambda level: (coming[level], level))
    return Escalation(reached, first, issue.opened_on + timedelta(days=coming[first]))


def reached_lately(issues: Iterable[Issue], *, on: date) -> Iterator[tuple[Issue, Level]]:
    """Give the levels that open issues have reached within the week, so that a missed day is made up for."""
    rule = rule_value(RULE, on=on)
    for issue in issues:
        for level, after in _days(rule, issue).items():
            if 0 <= (on - issue.opened_on).days - after < WEEK:
                yield issue, level


def told_at(issue: Issue, level: Level) -> list[Person]:
    """Give whom an issue is told to at a level."""
    if level == Level.OFFICE:
        holders = RoleAssignment.objects.filter(role=Role.PORTFOLIO_MANAGER, department=None)
        return [one.person for one in holders.select_related("person__user")]
    person = issue.project.manager if level == Level.MANAGER else issue.project.sponsor
    return [person] if person else []


def _days(rule: dict[str, Any], issue: Issue) -> dict[Level, int]:
    by_severity = rule[Issue.Severity(issue.severity).name.lower()]
    return {level: by_severity[name] for level, name in FIELDS.items() if by_severity[name] is not None}
