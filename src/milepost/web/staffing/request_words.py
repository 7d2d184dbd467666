"""What answers do, in words and figures, within what a reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.calculations.answers import Effect
from milepost.domain.staffing.calculations.capacity import Cell
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.calculations.periods import Period
from milepost.domain.staffing.calculations.suggested_answers import Kind, Suggestion
from milepost.domain.staffing.calculations.trial_teams import ProjectEffect, Week
from milepost.domain.staffing.models import PersonSkill
from milepost.engine.instants import datetime_of

LEAST_WEEKS, MOST_WEEKS = 13, 26


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """A project's finish with an answer; one beyond the reader's sight has neither name nor dates."""

    name: str
    project: Project | None
    before: datetime | None
    after: datetime | None
    days: int

    @property
    def moves(self) -> str:
        """Say how its finish moves."""
        if self.days == 0:
            return gettext("stays")
        count = abs(self.days)
        if self.days > 0:
            return ngettext("{count} day later", "{count} days later", count).format(count=count)
        return ngettext("{count} day earlier", "{count} days earlier", count).format(count=count)


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """One answer as a row: what it is, what it does, and the values that offer it."""

    kind: Kind
    label: str
    terms: OfferedTerms
    last: date
    own: ProjectWords | None
    others: Sequence[ProjectWords]
    hours: float
    cost: Decimal | None
    over_hours: float
    over_weeks: int
    refusal: str
    person: Person | None = None
    skill: PersonSkill | None = None

    @property
    def moved_others(self) -> list[ProjectWords]:
        return [one for one in self.others if one.days]

    @property
    def unmoved_count(self) -> int:
        return len(self.others) - len(self.moved_others)


class ProjectNames:
    """Says how projects move to one reader; the projects are read once."""

    def __init__(self, reader: Person, projects: Iterable[int]) -> None:
        visible = Project.objects.visible_to(reader).filter(pk__in=set(projects))
        self.named: dict[int, Project] = {project.pk: project for project in visible}

    def words(self, one: ProjectEffect) -> ProjectWords:
        """Put how a project moves into words; one beyond the reader's sight is another project."""
        project = self.named.get(one.project)
        if project is None:
            return ProjectWords(gettext("Another project"), None, None, None, one.days_later)
        before = None if one.before is None else datetime_of(one.before)
        after = None if one.after is None else datetime_of(one.after)
        return ProjectWords(project.name, project, before, after, one.days_later)

    def most_moved(self, effects: Iterable[ProjectEffect]) -> list[ProjectWords]:
        """Put several projects into words, those that move most first."""
        return sorted(map(self.words, effects), key=lambda one: -abs(one.days))


class EffectWords:
    """Says effects of answers to one reader."""

    def __init__(self, reader: Person, own: Project, effects: Iterable[Effect]) -> None:
        self._names = ProjectNames(reader, [one.project for effect in effects for one in effect.others])
        self._names.named[own.pk] = own

    def answer(self, one: Suggestion) -> AnswerWords:
        """Put an answer into words."""
        effect = one.effect
        return AnswerWords(
            one.kind,
            _label(one),
            one.terms,
            one.last,
            None if effect.own is None else self._names.words(effect.own),
            self._names.most_moved(effect.others),
            effect.hours,
            effect.cost,
            effect.over_hours,
            len(effect.over_weeks),
            effect.refusal,
            one.person,
            one.skill,
        )


def _label(one: Suggestion) -> str:
    """Name an answer."""
    labels = {
        Kind.ACCEPT: gettext("Accept as asked"),
        Kind.MAKE_ROOM: gettext("Accept, other work makes room"),
        Kind.SMALLER: gettext("A smaller share: {share:g}%").format(share=one.terms.share_percent),
        Kind.LATER: gettext("A later start: {day}").format(day=day_text(one.terms.first)),
        Kind.DECLINE: gettext("Decline"),
    }
    return labels.get(one.kind) or (one.person.name if one.person else "")


def load_of(found: Sequence[Week]) -> tuple[list[Period], list[Cell], list[Cell]]:
    """Give the weeks to show with the load before and with what is tried: until the work is over, at least 13."""
    changed = [place for place, week in enumerate(found) if week.after != week.before]
    count = min(max(changed[-1] + 2 if changed else 0, LEAST_WEEKS), MOST_WEEKS)
    weeks = found[:count]
    return (
        [week.period for week in weeks],
        [Cell(week.capacity, week.operations, week.before, 0) for week in weeks],
        [Cell(week.capacity, week.operations, week.after, 0) for week in weeks],
    )
