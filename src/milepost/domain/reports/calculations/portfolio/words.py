"""A month of the portfolio in the words of each reader: rule-based, each sentence with the projects it follows from."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import counted
from milepost.domain.reports.calculations.portfolio.months import Entry, PortfolioMonth
from milepost.domain.reports.calculations.portfolio.watch_list import Watched
from milepost.domain.reports.calculations.sentences import dollars, month
from milepost.domain.reports.models import Reader

MOST_NAMED = 3
STANDING = {
    Status.ON_TRACK: "on track",
    Status.AT_RISK: "at risk",
    Status.OFF_TRACK: "off track",
    Status.ON_HOLD: "on hold",
    Status.NOT_RATED: "not rated yet",
}
TO_THE_PUBLIC = STANDING | {
    Status.AT_RISK: "under way but may be late",
    Status.OFF_TRACK: "behind the plan",
    Status.NOT_RATED: "under way without a rating yet",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the entries it follows from; `begins` a paragraph where it opens one."""

    text: str
    entries: Sequence[Entry]
    begins: bool = False


def portfolio_words(facts: PortfolioMonth, watched: Sequence[Watched]) -> list[Told]:
    """Write the opening of a month's report for its reader."""
    return list(_VOICES[facts.reader](facts, watched)) if facts.entries else []


def _council(facts: PortfolioMonth, watched: Sequence[Watched]) -> Iterator[Told]:
    yield Told(f"{_projects(facts)} reported on {_its(facts)} progress in {_name_of(facts)}.", facts.entries)
    yield from _standing(facts, STANDING)
    yield from _turned(facts)
    yield from _held(facts)
    yield from _money(facts)
    yield from _reached(facts)


def _director(facts: PortfolioMonth, watched: Sequence[Watched]) -> Iterator[Told]:
    yield Told(f"{_projects(facts)} reported in {_name_of(facts)}.", facts.entries)
    yield from _standing(facts, STANDING)
    yield from _turned(facts)
    if watched:
        new = [one.entry for one in watched if one.is_new]
        share = "new there" if len(new) == len(watched) else f"{len(new)} of them new"
        newly = f", {share}: {_names(new)}" if new else ", none of them new"
        verb = "is" if len(watched) == 1 else "are"
        text = f"{counted(len(watched), 'project')} {verb} on the watch list{newly}."
        yield Told(text, [one.entry for one in watched], begins=True)
    yield from _later(facts)
    yield from _held(facts)
    yield from _money(facts)


def _manager(facts: PortfolioMonth, watched: Sequence[Watched]) -> Iterator[Told]:
    yield from _director(facts, watched)
    if facts.silent:
        verb = "is" if len(facts.silent) == 1 else "are"
        names = _joined([project.name for project in facts.silent])
        yield Told(f"{names} {verb} under way and did not report.", (), begins=True)


def _public(facts: PortfolioMonth, watched: Sequence[Watched]) -> Iterator[Told]:
    yield Told(f"{_projects(facts)} reported on {_its(facts)} progress in {_name_of(facts)}.", facts.entries)
    yield from _standing(facts, TO_THE_PUBLIC, money=("over the budget", "in need of attention"))
    yield from _held(facts)
    yield from _money(facts)


def _standing(
    facts: PortfolioMonth, words: Mapping[Status, str], *, money: tuple[str, str] | None = None
) -> Iterator[Told]:
    """Say how many stand how; `money` has words for who is in danger for what it costs, told and not to be told."""
    counts = Counter(_word(entry, words, money) for status in words for entry in facts.with_status(status))
    parts = [f"{count} {'is' if count == 1 else 'are'} {word}" for word, count in counts.items()]
    yield Told(f"Of these, {_joined(parts, most=len(parts))}.", facts.entries)


def _word(entry: Entry, words: Mapping[Status, str], money: tuple[str, str] | None) -> str:
    if money is None or not entry.facts.is_about_money:
        return words[entry.status]
    return money[0 if entry.facts.money else 1]


def _turned(facts: PortfolioMonth) -> Iterator[Told]:
    if facts.worse:
        yield Told(f"Worse than the month before: {_names(facts.worse)}.", facts.worse, begins=True)
    if facts.better:
        yield Told(
            f"Better than the month before: {_names(facts.better)}.", facts.better, begins=not facts.worse
        )
    if not facts.worse and not facts.better and any(entry.before for entry in facts.entries):
        yield Told("None stands better or worse than the month before.", facts.entries, begins=True)


def _held(facts: PortfolioMonth) -> Iterator[Told]:
    if facts.held:
        verb = "is" if len(facts.held) == 1 else "are"
        yield Told(f"{counted(len(facts.held), 'more project')} {verb} on hold: {_joined(facts.held)}.", ())


def _later(facts: PortfolioMonth) -> Iterator[Told]:
    later = [entry for entry in facts.entries if entry.days_moved > 0]
    if later:
        most = max(later, key=lambda entry: entry.days_moved)
        verb = "finishes" if len(later) == 1 else "finish"
        by = f"{most.facts.name}, by {counted(most.days_moved, 'day')}"
        yield Told(
            f"{counted(len(later), 'project')} {verb} later than a month ago, most of all {by}.", later
        )


def _money(facts: PortfolioMonth) -> Iterator[Told]:
    found = [(one, one.facts.money) for one in facts.entries]
    with_budget = [(one, money) for one, money in found if money is not None and money.budget is not None]
    if not with_budget:
        return
    budget = sum((Decimal(money.budget or 0) for _, money in with_budget), Decimal(0))
    spent = sum((Decimal(money.spent) for _, money in with_budget), Decimal(0))
    who = "Its budget is" if len(with_budget) == 1 else f"The budgets of {len(with_budget)} of them come to"
    used = f"{dollars(str(spent))} has" if spent else "nothing has"
    text = f"{who} {dollars(str(budget))}, of which {used} been spent."
    yield Told(text, [one for one, _ in with_budget], begins=True)


def _reached(facts: PortfolioMonth) -> Iterator[Told]:
    reached = [entry for entry in facts.entries if facts.reached.get(entry.project.pk)]
    if reached:
        count = sum(facts.reached[entry.project.pk] for entry in reached)
        yield Told(f"The teams reached {counted(count, 'milestone')} in the month.", reached)


def _name_of(facts: PortfolioMonth) -> str:
    return month(facts.first.isoformat())


def _projects(facts: PortfolioMonth) -> str:
    return counted(len(facts.entries), "technology project")


def _its(facts: PortfolioMonth) -> str:
    return "its" if len(facts.entries) == 1 else "their"


def _names(entries: Sequence[Entry]) -> str:
    return _joined([entry.facts.name for entry in entries])


def _joined(parts: Sequence[str], *, most: int = MOST_NAMED) -> str:
    """Write a list in a sentence: A, B and C; A, B, C and 4 more; with semicolons where a part has an “and” itself."""
    # One more would take as many words as its name.
    most = len(parts) if len(parts) <= most + 1 else most
    shown, more = list(parts[:most]), len(parts) - most
    if more:
        shown.append(f"{more} more")
    if len(shown) > 1 and any(" and " in part or "," in part for part in parts):
        return f"{'; '.join(shown[:-1])}; and {shown[-1]}"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


_VOICES: Mapping[str, Callable[[PortfolioMonth, Sequence[Watched]], Iterator[Told]]] = {
    Reader.MANAGER: _manager,
    Reader.DIRECTOR: _director,
    Reader.COUNCIL: _council,
    Reader.PUBLIC: _public,
}
