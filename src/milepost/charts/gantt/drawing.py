"""One page of a printed Gantt chart as SVG: time scale, free days, dates, links and marks."""

from collections.abc import Iterator
from html import escape
from itertools import accumulate

from milepost.charts.gantt import colors
from milepost.charts.gantt.marks import anchor_of, marks
from milepost.charts.gantt.plan import MINUTES_PER_DAY, Plan
from milepost.charts.gantt.routes import Anchor, route
from milepost.charts.gantt.scale import Scale, Tick
from milepost.charts.gantt.sheets import Sheet, height_of

HEAD = 25.0
FONT = "Inter, 'DejaVu Sans', sans-serif"
NARROWEST_SHADED_DAY = 1.0
CENTERED_BELOW = 22.0


class Drawing:
    """Draws the pages of one plan at one scale."""

    def __init__(self, plan: Plan, scale: Scale) -> None:
        self.plan = plan
        self.scale = scale
        self.tops = [0.0, *accumulate(height_of(row) for row in plan.rows)]
        self.anchors = [
            anchor_of(row, top, height_of(row), scale) for row, top in zip(plan.rows, self.tops, strict=False)
        ]
        self.with_followers = {link.predecessor for link in plan.links if link.type in ("FS", "FF")} | {
            link.successor for link in plan.links if link.type in ("FF", "SF")
        }

    def svg(self, sheet: Sheet, *, number: int, alternative: str) -> str:
        """Draw a page by its number; `alternative` is what readers hear instead."""
        top, bottom = self.tops[sheet.first_row], self.tops[sheet.last_row]
        width, height = sheet.right - sheet.left, HEAD + bottom - top
        body = "".join(
            (self._days(sheet), self._grid(sheet), self._dates(sheet), self._links(sheet), self._marks(sheet))
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" width="{width:.1f}pt" '
            f'height="{height:.1f}pt" font-family="{FONT}"><title>{escape(alternative)}</title>'
            f'<clipPath id="clip-{number}"><rect x="{sheet.left:.1f}" y="{top:.1f}" width="{width:.1f}" '
            f'height="{bottom - top:.1f}"/></clipPath>'
            f'<g transform="translate({-sheet.left:.1f} {HEAD - top:.1f})">'
            f'<g clip-path="url(#clip-{number})">{body}</g></g>'
            f'<g transform="translate({-sheet.left:.1f} 0)">{self._head(sheet)}</g></svg>'
        )

    def _days(self, sheet: Sheet) -> str:
        if self.scale.points_per_day < NARROWEST_SHADED_DAY:
            return ""
        top, bottom = self.tops[sheet.first_row], self.tops[sheet.last_row]
        boxes = ""
        for first, after in self.plan.free_days:
            left, right = self.scale.x(first * MINUTES_PER_DAY), self.scale.x(after * MINUTES_PER_DAY)
            if right > sheet.left and left < sheet.right:
                boxes += f"M{left:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}z"
        return f'<path fill="{colors.FREE}" d="{boxes}"/>' if boxes else ""

    def _grid(self, sheet: Sheet) -> str:
        upper, _ = self.scale.tiers(sheet.left, sheet.right)
        top, bottom = self.tops[sheet.first_row], self.tops[sheet.last_row]
        lines = "".join(f"M{tick.x:.1f} {top:.1f}V{bottom:.1f}" for tick in upper)
        rows = "".join(
            f"M{sheet.left:.1f} {self.tops[row + 1]:.1f}H{sheet.right:.1f}"
            for row in range(sheet.first_row, sheet.last_row)
        )
        return f'<path fill="none" stroke="{colors.ROW_LINE}" stroke-width=".5" d="{lines}{rows}"/>'

    def _dates(self, sheet: Sheet) -> str:
        top, bottom = self.tops[sheet.first_row], self.tops[sheet.last_row]
        drawn = ""
        dates = (
            (self.plan.today, colors.TODAY, "2.5 1.8"),
            (self.plan.status_date, colors.STATUS_DATE, "none"),
        )
        for instant, color, dashes in dates:
            if instant is not None:
                x = self.scale.x(instant)
                drawn += (
                    f'<path fill="none" stroke="{color}" stroke-width=".9" stroke-dasharray="{dashes}" '
                    f'd="M{x:.1f} {top:.1f}V{bottom:.1f}"/>'
                )
        return drawn

    def _links(self, sheet: Sheet) -> str:
        paths = {False: ["", ""], True: ["", ""]}
        for link in self.plan.links:
            source, target = self.anchors[link.predecessor], self.anchors[link.successor]
            if source and target and self._is_on(sheet, link.predecessor, link.successor, source, target):
                line, arrow = route(link.type, source, target)
                paths[link.is_critical][0] += line
                paths[link.is_critical][1] += arrow
        return "".join(
            _paths(*paths[key], color=color) for key, color in ((False, colors.LINK), (True, colors.CRITICAL))
        )

    def _is_on(self, sheet: Sheet, one: int, other: int, source: Anchor, target: Anchor) -> bool:
        return (
            any(sheet.first_row <= row < sheet.last_row for row in (one, other))
            and max(source.right, target.right) >= sheet.left
            and min(source.left, target.left) <= sheet.right
        )

    def _marks(self, sheet: Sheet) -> str:
        return "".join(
            marks(
                self.plan.rows[row], self.anchors[row], self.tops[row], self.scale,
                has_follower=row in self.with_followers,
            )
            for row in range(sheet.first_row, sheet.last_row)
        )  # fmt: skip

    def _head(self, sheet: Sheet) -> str:
        upper, lower = self.scale.tiers(sheet.left, sheet.right)
        half = HEAD / 2
        edges = "".join(f"M{tick.x:.1f} 0V{HEAD}" for tick in upper if tick.x > sheet.left)
        edges += "".join(f"M{tick.x:.1f} {half}V{HEAD}" for tick in lower if tick.x > sheet.left)
        edges += (
            f"M{sheet.left:.1f} {half}H{sheet.right:.1f}M{sheet.left:.1f} {HEAD - 0.25}H{sheet.right:.1f}"
        )
        labels = "".join(_labels(upper, sheet, half - 4, is_upper=True)) + "".join(
            _labels(lower, sheet, HEAD - 4, is_upper=False)
        )
        return f'<path fill="none" stroke="{colors.LINE}" stroke-width=".5" d="{edges}"/>{labels}'


def _paths(line: str, arrow: str, *, color: str) -> str:
    if not line:
        return ""
    return f'<path fill="none" stroke="{color}" stroke-width=".55" d="{line}"/><path fill="{color}" d="{arrow}"/>'


def _labels(ticks: list[Tick], sheet: Sheet, y: float, *, is_upper: bool) -> Iterator[str]:
    size, color, weight = (6.6, colors.INK, 600) if is_upper else (5.8, colors.SOFT, 400)
    for tick in ticks:
        left, right = max(tick.x, sheet.left), min(tick.x + tick.width, sheet.right)
        room = right - left
        if len(tick.label) * size * 0.6 > room:
            continue
        is_centered = not is_upper and tick.width < CENTERED_BELOW
        x, anchor = ((left + right) / 2, "middle") if is_centered else (left + 3, "start")
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{color}" '
            f'text-anchor="{anchor}">{tick.label}</text>'
        )
