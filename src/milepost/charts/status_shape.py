"""A status as a small shape: form and color say the same, and the word stands beside it."""

_SHAPES = {
    "on_track": ("#176b3a", '<circle cx="6" cy="6" r="5"/>'),
    "at_risk": ("#8a5200", '<path d="M6 .8 11.6 11H.4z"/>'),
    "off_track": ("#a4231b", '<path d="M6 0 12 6 6 12 0 6z"/>'),
    "on_hold": ("#566171", '<path d="M1.5 1h3.2v10H1.5zM7.3 1h3.2v10H7.3z"/>'),
    "not_rated": (
        "#566171",
        '<circle cx="6" cy="6" r="4.2" fill="none" stroke="#566171" stroke-width="1.6"/>',
    ),
}


def status_shape(status: str) -> str:
    """Give the SVG of a status, to stand before its word; readers of a page are told by the word alone."""
    color, shape = _SHAPES[status]
    # A PDF takes every SVG for a figure, and its title for the text that a figure must have.
    title = status.replace("_", " ").capitalize()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" width="12" height="12" fill="{color}" '
        f'aria-hidden="true"><title>{title}</title>{shape}</svg>'
    )


def status_color(status: str) -> str:
    """Give the dark color of a status, for text on white."""
    return _SHAPES[status][0]
