"""What one task draws in its row on paper."""

from html import escape

from milepost.charts.gantt import colors
from milepost.charts.gantt.names import width_of
from milepost.charts.gantt.plan import Row, Span
from milepost.charts.gantt.routes import STUB, Anchor
from milepost.charts.gantt.scale import Scale

BAR_TOP, BAR_HEIGHT, RADIUS = 3.4, 6.2, 3.8
MIDDLE = BAR_TOP + BAR_HEIGHT / 2
BASELINE_TOP, BASELINE_HEIGHT = 10.9, 1.9
NARROWEST = 1.2
LABEL_SIZE, LABEL_GAP = 6.2, 4.0


def anchor_of(row: Row, top: float, height: float, scale: Scale) -> Anchor | None:
    """Give where links meet a row's shape; nothing for a task without dates."""
    if row.span is None:
        return None
    left = scale.x(row.span.start)
    right = max(scale.x(row.span.finish), left + NARROWEST)
    reach = RADIUS if row.kind == "milestone" else BAR_HEIGHT / 2
    if row.kind == "milestone":
        left, right = left - RADIUS, left + RADIUS
    return Anchor(left, right, top + MIDDLE - reach, top + MIDDLE + reach, top, top + height)


def marks(row: Row, anchor: Anchor | None, top: float, scale: Scale, *, has_follower: bool) -> str:
    """Draw a row's baseline, shape, deadline and label."""
    drawn = _baseline(row, top, scale) if row.baseline else ""
    if anchor:
        drawn += _shape(row, anchor) + _label(row, anchor, has_follower=has_follower)
    return drawn + (_deadline(row, row.deadline, top, scale) if row.deadline is not None else "")


def _shape(row: Row, anchor: Anchor) -> str:
    if row.kind == "milestone":
        return _diamond(row, anchor)
    if row.kind == "summary":
        return _bracket(anchor)
    return _bar(row, anchor)


def _fills(row: Row) -> tuple[str, str]:
    if row.is_critical:
        return colors.CRITICAL_BAR, colors.CRITICAL
    if row.percent == 100:
        return colors.FINISHED_BAR, colors.FINISHED
    return colors.BAR, colors.PROGRESS


def _bar(row: Row, anchor: Anchor) -> str:
    light, dark = _fills(row)
    width = anchor.right - anchor.left
    place = f'x="{anchor.left:.1f}" y="{anchor.top:.1f}" height="{BAR_HEIGHT}" rx="{min(1.4, width / 2):.1f}"'
    if row.is_inactive:
        return (
            f'<rect {place} width="{width:.1f}" fill="none" stroke="{colors.LINK}" stroke-width=".5" '
            'stroke-dasharray="1.5 1"/>'
        )
    outline = f' stroke="{dark}" stroke-width=".7"' if row.is_critical else ""
    bar = f'<rect {place} width="{width:.1f}" fill="{light}"{outline}/>'
    done = width * row.percent / 100
    return bar + (f'<rect {place} width="{done:.1f}" fill="{dark}"/>' if done else "")


def _bracket(anchor: Anchor) -> str:
    tip = min(3.0, (anchor.right - anchor.left) / 2)
    top, bottom = anchor.middle - 1.4, anchor.middle + 1.0
    return (
        f'<path fill="{colors.SUMMARY}" d="M{anchor.left:.1f} {top:.1f}H{anchor.right:.1f}V{bottom + tip:.1f}'
        f'L{anchor.right - tip:.1f} {bottom:.1f}H{anchor.left + tip:.1f}L{anchor.left:.1f} {bottom + tip:.1f}z"/>'
    )


def _diamond(row: Row, anchor: Anchor) -> str:
    color = colors.CRITICAL if row.is_critical else colors.SUMMARY
    x, y, r = (anchor.left + anchor.right) / 2, anchor.top, RADIUS
    fill = f'fill="{color}"' if not row.is_inactive else f'fill="none" stroke="{color}" stroke-width=".6"'
    return f'<path {fill} d="M{x:.1f} {y:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z"/>'


def _baseline(row: Row, top: float, scale: Scale) -> str:
    start, finish = row.baseline or Span(0, 0)
    x, y = scale.x(start), top + BASELINE_TOP
    if row.kind == "milestone":
        y += BASELINE_HEIGHT / 2
        return f'<path fill="{colors.BASELINE}" d="M{x:.1f} {y - 1.9:.1f}l1.9 1.9l-1.9 1.9l-1.9 -1.9z"/>'
    width = max(scale.x(finish) - x, NARROWEST)
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{BASELINE_HEIGHT}" fill="{colors.BASELINE}"/>'


def _deadline(row: Row, deadline: int, top: float, scale: Scale) -> str:
    is_missed = row.span is not None and row.span.finish > deadline
    color = colors.MISSED if is_missed else colors.MET
    x, y = scale.x(deadline), top + BAR_TOP
    return (
        f'<path fill="{color}" stroke="{color}" stroke-width=".7" '
        f'd="M{x:.1f} {y + BAR_HEIGHT:.1f}V{y - 0.4:.1f}m-2.4 -2h4.8l-2.4 2.6z"/>'
    )


def _label(row: Row, anchor: Anchor, *, has_follower: bool) -> str:
    if not row.label:
        return ""
    x = anchor.right + LABEL_GAP + (STUB if has_follower else 0)
    y, height = anchor.middle - LABEL_SIZE * 0.6, LABEL_SIZE * 1.2
    width = width_of(row.label, LABEL_SIZE)
    # Links that pass under the words are kept faint by paper between them.
    return (
        f'<rect x="{x - 1:.1f}" y="{y:.1f}" width="{width + 1:.1f}" height="{height:.1f}" fill="#ffffff" '
        f'fill-opacity=".82"/><text x="{x:.1f}" y="{anchor.middle + LABEL_SIZE * 0.36:.1f}" '
        f'font-size="{LABEL_SIZE}" fill="{colors.SOFT}">{escape(row.label)}</text>'
    )
