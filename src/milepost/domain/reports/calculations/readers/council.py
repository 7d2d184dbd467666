"""The council's paragraph: one project in the time it takes to turn a page."""

from decimal import Decimal

from milepost.domain.projects.models import Status
from milepost.domain.reports.calculations.fact_kinds import ReportFacts
from milepost.domain.reports.calculations.sentences import Sentence, day, dollars, ended, in_weeks, span

NOTICED_DAYS = 3
STANDS = {
    Status.ON_TRACK: "is on track",
    Status.AT_RISK: "is at risk",
    Status.OFF_TRACK: "is off track",
    Status.ON_HOLD: "is on hold",
    Status.NOT_RATED: "has not been rated yet",
}


def council_sentences(facts: ReportFacts) -> list[Sentence]:
    """Say in one paragraph how the project stands, what changed, what it costs, and what comes next."""
    return [
        Sentence(f"{facts.name} {STANDS[Status(facts.ratings['overall'].status)]}.", ("overall",)),
        *_why(facts),
        *_finish(facts),
        *_changed(facts),
        *_money(facts),
        *_next(facts),
    ]


def under_heading(text: str, name: str) -> str:
    """Give a council text as it reads below the project's name, which it does not repeat."""
    return f"The project {text.removeprefix(name + ' ')}" if text.startswith(f"{name} ") else text


def _why(facts: ReportFacts) -> list[Sentence]:
    """Give the reason where the dates alone do not tell it."""
    if facts.is_on_hold:
        return [Sentence(ended(facts.hold_reason), ("hold",))] if facts.hold_reason else []
    overall = facts.ratings["overall"]
    is_late = abs(facts.days_late or 0) >= NOTICED_DAYS
    if is_late or overall.status not in {Status.AT_RISK, Status.OFF_TRACK}:
        return []
    return [Sentence(in_weeks(ended(overall.reason)), ("overall",))]


def _finish(facts: ReportFacts) -> list[Sentence]:
    if facts.is_on_hold:
        return []
    late = facts.days_late
    if late is None or abs(late) < NOTICED_DAYS:
        agreed = ", as agreed" if late is not None else ""
        said = f"It should finish on {day(facts.finish)}{agreed}."
        return [Sentence(said, ("finish", "baseline_finish")), *first_plan(facts)]
    way = "later" if late > 0 else "sooner"
    said = f"It should finish on {day(facts.finish)}, {span(late)} {way} than agreed."
    return [Sentence(said, ("finish", "baseline_finish", "days_late")), *first_plan(facts)]


def first_plan(facts: ReportFacts) -> list[Sentence]:
    """Say what the first plan promised, where a later one has taken its place."""
    if facts.first_finish is None or facts.first_finish[:10] == facts.finish[:10]:
        return []
    said = f"The plan was agreed anew; the first one said {day(facts.first_finish)}."
    return [Sentence(said, ("first_finish",))]


def _changed(facts: ReportFacts) -> list[Sentence]:
    if facts.reported_before is None:
        return []
    if facts.finish_before is None or facts.finish_before[:10] == facts.finish[:10]:
        return [Sentence("The date has not moved since the last report.", ("finish", "finish_before"))]
    said = f"The last report said {day(facts.finish_before)}."
    return [Sentence(said, ("finish_before", "moves"))]


def _money(facts: ReportFacts) -> list[Sentence]:
    if facts.money is None or facts.money.budget is None:
        return []
    spent = dollars(facts.money.spent) if Decimal(facts.money.spent) else "nothing"
    said = f"Of its {dollars(facts.money.budget)} budget, {spent} has been spent."
    return [Sentence(said, ("money",)), *_dear(facts)]


def _dear(facts: ReportFacts) -> list[Sentence]:
    """Say that the budget is in danger, where nothing before has said it."""
    rated = facts.ratings.get("budget")
    if rated is None or rated.status not in {Status.AT_RISK, Status.OFF_TRACK}:
        return []
    told = facts.ratings["overall"].reason == rated.reason and bool(_why(facts))
    return [] if told or not rated.reason else [Sentence(ended(rated.reason), ("budget",))]


def _next(facts: ReportFacts) -> list[Sentence]:
    upcoming = next((one for one in facts.milestones if not one.is_done), None)
    if upcoming is None or facts.is_on_hold:
        return []
    return [
        Sentence(f"The next step, “{upcoming.name}”, is planned for {day(upcoming.finish)}.", ("milestones",))
    ]
