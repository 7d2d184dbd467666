"""The director's page: the answer first, then what moved and why, what is in the way, and the money."""

from typing import Any

from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import counted
from milepost.domain.reports.calculations.fact_kinds import ReportFacts
from milepost.domain.reports.calculations.readers.council import first_plan
from milepost.domain.reports.calculations.readers.manager import STANDS
from milepost.domain.reports.calculations.sentences import Sentence, day, dollars, ended, span

MOST_MOVES = 3
MOST_CONCERNS = 2


def director_sentences(facts: ReportFacts) -> list[Sentence]:
    """Say what a director asks: is it well, what moved and why, what is in the way, what has it cost."""
    return [
        *_bottom_line(facts),
        *_moved(facts),
        *_in_the_way(facts),
        *_decided(facts),
        *_money(facts),
        *_coming(facts),
    ]


def _bottom_line(facts: ReportFacts) -> list[Sentence]:
    overall = facts.ratings["overall"]
    told = [Sentence(STANDS[Status(overall.status)], ("overall",))]
    if facts.overall_before and facts.overall_before != overall.status:
        told.append(
            Sentence(f"Last time it was {Status(facts.overall_before).label.lower()}.", ("overall_before",))
        )
    if facts.is_on_hold:
        verb = "was to be" if facts.is_review_overdue else "is"
        review = f" It {verb} reviewed on {day(facts.hold_review_on)}." if facts.hold_review_on else ""
        return [*told, Sentence(f"{ended(facts.hold_reason)}{review}", ("hold",))]
    if overall.status in {Status.AT_RISK, Status.OFF_TRACK} and overall.reason:
        told.append(Sentence(ended(overall.reason), ("overall",)))
    late = facts.days_late
    against = ""
    if late is not None:
        against = (
            f", {span(late)} {'later' if late > 0 else 'earlier'} than agreed" if late else ", as agreed"
        )
    keys = ("finish", "baseline_finish", "days_late")
    told.append(Sentence(f"It finishes on {day(facts.finish)}{against}.", keys))
    return [*told, *first_plan(facts)]


def _moved(facts: ReportFacts) -> list[Sentence]:
    if facts.reported_before is None:
        return []
    if not facts.moves:
        return [
            Sentence(
                "Nothing moved the finish since the last report.", ("finish", "finish_before"), begins=True
            )
        ]
    told = [
        Sentence(f"{move.sentence} {_because(move.reason)}".strip(), (f"moves.{number}",), begins=number == 0)
        for number, move in enumerate(facts.moves[-MOST_MOVES:], len(facts.moves[:-MOST_MOVES]))
    ]
    return [Sentence(one.text, one.facts, begins=index == 0) for index, one in enumerate(told)]


def _because(reason: str) -> str:
    return f"Reason given: {ended(reason)}" if reason.strip() else ""


def _in_the_way(facts: ReportFacts) -> list[Sentence]:
    told = [
        *(Sentence(_issue(one), (f"issues.{n}",)) for n, one in enumerate(facts.issues[:MOST_CONCERNS])),
        *(Sentence(_risk(one), (f"risks.{n}",)) for n, one in enumerate(facts.risks[:MOST_CONCERNS])),
    ]
    if facts.overdue_count:
        told.append(Sentence(f"{counted(facts.overdue_count, 'task')} overdue.", ("overdue",)))
    return [Sentence(one.text, one.facts, begins=index == 0) for index, one in enumerate(told)]


def _issue(issue: dict[str, Any]) -> str:
    due = f", due {day(issue['due_on'])}" if issue["due_on"] else ""
    owner = f" ({issue['owner']}{due})" if issue["owner"] else ""
    return f"Issue: {issue['title'].rstrip('.')}{owner}."


def _risk(risk: dict[str, Any]) -> str:
    return f"Risk: {risk['event'].rstrip('.')}, score {risk['score']}."


def _decided(facts: ReportFacts) -> list[Sentence]:
    if not facts.decisions:
        return []
    latest = facts.decisions[0]
    return [
        Sentence(f"Decided on {day(latest['on'])}: {ended(latest['text'])}", ("decisions.0",), begins=True)
    ]


def _money(facts: ReportFacts) -> list[Sentence]:
    if facts.money is None:
        return []
    spent = dollars(facts.money.spent)
    if facts.money.budget is None:
        return [Sentence(f"{spent} is spent; no budget has been agreed.", ("money",), begins=True)]
    share = f"{facts.percent_complete:.0f}% of the work is done"
    said = f"{spent} of {dollars(facts.money.budget)} is spent, and {share}."
    return [Sentence(said, ("money", "percent_complete"), begins=True), *_forecast(facts)]


def _forecast(facts: ReportFacts) -> list[Sentence]:
    """Say what the cost forecast says, unless that is why the project stands as it does."""
    rated = facts.ratings.get("budget")
    if rated is None or rated.status == Status.NOT_RATED or rated.reason == facts.ratings["overall"].reason:
        return []
    return [Sentence(ended(rated.reason), ("budget",))] if rated.reason else []


def _coming(facts: ReportFacts) -> list[Sentence]:
    upcoming = next((one for one in facts.milestones if not one.is_done), None)
    if upcoming is None:
        return []
    return [
        Sentence(
            f"Next: {upcoming.name}, {day(upcoming.finish)}.", ("milestones",), begins=facts.money is None
        )
    ]
