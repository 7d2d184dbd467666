"""The colors of text and controls stand out from what lies behind them, in both themes (WCAG 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

import milepost.web

TOKENS = Path(milepost.web.__file__).parent / "frontend" / "styles" / "tokens.css"
PAIR = re.compile(r"--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));")
GROUNDS = ["canvas", "surface", "surface-raised", "surface-sunken", "surface-hover", "surface-selected"]
TONES = ["good", "warn", "bad", "calm", "info"]
TEXTS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "link", "accent") for ground in GROUNDS),
    *((tone, ground) for tone in TONES for ground in (*GROUNDS, f"{tone}-soft")),
    *(("ink", f"{tone}-soft") for tone in TONES),
    ("accent", "accent-soft"), ("ink", "mark"), ("ink", "accent-soft"), ("ink-faint", "accent-soft"),
    ("on-accent", "accent-fill"), ("on-accent", "accent-fill-hover"),
]  # fmt: skip
EDGES = [(edge, ground) for edge in ("line-control", "focus") for ground in GROUNDS]


def colors(theme: int) -> dict[str, str]:
    found = {}
    for name, light, dark, both in PAIR.findall(TOKENS.read_text()):
        found[name] = both or (light, dark)[theme]
    return found


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 4.5), (EDGES, 3.0)], ids=["texts", "edges"])
def test_colors_stand_out(theme: int, pairs: list[tuple[str, str]], least: float) -> None:
    color = colors(theme)

    faint = {
        f"{one} on {other}": round(contrast(color[one], color[other]), 2)
        for one, other in pairs
        if contrast(color[one], color[other]) < least
    }

    assert faint == {}
