"""The status reports of a demo project, as often as its tier asks for them."""

from datetime import date, datetime, timedelta

from milepost.domain.money.calculations.kept_forecasts import keep_forecasts
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import tier_rule
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report

BETWEEN_ROUNDS = timedelta(weeks=2)
NOTHING, HELD, OVERDUE = 0, 1, 2


class Reporting:
    """Remembers up to which day one project has reported."""

    def __init__(self, project: Project, *, since: date) -> None:
        self.project = project
        self.next_day = since
        self.told_of_hold = NOTHING

    def report(self, day: date, *, by: Person, at: datetime) -> None:
        """Report when the tier's time would run out before the next round; of a hold, and when its review is due."""
        longest = tier_rule(self.project, on=day).report_days
        if longest is None or self.project.is_over:
            return
        is_due = (day + BETWEEN_ROUNDS - self.next_day).days >= longest
        to_tell = self._of_hold(day)
        if self.told_of_hold >= to_tell if to_tell else not is_due:
            return
        keep_forecasts([self.project], as_of=at.date())
        report = draft_report(self.project, start=self.next_day, finish=day, by=by, at=at)
        publish_report(report, by=by, at=at)
        self.next_day = day + timedelta(days=1)
        self.told_of_hold = to_tell

    def _of_hold(self, day: date) -> int:
        if not self.project.is_on_hold:
            return NOTHING
        return OVERDUE if self.project.is_hold_review_due(day) else HELD
