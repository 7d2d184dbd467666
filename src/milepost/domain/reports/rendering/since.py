"""What changed since the report before, and why."""

from dataclasses import dataclass

from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import working_days_text
from milepost.domain.reports.calculations.fact_kinds import ReportFacts
from milepost.domain.reports.calculations.sentences import day


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is otherwise than before."""

    label: str
    text: str
    why: str = ""


def changed_since(facts: ReportFacts) -> list[Changed]:
    """Tell what is otherwise than in the report before; nothing where there is none, or nothing changed."""
    if facts.reported_before is None:
        return []
    found = []
    now = facts.ratings["overall"].status
    if facts.overall_before and facts.overall_before != now:
        text = f"{Status(facts.overall_before).label} to {Status(now).label.lower()}"
        found.append(Changed("Status", text, facts.ratings["overall"].reason))
    if facts.finish_before and facts.finish_before[:10] != facts.finish[:10]:
        found.append(Changed("Finish", f"{day(facts.finish_before)} to {day(facts.finish)}"))
    found += [
        Changed(
            f"Edit of {day(move.on)}", move.sentence, f"Reason given: {move.reason}" if move.reason else ""
        )
        for move in facts.moves
    ]
    found += [
        Changed(one.name, f"{day(one.before)} to {day(one.now)}, {_moved(one.days)}")
        for one in facts.milestone_moves
    ]
    if facts.percent_before is not None and facts.percent_before != facts.percent_complete:
        found.append(Changed("Complete", f"{facts.percent_before:g}% to {facts.percent_complete:g}%"))
    if facts.money and facts.money.spent_before not in (None, facts.money.spent):
        before, spent = float(facts.money.spent_before or 0), float(facts.money.spent)
        found.append(Changed("Spent", f"${before:,.2f} to ${spent:,.2f}"))
    return found


def _moved(days: float) -> str:
    return f"{working_days_text(abs(days))} {'later' if days > 0 else 'earlier'}"
