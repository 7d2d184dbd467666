"""What a status report is made from, as it is kept with the report: the same for every reader and format."""

from dataclasses import asdict, dataclass, field
from typing import Any

from milepost.domain.projects.models import Status

IN_DANGER = frozenset({Status.AT_RISK, Status.OFF_TRACK})


@dataclass(slots=True)
class Rated:
    """One dimension's status: what is shown, what the rule says, and who set it apart."""

    status: str
    reason: str
    rule_status: str
    rule_reason: str
    rated_by: str = ""


@dataclass(slots=True)
class MilestoneFact:
    name: str
    finish: str
    baseline: str | None
    days_late: float | None
    """Working days after the baseline; negative is early; `None` without a baseline."""
    is_done: bool
    uid: int | None = None


@dataclass(slots=True)
class MoneyFact:
    """Amounts as text, so that no cent is lost."""

    budget: str | None
    """The budget at completion in force; `None` where none was agreed."""
    spent: str
    spent_before: str | None = None
    """What the report before this one said."""


@dataclass(slots=True)
class Move:
    """A schedule edit of the period that moved the finish, as it was told when it was made."""

    on: str
    sentence: str
    reason: str
    change_set: int


@dataclass(slots=True)
class MilestoneMove:
    name: str
    uid: int
    before: str
    now: str
    days: float
    """Working days, later is positive."""


@dataclass(slots=True)
class ReportFacts:
    """Dates are ISO text, so that what is kept is what is shown."""

    number: str
    name: str
    department: str
    manager: str
    sponsor: str
    state: str
    is_on_hold: bool
    hold_reason: str
    hold_review_on: str | None
    purpose: str
    as_of: str
    percent_complete: float
    percent_before: float | None
    finish: str
    finish_before: str | None
    baseline_finish: str | None
    is_baseline_revised: bool
    days_late: float | None
    ratings: dict[str, Rated] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    done_count: int = 0
    next: list[dict[str, Any]] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)
    overdue_count: int = 0
    milestones: list[MilestoneFact] = field(default_factory=list)
    """Those reached in the period and the next open ones."""
    milestones_before: int = 0
    """Reached before the period."""
    milestones_later: int = 0
    """Open, and later than those listed."""
    risks: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    reported_before: str | None = None
    """Up to which day the report before this one went."""
    overall_before: str | None = None
    moves: list[Move] = field(default_factory=list)
    milestone_moves: list[MilestoneMove] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    """Those made in the period."""
    money: MoneyFact | None = None
    done_uids: list[int] = field(default_factory=list)
    overdue_uids: list[int] = field(default_factory=list)
    first_finish: str | None = None
    """What the first baseline said, where the plan was agreed anew since."""

    @property
    def is_review_overdue(self) -> bool:
        """Whether the day on which a hold was to be reviewed had passed when this was read."""
        return self.hold_review_on is not None and self.hold_review_on <= self.as_of

    @property
    def is_about_money(self) -> bool:
        """Whether the project is in danger for what it costs, and not for when it is done."""
        budget, schedule = self.ratings.get("budget"), self.ratings.get("schedule")
        overall = self.ratings["overall"]
        if budget is None or overall.status not in IN_DANGER or (schedule and schedule.status in IN_DANGER):
            return False
        return budget.status == overall.status and budget.reason == overall.reason

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def facts_from(kept: dict[str, Any]) -> ReportFacts:
    """Give back the facts a report keeps."""
    values = dict(kept)
    values["ratings"] = {name: Rated(**rated) for name, rated in kept["ratings"].items()}
    values["milestones"] = [MilestoneFact(**milestone) for milestone in kept["milestones"]]
    values["moves"] = [Move(**move) for move in kept.get("moves", ())]
    values["milestone_moves"] = [MilestoneMove(**move) for move in kept.get("milestone_moves", ())]
    values["money"] = MoneyFact(**kept["money"]) if kept.get("money") else None
    return ReportFacts(**values)
