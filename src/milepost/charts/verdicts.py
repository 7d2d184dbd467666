"""A list of checks with what each found, told by word and shape as well as by color."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure

WIDTH, ROW, TOP = 960, 26, 8
NAME_AT, BAR_AT, BAR, VALUE_AT, WORD_AT = 44, 320, 250, 586, 840


class Verdict(NamedTuple):
    """One check: whether it passed (`None` where nobody can tell), its share if it is one, and its words."""

    number: str
    name: str
    passed: bool | None
    word: str
    shown: str
    share: float | None = None


def verdicts(checks: Sequence[Verdict], *, title: str, finding: str) -> Figure:
    """Draw a row for each check, with a bar where its figure is a share."""
    body = ""
    for place, check in enumerate(checks):
        y = TOP + ROW * place + ROW / 2
        body += f"<g><title>{escape(f'{check.name}: {check.word}, {check.shown}')}</title>"
        body += text(NAME_AT - 10, y + 4, check.number, css_class="figure-axis", anchor="end")
        body += text(NAME_AT, y + 4, check.name)
        if check.share is not None:
            body += _bar(check, y)
        x = BAR_AT if check.share is None else VALUE_AT
        body += text(x, y + 4, check.shown, css_class="figure-axis")
        body += _mark(check.passed, y) + text(WORD_AT, y + 4, check.word, css_class="figure-note") + "</g>"
    height = 2 * TOP + ROW * len(checks)
    drawn = svg(
        body,
        width=WIDTH,
        height=height,
        title=title,
        finding=finding,
        css_class="figure figure-wide figure-history",
    )
    rows = [(check.number, check.name, check.word, check.shown) for check in checks]
    return Figure(title, finding, drawn, ("No.", "Check", "Verdict", "Figure"), rows)


def _bar(check: Verdict, y: float) -> str:
    share = min(1.0, max(0.0, check.share or 0.0))
    css_class = "figure-off_track" if check.passed is False else "figure-beyond"
    drawn = f'<path class="figure-line" d="M{BAR_AT} {y + 7:.1f}h{BAR}"/>'
    drawn += f'<rect class="{css_class}" x="{BAR_AT}" y="{y - 6:.1f}" width="{share * BAR:.1f}" height="12"/>'
    return drawn


def _mark(passed: bool | None, y: float) -> str:  # noqa: FBT001 - a verdict
    """Draw a tick, a cross, or a dash."""
    x = WORD_AT - 18
    if passed is None:
        return f'<path class="figure-stem" d="M{x} {y:.1f}h10"/>'
    if passed:
        return f'<path class="figure-tick" d="M{x} {y:.1f}l4 4l7 -8"/>'
    return f'<path class="figure-cross" d="M{x + 1} {y - 4:.1f}l8 8m0 -8l-8 8"/>'
