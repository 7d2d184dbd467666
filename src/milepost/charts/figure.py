"""The frame of every figure: an SVG that says its finding to those who do not see it."""

from html import escape


def svg(
    body: str,
    *,
    width: float,
    height: float,
    title: str,
    finding: str,
    css_class: str = "figure",
    stretches: bool = False,
) -> str:
    """Wrap drawn elements as an image with a title and the finding it shows; one without words may stretch."""
    aspect = 'preserveAspectRatio="none" ' if stretches else ""
    return (
        f'<svg class="{css_class}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" {aspect}'
        f'width="{width:g}" height="{height:g}" role="img" aria-label="{escape(f"{title}: {finding}")}">{body}</svg>'
    )


def text(x: float, y: float, words: str, *, css_class: str = "figure-text", anchor: str = "start") -> str:
    """Write words at a point."""
    return f'<text class="{css_class}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def hatch(anchor: str) -> str:
    """Define a pattern of slanted lines, so that what has it is known without its color."""
    return (
        f'<defs><pattern id="{anchor}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        '<path class="figure-hatch" d="M0 0V6"/></pattern></defs>'
    )
