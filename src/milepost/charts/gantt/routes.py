"""Link arrows on paper: right-angled, rounded, between the rows rather than through them."""

from typing import NamedTuple

STUB, DROP, NEAR, ROUND = 5.0, 4.0, 9.0, 2.0
ARROW_LENGTH, ARROW_HALF = 3.2, 2.1
Point = tuple[float, float]


class Anchor(NamedTuple):
    """The shape that a link leaves or meets, and the edges of its row."""

    left: float
    right: float
    top: float
    bottom: float
    row_top: float
    row_bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def route(kind: str, source: Anchor, target: Anchor) -> tuple[str, str]:
    """Give the path of a link's line and of its arrow head."""
    if kind == "FS":
        return _drop(source, target) or _back(source, target, 1)
    if kind == "SF":
        return _back(source, target, -1)
    return _hook(source, target, 1 if kind == "FF" else -1)


def _drop(source: Anchor, target: Anchor) -> tuple[str, str] | None:
    x = min(target.left + DROP, (target.left + target.right) / 2)
    if x < source.right:
        return None
    is_below = target.top > source.top
    y = target.top if is_below else target.bottom
    points: list[Point] = [(source.right, source.middle)]
    if x - source.right > NEAR:
        corridor = source.row_bottom if is_below else source.row_top
        points += [(source.right + STUB, source.middle), (source.right + STUB, corridor), (x, corridor)]
    else:
        points.append((x, source.middle))
    length = -ARROW_LENGTH if is_below else ARROW_LENGTH
    arrow = f"M{x:.1f} {y:.1f}l{-ARROW_HALF} {length}h{2 * ARROW_HALF}z"
    return rounded([*points, (x, y)]), arrow


def _back(source: Anchor, target: Anchor, direction: int) -> tuple[str, str]:
    start, end = (source.right, target.left) if direction == 1 else (source.left, target.right)
    corridor = source.row_bottom if target.top > source.top else source.row_top
    out, into = start + STUB * direction, end - STUB * direction
    points = [
        (start, source.middle), (out, source.middle), (out, corridor), (into, corridor),
        (into, target.middle), (end, target.middle),
    ]  # fmt: skip
    return rounded(points), _level_arrow(end, target.middle, direction)


def _hook(source: Anchor, target: Anchor, side: int) -> tuple[str, str]:
    start, end = (source.right, target.right) if side == 1 else (source.left, target.left)
    outer = (max if side == 1 else min)(start, end) + STUB * side
    points = [(start, source.middle), (outer, source.middle), (outer, target.middle), (end, target.middle)]
    return rounded(points), _level_arrow(end, target.middle, -side)


def _level_arrow(x: float, y: float, pointing: int) -> str:
    return f"M{x:.1f} {y:.1f}l{-ARROW_LENGTH * pointing} {-ARROW_HALF}v{2 * ARROW_HALF}z"


def rounded(points: list[Point]) -> str:
    """Join points by straight lines whose corners are rounded as far as the shorter side allows."""
    path = "M{:.1f} {:.1f}".format(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(ROUND, _length(before, corner) / 2, _length(corner, after) / 2)
        path += "L{:.1f} {:.1f}".format(*_toward(corner, before, radius))
        path += "Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*corner, *_toward(corner, after, radius))
    return path + "L{:.1f} {:.1f}".format(*points[-1])


def _length(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(corner: Point, end: Point, distance: float) -> Point:
    length = _length(corner, end) or 1.0
    return tuple(a + (b - a) * distance / length for a, b in zip(corner, end, strict=True))  # type: ignore[return-value]
