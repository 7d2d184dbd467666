"""The portfolio report of a month for one reader, laid out for page, PDF, e-mail and slides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.domain.common.rules import rule_value
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.wording import counted, day_text, working_days_text
from milepost.domain.reports.calculations.portfolio.months import Entry, PortfolioMonth, read_month
from milepost.domain.reports.calculations.portfolio.watch_list import Watched, watch_list
from milepost.domain.reports.calculations.portfolio.words import Told, portfolio_words
from milepost.domain.reports.calculations.readers import PLAIN
from milepost.domain.reports.calculations.readers.council import under_heading
from milepost.domain.reports.calculations.reading_grade import reading_grade
from milepost.domain.reports.calculations.sentences import day, dollars, month
from milepost.domain.reports.models import Reader
from milepost.domain.reports.rendering.passages import Passage, passages
from milepost.domain.reports.rendering.public import public_word
from milepost.domain.reports.rendering.view import StatusView, status_view

COMING_DAYS = 45
MOST_COMING = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A project of the month."""

    project: Project
    report_id: int
    name: str
    manager: str
    status: StatusView
    before: str
    """How it stood before the month, where that was otherwise."""
    complete: str
    finish: str
    against_baseline: str
    moved: str
    spent: str
    public_word: str
    finish_month: str
    text: list[Passage]
    """What its own report says to this reader."""


@dataclass(frozen=True, slots=True)
class WatchRow:
    row: Row
    reasons: list[str]
    since: str
    next_step: str


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """The report of a month."""

    city: str
    month: str
    first: date
    reader: str
    label: str
    paragraphs: list[list[Told]]
    grade: float | None
    limit: float
    counts: list[tuple[StatusView, int]]
    watched: list[WatchRow]
    others: list[Row]
    """Not on the watch list."""
    rows: list[Row]
    coming: list[tuple[str, str, str]]
    """Milestones of the weeks after the month: day, milestone, project."""
    coming_later: int
    """How many of those weeks are not listed."""
    silent: list[Project]

    @property
    def is_hard(self) -> bool:
        return self.grade is not None and self.grade > self.limit

    @property
    def title(self) -> str:
        return "Technology projects" if self.reader in PLAIN else "IT project portfolio"

    @property
    def text(self) -> str:
        return "\n\n".join(" ".join(told.text for told in paragraph) for paragraph in self.paragraphs)


def portfolio_view(first: date, *, reader: str, seen_by: Person) -> PortfolioView:
    """Lay the report of the month that begins on a day out, as far as a person may see it."""
    facts = read_month(first, reader=reader, seen_by=seen_by)
    watched = watch_list(facts)
    paragraphs = _paragraphs(portfolio_words(facts, watched))
    rows = {entry.project.pk: _row(entry, reader) for entry in facts.entries}
    on_list = {one.entry.project.pk for one in watched}
    limits, coming = rule_value("reading_grade", on=facts.last), _coming(facts)
    return PortfolioView(
        city=facts.city,
        month=month(first.isoformat()),
        first=first,
        reader=reader,
        label=str(Reader(reader).label),
        paragraphs=paragraphs,
        grade=reading_grade(" ".join(told.text for paragraph in paragraphs for told in paragraph)),
        limit=limits["outside" if reader in PLAIN else "inside"],
        counts=_counts(facts),
        watched=[_watch_row(one, rows[one.entry.project.pk]) for one in watched],
        others=[row for key, row in rows.items() if key not in on_list],
        rows=list(rows.values()),
        coming=coming[:MOST_COMING],
        coming_later=max(0, len(coming) - MOST_COMING),
        silent=facts.silent,
    )


def _paragraphs(told: Sequence[Told]) -> list[list[Told]]:
    found: list[list[Told]] = []
    for one in told:
        if one.begins or not found:
            found.append([])
        found[-1].append(one)
    return found


def _row(entry: Entry, reader: str) -> Row:
    facts, money = entry.facts, entry.facts.money
    field = "summary" if reader == Reader.MANAGER else reader
    worse_or_better = entry.before is not None and entry.before.status != entry.status
    return Row(
        project=entry.project,
        report_id=entry.report.pk,
        name=facts.name,
        manager=facts.manager,
        status=status_view("Overall", facts.ratings["overall"]),
        before=str(entry.before.status.label) if entry.before and worse_or_better else "",
        complete=f"{facts.percent_complete:.0f}%",
        finish=day(facts.finish),
        against_baseline=_against(facts.days_late),
        moved=_moved(entry),
        spent=f"{dollars(money.spent)} of {dollars(money.budget)}" if money and money.budget else "",
        public_word=public_word(facts, shows_money=money is not None),
        finish_month="" if facts.is_on_hold else month(facts.finish),
        text=passages(_words_of_month(entry, field)) + _taken_out(entry, reader),
    )


def _words_of_month(entry: Entry, field: str) -> str:
    """Give what the project's report says, where it compares with the report before: with the month before."""
    text = under_heading(getattr(entry.report, field), entry.facts.name)
    if field != Reader.COUNCIL:
        return text
    now = ""
    if entry.before is not None:
        was = f"A month ago it was {day(entry.before.finish)}."
        now = was if entry.days_moved else "The date has not moved in the month."
    for said, keys, _ in entry.report.sentences.get(Reader.COUNCIL, ()):
        if "finish_before" in keys:
            text = text.replace(said, now)
    return text


def _taken_out(entry: Entry, reader: str) -> list[Passage]:
    said = entry.report.taken_out
    return [Passage([said], is_list=False)] if said and reader not in PLAIN else []


def _against(days: float | None) -> str:
    if days is None:
        return "No baseline"
    if not round(days, 1):
        return "As agreed"
    return f"{working_days_text(abs(days))} {'late' if days > 0 else 'early'}"


def _moved(entry: Entry) -> str:
    if entry.before is None:
        return "First report"
    days = entry.days_moved
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'sooner'}" if days else "Not moved"


def _watch_row(one: Watched, row: Row) -> WatchRow:
    since = "New this month" if one.is_new else f"Since {one.since:%b %Y}"
    return WatchRow(row, one.reasons, since, one.next_step)


def _counts(facts: PortfolioMonth) -> list[tuple[StatusView, int]]:
    found: dict[Status, list[Entry]] = {}
    for entry in facts.entries:
        found.setdefault(entry.status, []).append(entry)
    return [
        (status_view("Overall", entries[0].facts.ratings["overall"]), len(entries))
        for entries in found.values()
    ]


def _coming(facts: PortfolioMonth) -> list[tuple[str, str, str]]:
    until = (facts.last + timedelta(days=COMING_DAYS)).isoformat()
    after = facts.last.isoformat()
    found = [
        (one.finish, one.name, entry.facts.name)
        for entry in facts.entries
        for one in entry.facts.milestones
        if not one.is_done and after < one.finish[:10] <= until
    ]
    return [(day_text(date.fromisoformat(on[:10])), name, project) for on, name, project in sorted(found)]
