"""Several figures on one sheet, each below its title and its finding."""

import re
from collections.abc import Sequence
from textwrap import wrap

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure

MARGIN, LINE, GAP = 24, 18, 28
LEAST_WIDTH = 640.0
PER_LETTER = 6.4
"""About so wide is a letter of a finding."""
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


def stacked(figures: Sequence[Figure], *, title: str) -> str:
    """Put figures below one another; of those that have nothing to draw yet, what they say of it."""
    width = max((_size(figure.svg)[0] for figure in figures if figure.svg), default=LEAST_WIDTH)
    body, y = "", float(MARGIN)
    for figure in figures:
        body += text(MARGIN, y + 14, figure.title, css_class="figure-note")
        for line in wrap(figure.finding, round(width / PER_LETTER)):
            y += LINE
            body += text(MARGIN, y + 14, line)
        y += LINE + LINE / 2
        if not figure.svg:
            y += GAP
            continue
        body += figure.svg.replace("<svg ", f'<svg x="{MARGIN}" y="{y:g}" ', 1)
        y += _size(figure.svg)[1] + GAP
    finding = " ".join(figure.finding for figure in figures)
    return svg(body, width=width + 2 * MARGIN, height=y, title=title, finding=finding)


def _size(drawn: str) -> tuple[float, float]:
    found = _SIZE.search(drawn)
    if found is None:
        raise ValueError("A figure says how large it is.")
    return float(found[1]), float(found[2])
