"""A figure as a file of its own: its classes get literal colors, for no style sheet stands around it."""

STYLE = """
svg{background:#fff;font:12px Inter,"Helvetica Neue",Arial,sans-serif}
.figure-text,.figure-note{fill:#151b26}.figure-note{font-weight:600}.figure-axis{fill:#4b5667}
.figure-line{stroke:#cdd3dc;fill:none}.figure-grid{stroke:#eef0f3;fill:none}
.figure-stem{stroke:#7e8796;stroke-width:1.5;fill:none}
.figure-met{fill:#2257bd}.figure-beyond{fill:#9fb6dd}.figure-on_track{fill:#166238}
.figure-curve{fill:none;stroke:#2257bd;stroke-width:2}
.figure-dashed{stroke-dasharray:6 4}.figure-dotted{stroke-dasharray:2 3}
.figure-strong{stroke:#151b26;stroke-width:2}
.figure-faint{stroke:#7e8796;stroke-width:1.5}.figure-strong-line{stroke:#151b26}.figure-dot{fill:#fff;stroke:#2257bd;stroke-width:2}
.figure-off_track{fill:#a3221a}.figure-tick{fill:none;stroke:#166238;stroke-width:2.5}
.figure-cross{fill:none;stroke:#a3221a;stroke-width:2.5}
.figure-cone{fill:#2257bd;opacity:.14}.figure-point{fill:#2257bd;opacity:.5}.figure-point-beyond{fill:#a3221a}
"""


def alone(drawn: str) -> str:
    """Put the literal style into a drawn figure."""
    head, end, rest = drawn.partition(">")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{end}<style>{STYLE}</style>{rest}\n'
