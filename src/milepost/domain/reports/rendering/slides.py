"""Reports as presentations: a director's page of one project, and the portfolio."""

from collections.abc import Sequence

from milepost.domain.projects.wording import counted
from milepost.domain.reports.calculations.readers import PLAIN
from milepost.domain.reports.models import Reader, StatusReport
from milepost.domain.reports.rendering.portfolio import PortfolioView
from milepost.domain.reports.rendering.rollup import RollUpView
from milepost.domain.reports.rendering.view import facts_of, view_of
from milepost.domain.reports.rendering.voices import voice_of
from milepost.exchange.slides.deck import Bars, Deck, Rows, Slide, Words
from milepost.exchange.slides.writing import write_deck

MOST_MILESTONES = 10
LATE, GOOD = "a4231b", "176b3a"


def report_slides(report: StatusReport) -> bytes:
    """Give a report for the director as a .pptx file."""
    facts, view = facts_of(report), view_of(report)
    voice = voice_of(report, Reader.DIRECTOR)
    lines = [line for passage in voice.passages for line in passage.lines]
    slides: list[Slide] = [Words(f"{view.statuses[0].word}: {view.title}", lines or ["Not written yet."])]
    measured = [one for one in facts.milestones if one.days_late is not None][:MOST_MILESTONES]
    if measured:
        slides.append(
            Bars(
                title="Milestones against the baseline, in working days",
                series="Working days later than agreed",
                categories=[one.name for one in measured],
                values=[one.days_late or 0 for one in measured],
                alt="; ".join(f"{one.name}: {_late(one.days_late or 0)}" for one in measured),
                colors=[LATE if (one.days_late or 0) > 0 else GOOD for one in measured],
            )
        )
    if view.since:
        changed = [f"{one.label}: {one.text}" for one in view.changes] or ["Nothing."]
        slides.append(Words(f"Changed since the report to {view.since}", changed[:8]))
    if view.milestones:
        rows = [
            (one.name, one.baseline, one.finish, one.variance or "—", one.state) for one in view.milestones
        ]
        headings = ("Milestone", "Baseline", "Now", "Against baseline", "State")
        slides.append(Rows("Milestones", headings, rows, (0.36, 0.16, 0.16, 0.2, 0.12)))
    return write_deck(Deck(view.title, f"Status report, {view.period}", facts.manager, slides))


def rollup_slides(rollup: RollUpView) -> bytes:
    """Give the portfolio as a .pptx file."""
    slides: list[Slide] = []
    if rollup.counts:
        slides.append(_standing([(status.word, count, status.color) for status, count in rollup.counts]))
    if rollup.concerns:
        rows = [
            (row.project.name, row.status.word, row.status.reason, row.finish, row.variance)
            for row in rollup.concerns
        ]
        headings = ("Project", "Status", "Why", "Finish", "Against baseline")
        slides.append(Rows("Needs attention", headings, rows, (0.24, 0.1, 0.4, 0.12, 0.14)))
    if rollup.others:
        other_rows = [
            (row.project.name, row.status.word, row.percent_complete, row.finish) for row in rollup.others
        ]
        other_headings = ("Project", "Status", "Complete", "Finish")
        slides.append(Rows("On track, or not rated yet", other_headings, other_rows, (0.5, 0.18, 0.14, 0.18)))
    return write_deck(Deck(f"{rollup.city}: IT project portfolio", rollup.day, rollup.city, slides))


def portfolio_slides(portfolio: PortfolioView) -> bytes:
    """Give the portfolio report of a month as a .pptx file."""
    told = [" ".join(one.text for one in paragraph) for paragraph in portfolio.paragraphs]
    slides: list[Slide] = [Words("The month in short", told or ["No project reported in this month."])]
    if portfolio.counts:
        slides.append(_standing([(one.word, count, one.color) for one, count in portfolio.counts]))
    if portfolio.reader in PLAIN:
        rows = [(row.name, row.public_word, row.finish_month, row.complete) for row in portfolio.rows]
        headings = ("Project", "How it stands", "Planned to finish", "Work done")
        slides.append(Rows("Project by project", headings, rows, (0.5, 0.18, 0.18, 0.14)))
    elif portfolio.watched:
        watched = [
            (one.row.name, " ".join(one.reasons), one.since, one.next_step) for one in portfolio.watched
        ]
        watch_headings = ("Project", "Why", "On the list", "Next")
        slides.append(Rows("Watch list", watch_headings, watched, (0.22, 0.42, 0.15, 0.21)))
    if portfolio.reader not in PLAIN and portfolio.coming:
        slides.append(
            Rows("Milestones to come", ("Day", "Milestone", "Project"), portfolio.coming, (0.16, 0.4, 0.44))
        )
    return write_deck(Deck(f"{portfolio.city}: {portfolio.title}", portfolio.month, portfolio.city, slides))


def _standing(counts: Sequence[tuple[str, int, str]]) -> Bars:
    return Bars(
        title="How the projects stand",
        series="Projects",
        categories=[word for word, _, _ in counts],
        values=[count for _, count, _ in counts],
        alt=", ".join(f"{counted(count, 'project')} {word.lower()}" for word, count, _ in counts),
        colors=[color.removeprefix("#") for _, _, color in counts],
    )


def _late(days: float) -> str:
    if not days:
        return "as planned"
    return f"{abs(days):g} working days {'late' if days > 0 else 'early'}"
