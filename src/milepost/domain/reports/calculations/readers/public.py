"""The public page: what the project is for, how it stands, and what comes next, for any resident."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.domain.projects.models import Status
from milepost.domain.reports.calculations.fact_kinds import ReportFacts
from milepost.domain.reports.calculations.sentences import Sentence, dollars, ended, month, span

NOTICED_DAYS = 3
"""A finish that moved by fewer working days than this is where it was, to a resident."""
MOST_REACHED = 2
STANDS = {
    Status.ON_TRACK: "Work is on track.",
    Status.AT_RISK: "Work goes on, but some of it may be late.",
    Status.OFF_TRACK: "The work has run into trouble, and we are putting it right.",
    Status.ON_HOLD: "The project is on hold for now.",
    Status.NOT_RATED: "The work is under way.",
}


def public_sentences(facts: ReportFacts) -> list[Sentence]:
    """Say in short sentences what a resident asks: what for, how it goes, when it is done, what it costs."""
    return [
        *_purpose(facts),
        Sentence(_standing(facts), ("overall", "schedule"), begins=True),
        *_finish(facts),
        *_progress(facts),
        *_reached(facts),
        *_next(facts),
        *money_sentences(facts),
    ]


def money_sentences(facts: ReportFacts) -> list[Sentence]:
    """Say what the budget is and what was spent, as far as both are known."""
    if facts.money is None:
        return []
    is_untouched = not Decimal(facts.money.spent)
    spent = f"So far we have spent {'nothing' if is_untouched else dollars(facts.money.spent)}."
    if facts.money.budget is None:
        return [Sentence(spent, ("money",), begins=True)]
    budget = Sentence(f"The budget is {dollars(facts.money.budget)}.", ("money",), begins=True)
    return [budget, Sentence(spent, ("money",))]


def _purpose(facts: ReportFacts) -> list[Sentence]:
    first, stop, _ = facts.purpose.strip().partition(". ")
    return [Sentence(ended(first + stop), ("purpose",))] if first else []


def _standing(facts: ReportFacts) -> str:
    overall = Status(facts.ratings["overall"].status)
    if facts.is_about_money:
        return "Work goes on, but it may cost more than the budget."
    if overall == Status.OFF_TRACK and (facts.days_late or 0) > 0:
        return "Work goes on, but it is behind the plan."
    return STANDS[overall]


def _finish(facts: ReportFacts) -> list[Sentence]:
    if facts.is_on_hold:
        return list(_hold(facts))
    told = [Sentence(f"We plan to finish in {month(facts.finish)}.", ("finish",))]
    if facts.days_late is not None and abs(facts.days_late) >= NOTICED_DAYS:
        way = "later" if facts.days_late > 0 else "sooner"
        said = f"That is {span(facts.days_late)} {way} than we had agreed."
        told.append(Sentence(said, ("finish", "baseline_finish", "days_late")))
    if facts.first_finish and month(facts.first_finish) != month(facts.finish):
        told.append(Sentence(f"Our first plan said {month(facts.first_finish)}.", ("first_finish",)))
    if facts.finish_before and month(facts.finish_before) != month(facts.finish):
        said = f"Last time we said {month(facts.finish_before)}."
        told.append(Sentence(said, ("finish_before", "moves")))
    return told


def _hold(facts: ReportFacts) -> Iterator[Sentence]:
    if facts.hold_reason:
        yield Sentence(ended(facts.hold_reason), ("hold",))
    if facts.is_review_overdue:
        yield Sentence("When it goes on has not been decided yet.", ("hold",))
    elif facts.hold_review_on:
        yield Sentence(f"We will look at it again in {month(facts.hold_review_on)}.", ("hold",))


def _progress(facts: ReportFacts) -> list[Sentence]:
    return [
        Sentence(f"About {facts.percent_complete:.0f} percent of the work is done.", ("percent_complete",))
    ]


def _reached(facts: ReportFacts) -> list[Sentence]:
    names = [one.name for one in facts.milestones if one.is_done][-MOST_REACHED:]
    if not names:
        return []
    steps = "this step" if len(names) == 1 else "these steps"
    since = "In these weeks" if facts.reported_before is None else "Since our last report"
    return [Sentence(f"{since} we reached {steps}: {'; '.join(names)}.", ("milestones",))]


def _next(facts: ReportFacts) -> list[Sentence]:
    upcoming = next((one for one in facts.milestones if not one.is_done), None)
    if upcoming is None or facts.is_on_hold:
        return []
    return [
        Sentence(
            f"The next step, “{upcoming.name}”, is planned for {month(upcoming.finish)}.", ("milestones",)
        )
    ]
