"""What reassignments do, in words and figures, within what a reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.staffing.calculations.periods import Unit
from milepost.domain.staffing.calculations.reassignments import (
    Load,
    Reassigned,
    Reassignment,
    Reassignments,
    Way,
)
from milepost.domain.staffing.calculations.trial_teams import Week
from milepost.web.staffing.heat_map import Show, headings, label, plain_cells_html, title
from milepost.web.staffing.request_words import ProjectNames, ProjectWords, load_of

MOST_WEEKS_NAMED = 3


@dataclass(frozen=True, slots=True)
class LoadWords:
    """One person's hours too much before and after, and the weeks in which they are too much then."""

    person: Person
    before: float
    after: float
    weeks: Sequence[str]
    more_weeks: int
    load: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReassignedWords:
    """One way out as a row: what it is, what it does, and the values that ask for it."""

    label: str
    wanted: Reassignment
    own: ProjectWords | None
    moved_others: Sequence[ProjectWords]
    unmoved_count: int
    loads: Sequence[LoadWords]
    hours: float
    cost_difference: Decimal | None
    refusal: str

    @property
    def query(self) -> str:
        """Give the values that ask for this way."""
        return urlencode(dict(self.values))

    @property
    def values(self) -> list[tuple[str, object]]:
        wanted = self.wanted
        found: list[tuple[str, object]] = [("way", wanted.way.value)]
        if wanted.taker is not None:
            found.append(("taker", wanted.taker))
        if wanted.way is Way.SHARE:
            found.append(("share_percent", wanted.share_percent))
        if wanted.in_return is not None:
            found.append(("in_return", wanted.in_return))
        return found


def words_of(effects: Sequence[Reassigned], trials: Reassignments, reader: Person) -> list[ReassignedWords]:
    """Put reassignments into words for one reader; the projects are read once."""
    shown = [one for effect in effects for one in [*filter(None, [effect.own]), *effect.others]]
    names = ProjectNames(reader, [one.project for one in shown])
    return [_words(effect, trials, names) for effect in effects]


def _words(effect: Reassigned, trials: Reassignments, names: ProjectNames) -> ReassignedWords:
    others = names.most_moved(effect.others)
    moved = [one for one in others if one.days]
    return ReassignedWords(
        _label(effect.wanted, trials),
        effect.wanted,
        names.words(effect.own) if effect.own else None,
        moved,
        len(others) - len(moved),
        [_load(one, trials.people[one.person]) for one in effect.loads],
        effect.hours,
        effect.cost_difference,
        effect.refusal,
    )


def _label(wanted: Reassignment, trials: Reassignments) -> str:
    name = trials.people[wanted.taker].name if wanted.taker in trials.people else ""
    in_return = trials.tasks.get(wanted.in_return or 0)
    return {
        Way.GIVE: gettext("Give to {name}").format(name=name),
        Way.SHARE: gettext("Share {share:g}% with {name}").format(share=wanted.share_percent, name=name),
        Way.SWAP: gettext("Swap with {name} for “{task}”").format(
            name=name, task=in_return.name if in_return else ""
        ),
        Way.MOVE: gettext("Move until there is room"),
    }[wanted.way]


def _load(one: Load, person: Person) -> LoadWords:
    named = [title(week.period, Unit.WEEK) for week in one.over_weeks]
    return LoadWords(
        person,
        one.over_before,
        one.over_after,
        named[:MOST_WEEKS_NAMED],
        max(0, len(named) - MOST_WEEKS_NAMED),
        _weeks(one.weeks),
    )


def _weeks(weeks: Sequence[Week]) -> dict[str, Any]:
    shown, before, after = load_of(weeks)
    return {
        "headings": headings(shown, Unit.WEEK),
        "weeks": [(label(week, Unit.WEEK), title(week, Unit.WEEK)) for week in shown],
        "before": plain_cells_html(before, [0] * len(shown), Show.LOAD),
        "after": plain_cells_html(after, [0] * len(shown), Show.LOAD),
    }
