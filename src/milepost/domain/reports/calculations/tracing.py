"""From a sentence back to its facts: what each key of a fact says, and the row it was read from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import working_days_text
from milepost.domain.reports.calculations.fact_kinds import MilestoneFact, ReportFacts
from milepost.domain.reports.calculations.sentences import day


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact in words; `row` is the kind of row it was read from and what tells it apart there."""

    label: str
    value: str
    row: tuple[str, int] | None = None


Lines = Callable[[ReportFacts], Iterable[FactLine]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: a sentence of the draft with its facts, or what somebody wrote instead."""

    text: str
    facts: tuple[FactLine, ...] = ()
    is_drafted: bool = True


def pieces_of(text: str, sentences: Iterable[tuple[str, Iterable[str]]], facts: ReportFacts) -> list[Piece]:
    """Divide a text into sentences of its draft, each with its facts, and what was written by hand."""
    spans = []
    for sentence, keys in sentences:
        begins = text.find(sentence)
        if begins >= 0:
            spans.append((begins, begins + len(sentence), tuple(keys)))
    pieces, reached = [], 0
    for begins, ends, keys in sorted(spans):
        if begins < reached:
            continue
        pieces += _by_hand(text[reached:begins])
        lines = tuple(line for key in keys for line in fact_lines(facts, key))
        pieces.append(Piece(text[begins:ends], lines))
        reached = ends
    return pieces + _by_hand(text[reached:])


def _by_hand(text: str) -> list[Piece]:
    return [Piece(line.strip(), is_drafted=False) for line in text.splitlines() if line.strip(" -.\t")]


def fact_lines(facts: ReportFacts, key: str) -> Iterator[FactLine]:
    """Give what a fact says, in lines; a key such as `risks.0` names one of many."""
    name, _, number = key.partition(".")
    lines = _SEVERAL.get(name) or _ONE[name]
    found = list(lines(facts))
    yield from [found[int(number)]] if number and int(number) < len(found) else found


def _status(facts: ReportFacts, dimension: str) -> Iterator[FactLine]:
    rated = facts.ratings.get(dimension)
    if rated is None:
        return
    yield FactLine(f"{dimension.capitalize()} status", str(Status(rated.status).label))
    yield FactLine("Why", rated.reason)
    if rated.rated_by:
        yield FactLine("Rated by", f"{rated.rated_by}; by rule {Status(rated.rule_status).label.lower()}")


def _overall_before(facts: ReportFacts) -> Iterator[FactLine]:
    if facts.overall_before and facts.reported_before:
        label = f"Status in the report to {day(facts.reported_before)}"
        yield FactLine(label, str(Status(facts.overall_before).label))


def _day(label: str, iso: str | None) -> Iterator[FactLine]:
    if iso:
        yield FactLine(label, day(iso))


def _days_late(facts: ReportFacts) -> Iterator[FactLine]:
    if facts.days_late is not None:
        way = "later than" if facts.days_late > 0 else "before"
        yield FactLine(
            "Finish against the baseline", f"{working_days_text(abs(facts.days_late))} {way} agreed"
        )


def _hold(facts: ReportFacts) -> Iterator[FactLine]:
    yield FactLine("On hold because", facts.hold_reason)
    yield from _day("Hold reviewed", facts.hold_review_on)


def _moves(facts: ReportFacts) -> Iterator[FactLine]:
    for move in facts.moves:
        yield FactLine(f"Edit of {day(move.on)}", move.sentence, ("change set", move.change_set))


def _milestones(facts: ReportFacts) -> Iterator[FactLine]:
    for one in facts.milestones:
        yield FactLine(one.name, _milestone(one), ("task", one.uid) if one.uid else None)


def _milestone(one: MilestoneFact) -> str:
    agreed = f", agreed for {day(one.baseline)}" if one.baseline else ""
    return f"{'reached' if one.is_done else 'expected'} {day(one.finish)}{agreed}"


def _overdue(facts: ReportFacts) -> Iterator[FactLine]:
    for name, uid in zip(facts.overdue, facts.overdue_uids, strict=False):
        yield FactLine("Overdue task", name, ("task", uid))


def _risks(facts: ReportFacts) -> Iterator[FactLine]:
    for risk in facts.risks:
        row = ("risk", risk["number"]) if risk.get("number") else None
        yield FactLine(f"Risk, score {risk['score']}", risk["event"], row)


def _issues(facts: ReportFacts) -> Iterator[FactLine]:
    for issue in facts.issues:
        row = ("issue", issue["number"]) if issue.get("number") else None
        yield FactLine(f"Issue, {issue['severity'].lower()}", issue["title"], row)


def _decisions(facts: ReportFacts) -> Iterator[FactLine]:
    for one in facts.decisions:
        yield FactLine(f"Decision {one['number']}, {one['by']}", one["text"], ("decision", one["number"]))


def _money(facts: ReportFacts) -> Iterator[FactLine]:
    if facts.money is None:
        return
    if facts.money.budget is not None:
        yield FactLine("Budget in force", _amount(facts.money.budget))
    yield FactLine("Spent, by the ledger", _amount(facts.money.spent))
    if facts.money.spent_before is not None:
        yield FactLine("Spent, in the report before", _amount(facts.money.spent_before))


def _amount(amount: str) -> str:
    return f"${float(amount):,.2f}"


_SEVERAL: dict[str, Lines] = {"moves": _moves, "risks": _risks, "issues": _issues, "decisions": _decisions}
_ONE: dict[str, Lines] = {
    "overall": lambda facts: _status(facts, "overall"),
    "schedule": lambda facts: _status(facts, "schedule"),
    "budget": lambda facts: _status(facts, "budget"),
    "overall_before": _overall_before,
    "hold": _hold,
    "finish": lambda facts: _day("Finish now", facts.finish),
    "finish_before": lambda facts: _day("Finish in the report before", facts.finish_before),
    "baseline_finish": lambda facts: _day("Finish in the baseline", facts.baseline_finish),
    "first_finish": lambda facts: _day("Finish in the first baseline", facts.first_finish),
    "days_late": _days_late,
    "percent_complete": lambda facts: [FactLine("Complete", f"{facts.percent_complete:g}%")],
    "percent_before": lambda facts: (
        [] if facts.percent_before is None else [FactLine("Complete before", f"{facts.percent_before:g}%")]
    ),
    "overdue": _overdue,
    "milestones": _milestones,
    "money": _money,
    "purpose": lambda facts: [FactLine("Purpose in the charter", facts.purpose)],
}
