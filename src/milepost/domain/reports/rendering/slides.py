"""Reports as presentations: a director's page of one project, and the portfolio."""

from milepost.domain.projects.wording import counted
from milepost.domain.reports.models import Reader, StatusReport
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
    voice = voice_of(report, Reader.DIRECTOR, facts)
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
    counts = [(status.word, count, status.color.removeprefix("#")) for status, count in rollup.counts]
    told = ", ".join(f"{counted(count, 'project')} {word.lower()}" for word, count, _ in counts)
    slides: list[Slide] = []
    if counts:
        slides.append(
            Bars(
                title="How the projects stand",
                series="Projects",
                categories=[word for word, _, _ in counts],
                values=[count for _, count, _ in counts],
                alt=told,
                colors=[color for _, _, color in counts],
            )
        )
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


def _late(days: float) -> str:
    if not days:
        return "as planned"
    return f"{abs(days):g} working days {'late' if days > 0 else 'early'}"
