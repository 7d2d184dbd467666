"""The legend below a printed chart: the signs that it uses, in one line."""

from collections.abc import Callable

from milepost.charts.gantt import colors
from milepost.charts.gantt.drawing import FONT

HEIGHT = 10.0
SIZE, SIGN, GAP = 6.2, 20.0, 11.0
_WIDTH_OF_LETTER = 0.56


def _box(light: str, dark: str, outline: str = "") -> str:
    edge = f' stroke="{dark}" stroke-width=".7"' if outline else ""
    return (
        f'<rect y="2" width="{SIGN}" height="6" rx="1.4" fill="{light}"{edge}/>'
        f'<rect y="2" width="{SIGN / 2}" height="6" rx="1.4" fill="{dark}"/>'
    )


def _upright(color: str, dashes: str) -> str:
    return f'<path d="M10 0V10" stroke="{color}" stroke-width=".9" stroke-dasharray="{dashes}" fill="none"/>'


_SIGNS: dict[str, tuple[str, Callable[[], str]]] = {
    "task": ("Task, done part dark", lambda: _box(colors.BAR, colors.PROGRESS)),
    "critical": ("Critical", lambda: _box(colors.CRITICAL_BAR, colors.CRITICAL, "outline")),
    "finished": (
        "Done",
        lambda: f'<rect y="2" width="{SIGN}" height="6" rx="1.4" fill="{colors.FINISHED}"/>',
    ),
    "summary": ("Summary", lambda: f'<path fill="{colors.SUMMARY}" d="M0 3H20V8.4L17 5.4H3L0 8.4z"/>'),
    "milestone": (
        "Milestone",
        lambda: f'<path fill="{colors.SUMMARY}" d="M10 1.2l3.8 3.8l-3.8 3.8l-3.8 -3.8z"/>',
    ),
    "baseline": ("Baseline", lambda: f'<rect y="4" width="{SIGN}" height="2" fill="{colors.BASELINE}"/>'),
    "deadline": (
        "Deadline",
        lambda: (
            f'<path fill="{colors.MET}" stroke="{colors.MET}" stroke-width=".7" d="M10 9V3m-2.4 -2h4.8l-2.4 2.6z"/>'
        ),
    ),
    "status_date": ("Status date", lambda: _upright(colors.STATUS_DATE, "none")),
    "today": ("Today", lambda: _upright(colors.TODAY, "2.5 1.8")),
}


def legend(names: list[str]) -> str:
    """Draw the named signs, each with its word."""
    body, x = "", 0.0
    for name in names:
        words, sign = _SIGNS[name]
        body += f'<g transform="translate({x:.1f} 0)">{sign()}</g>'
        body += f'<text x="{x + SIGN + 3:.1f}" y="7.2" font-size="{SIZE}" fill="{colors.SOFT}">{words}</text>'
        x += SIGN + 3 + len(words) * SIZE * _WIDTH_OF_LETTER + GAP
    meanings = ", ".join(_SIGNS[name][0].lower() for name in names)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x:.1f} {HEIGHT}" width="{x:.1f}pt" height="{HEIGHT}pt" '
        f'font-family="{FONT}"><title>Legend: {meanings}</title>{body}</svg>'
    )
