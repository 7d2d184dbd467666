"""Projects on a time line: the scale with fiscal years, one bar for each project, and the arrows between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import escape
from typing import NamedTuple

ROW, GROUP, HEAD = 34, 30, 44
BAR_TOP, BAR_HEIGHT = 6, 18
BASELINE_TOP, BASELINE_HEIGHT = 27, 3
NARROWEST_BAR = 4
MARK = 5.5
WIDTH_OF_LETTER = 6.1
LABEL_INSET = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time with so many pixels to a day; `months` are those that a tick stands for."""

    first: date
    last: date
    per_day: float
    months: int
    fiscal_start: int
    today: date

    @property
    def width(self) -> float:
        return round(((self.last - self.first).days + 1) * self.per_day)

    def x(self, moment: datetime | date) -> float:
        """Give where a moment lies, or the morning of a day."""
        days = (date(moment.year, moment.month, moment.day) - self.first).days
        share = (moment.hour * 60 + moment.minute) / 1440 if isinstance(moment, datetime) else 0
        return round((days + share) * self.per_day, 1)

    def ticks(self, months: int) -> Iterator[tuple[date, date]]:
        """Yield the periods of so many months, counted from the start of the fiscal year, that the axis meets."""
        start = date(self.first.year - 1, self.fiscal_start, 1)
        while start <= self.last:
            following = _months_later(start, months)
            if following > self.first:
                yield start, following
            start = following


class Segment(NamedTuple):
    """A phase or a milestone."""

    name: str
    start: datetime
    finish: datetime
    percent: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One project; `key` names its color, `was` the span it has when it is shown as it would be."""

    project_id: int
    key: str
    start: datetime
    finish: datetime
    percent: float
    words: str
    baseline: tuple[datetime, datetime] | None = None
    was: tuple[datetime, datetime] | None = None
    days: int = 0
    is_movable: bool = False
    phases: Sequence[Segment] = field(default_factory=list)
    milestones: Sequence[Segment] = field(default_factory=list)


class Arrow(NamedTuple):
    """A dependency from one row to another, by moments and the middles of their rows."""

    leaves: datetime
    arrives: datetime
    from_y: float
    to_y: float
    words: str
    is_driving: bool


def scale_svg(axis: Axis) -> str:
    """Draw the fiscal years above the ticks, and define the lines that every row uses."""
    body = _lines(axis)
    for start, following in axis.ticks(12):
        year = (following - timedelta(days=1)).year
        body += _word(axis, start, following, HEAD / 2 - 7, f"FY {year}", "roadmap-year")
    for start, following in axis.ticks(axis.months):
        name = f"{start:%b}" if axis.months == 1 else f"Q{_quarter(axis, start)}"
        body += _word(axis, start, following, HEAD - 7, name, "roadmap-tick")
    if axis.first <= axis.today <= axis.last:
        x = axis.x(axis.today)
        body += f'<path class="roadmap-flag" d="M{x - 5:g} {HEAD - 7}h10l-5 7z"/>'
    return _svg(body, axis.width, HEAD, 'aria-hidden="true" class="roadmap-svg roadmap-scale"')


def empty_svg(axis: Axis) -> str:
    """Draw the lines of a row that shows no project."""
    body = '<use href="#roadmap-lines"/>'
    return _svg(body, axis.width, GROUP, 'aria-hidden="true" class="roadmap-svg"')


def bar_svg(axis: Axis, bar: Bar) -> str:
    """Draw a project: its baseline, where it stands, its bar with phases or progress, and its milestones."""
    body = '<use href="#roadmap-lines"/>'
    if bar.baseline:
        body += _box(axis, *bar.baseline, BASELINE_TOP, BASELINE_HEIGHT, "roadmap-baseline", radius=1.5)
    if bar.was:
        body += _box(axis, *bar.was, BAR_TOP, BAR_HEIGHT, "roadmap-was", radius=4)
    inner = _box(axis, bar.start, bar.finish, BAR_TOP, BAR_HEIGHT, "roadmap-box", radius=4)
    inner += "".join(_phases(axis, bar.phases))
    if not bar.phases:
        inner += _progress(axis, bar.start, bar.finish, bar.percent)
    inner += "".join(_milestone(axis, mark) for mark in bar.milestones)
    facts = f' data-project="{bar.project_id}" data-days="{bar.days}"' if bar.is_movable else ""
    moved = " roadmap-moved" if bar.was else ""
    body += f'<g class="roadmap-bar roadmap-{bar.key}{moved}"{facts}>{inner}</g>'
    label = f'role="img" aria-label="{escape(bar.words)}" class="roadmap-svg"'
    return _svg(body, axis.width, ROW, label)


def arrows_svg(axis: Axis, arrows: Sequence[Arrow], *, height: float) -> str:
    """Draw the dependencies between projects over all rows; those that decide a start stand out."""
    ordered = sorted(arrows, key=lambda arrow: arrow.is_driving)
    body = "".join(_arrow(axis, arrow) for arrow in ordered)
    return _svg(body, axis.width, height, 'aria-hidden="true" class="roadmap-arrows"')


def _svg(body: str, width: float, height: float, attributes: str) -> str:
    """Wrap in an SVG that grows with the text size."""
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width / 16:g}rem" height="{height / 16:g}rem"'
    return f"<svg {attributes} {size}>{body}</svg>"


def _lines(axis: Axis) -> str:
    ticks = "".join(f"M{axis.x(start):g} 0V{HEAD}" for start, _ in axis.ticks(axis.months))
    years = "".join(f"M{axis.x(start):g} 0V{HEAD}" for start, _ in axis.ticks(12))
    today = f"M{axis.x(axis.today):g} 0V{HEAD}" if axis.first <= axis.today <= axis.last else ""
    return (
        f'<g id="roadmap-lines"><path class="roadmap-line" d="{ticks}"/>'
        f'<path class="roadmap-year-line" d="{years}"/><path class="roadmap-today" d="{today}"/></g>'
    )


def _word(axis: Axis, start: date, following: date, y: float, words: str, css_class: str) -> str:
    left, right = max(axis.x(start), 0), min(axis.x(following), axis.width)
    if right - left < len(words) * WIDTH_OF_LETTER + LABEL_INSET:
        return ""
    last = right - len(words) * WIDTH_OF_LETTER - LABEL_INSET
    place = f'x="{left + LABEL_INSET:g}" y="{y:g}" data-last="{last:g}"'
    return f'<text class="{css_class}" {place}>{escape(words)}</text>'


def _quarter(axis: Axis, start: date) -> int:
    return ((start.month - axis.fiscal_start) % 12) // 3 + 1


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _box(
    axis: Axis, start: datetime, finish: datetime, y: float, height: float, css_class: str, *, radius: float
) -> str:
    x = axis.x(start)
    width = max(axis.x(finish) - x, NARROWEST_BAR)
    return f'<rect class="{css_class}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}"/>'


def _progress(axis: Axis, start: datetime, finish: datetime, percent: float) -> str:
    if percent <= 0:
        return ""
    x = axis.x(start)
    width = max(axis.x(finish) - x, NARROWEST_BAR) * min(percent, 100) / 100
    y = BAR_TOP + BAR_HEIGHT - 3
    return f'<rect class="roadmap-done" x="{x:g}" y="{y}" width="{width:.1f}" height="3" rx="1.5"/>'


def _phases(axis: Axis, phases: Sequence[Segment]) -> Iterator[str]:
    """Draw phases in the order they start; a name keeps to what the next phase leaves of its own."""
    ordered = sorted(phases, key=lambda phase: (phase.start, phase.finish))
    for place, phase in enumerate(ordered):
        following = ordered[place + 1].start if place + 1 < len(ordered) else phase.finish
        yield _phase(axis, phase, until=min(phase.finish, following))


def _phase(axis: Axis, phase: Segment, *, until: datetime) -> str:
    x = axis.x(phase.start)
    width = axis.x(until) - x
    body = f"<title>{escape(_words(phase))}</title>"
    body += _box(axis, phase.start, phase.finish, BAR_TOP, BAR_HEIGHT, "roadmap-phase", radius=3)
    body += _progress(axis, phase.start, phase.finish, phase.percent)
    room = int((width - 2 * LABEL_INSET) / WIDTH_OF_LETTER)
    if room >= min(len(phase.name), 5):
        name = phase.name if len(phase.name) <= room else f"{phase.name[: room - 1].rstrip()}…"
        body += f'<text class="roadmap-name" x="{x + LABEL_INSET:g}" y="{BAR_TOP + 12}">{escape(name)}</text>'
    return f"<g>{body}</g>"


def _milestone(axis: Axis, mark: Segment) -> str:
    x, y = axis.x(mark.finish), BAR_TOP + BAR_HEIGHT / 2
    css_class = "roadmap-mark roadmap-mark-done" if mark.percent >= 100 else "roadmap-mark"
    d = f"M{x:g} {y - MARK:g}l{MARK} {MARK}l-{MARK} {MARK}l-{MARK} -{MARK}z"
    return f'<path class="{css_class}" d="{d}"><title>{escape(_words(mark))}</title></path>'


def _words(segment: Segment) -> str:
    start, finish = segment.start, segment.finish
    if start == finish:
        return f"{segment.name}: {_day(finish)}"
    return f"{segment.name}: {_day(start)} to {_day(finish)}, {segment.percent:.0f}% done"


def _day(moment: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _arrow(axis: Axis, arrow: Arrow) -> str:
    """Leave below or above the bar, run between the rows, and enter the other from its edge: names stay readable."""
    x1, x2 = axis.x(arrow.leaves), axis.x(arrow.arrives)
    down = 1 if arrow.to_y > arrow.from_y else -1
    leaves, enters = arrow.from_y + down * BAR_HEIGHT / 2, arrow.to_y - down * BAR_HEIGHT / 2
    line = f"M{x1:g} {leaves:g}V{enters - down * 6:g}H{x2:g}V{enters - down * 4:g}"
    head = f"M{x2:g} {enters:g}l-3.5 {-6 * down}h7z"
    css_class = "roadmap-arrow roadmap-arrow-driving" if arrow.is_driving else "roadmap-arrow"
    return (
        f'<g class="{css_class}"><title>{escape(arrow.words)}</title>'
        f'<path class="roadmap-arrow-line" d="{line}"/><path class="roadmap-arrow-head" d="{head}"/></g>'
    )
