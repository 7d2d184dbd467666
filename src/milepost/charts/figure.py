"""The frame of every figure: an SVG that says its finding to those who do not see it."""

from html import escape


def svg(body: str, *, width: float, height: float, title: str, finding: str) -> str:
    """Wrap drawn elements as an image with a title and the finding it shows."""
    return (
        f'<svg class="figure" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" aria-label="{escape(f"{title}: {finding}")}">{body}</svg>'
    )


def text(x: float, y: float, words: str, *, css_class: str = "figure-text", anchor: str = "start") -> str:
    """Write words at a point."""
    return f'<text class="{css_class}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
