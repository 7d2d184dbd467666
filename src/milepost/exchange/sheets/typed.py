"""Durations, links and constraints as people type them: 3d, 2w, 5ed; 12FS+2d; Must start on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange import limits
from milepost.exchange.fields import BadValue
from milepost.exchange.plan import PlanLink

ELAPSED_MINUTES = {"em": 1, "eh": 60, "ed": 1440, "ew": 10080, "emo": 43200}
LINK_CODES = {
    LinkType.FINISH_TO_START: "FS",
    LinkType.START_TO_START: "SS",
    LinkType.FINISH_TO_FINISH: "FF",
    LinkType.START_TO_FINISH: "SF",
}
LINK_TYPES = {code: kind for kind, code in LINK_CODES.items()}
CONSTRAINT_NAMES = {kind: kind.name.replace("_", " ").capitalize() for kind in Constraint}
CONSTRAINTS = {name.lower(): kind for kind, name in CONSTRAINT_NAMES.items()}

_LONG_UNITS = {
    "min": "m",
    "hr": "h",
    "hour": "h",
    "day": "d",
    "wk": "w",
    "week": "w",
    "mon": "mo",
    "month": "mo",
}
_DURATION = re.compile(r"([+-]?)\s*(\d{1,9}(?:[.,]\d{1,6})?|[.,]\d{1,6})\s*([a-z]*)\s*(\??)", re.IGNORECASE)
_LINK = re.compile(r"(?:([\w.-]{1,40})\\)?(\d{1,10})\s*(FS|SS|FF|SF)?\s*([+-].+)?", re.IGNORECASE)
_PERCENT = re.compile(r"([+-])\s*(\d{1,6}(?:\.\d{1,6})?)\s*(e?)%")


@dataclass(frozen=True, slots=True)
class Units:
    """How many working minutes a typed day, week and month hold."""

    day: int = 480
    week: int = 2400
    days_per_month: int = 20

    def minutes(self, unit: str) -> int:
        """Give the minutes of one unit."""
        working = {"m": 1, "h": 60, "d": self.day, "w": self.week, "mo": self.day * self.days_per_month}
        return ELAPSED_MINUTES.get(unit) or working[unit]


def duration_of(text: str, units: Units) -> tuple[int, str, bool]:
    """Read `1.5d`, `2 weeks` or `5ed?` as minutes, the unit, and whether it is an estimate; a bare number is days."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise BadValue("is not a duration such as 3d, 2w, 4h or 5ed")
    sign, number, word, estimate = match.groups()
    unit = _unit(word)
    minutes = round(float(number.replace(",", ".")) * units.minutes(unit))
    if minutes > limits.DURATION_MINUTES:
        raise BadValue("is longer than 100 years")
    return (-minutes if sign == "-" else minutes), unit, bool(estimate)


def _unit(word: str) -> str:
    word = word.lower() or "d"
    elapsed = "e" if word.startswith("e") else ""
    bare = word.removeprefix("e")
    unit = elapsed + _LONG_UNITS.get(bare.removesuffix("s"), bare)
    if unit not in ELAPSED_MINUTES and unit not in ("m", "h", "d", "w", "mo"):
        raise BadValue("names no unit of time; use m, h, d, w or mo, with e before it for elapsed time")
    return unit


def duration_text(minutes: float, unit: str, units: Units, *, estimated: bool = False) -> str:
    """Write minutes in a unit, or in minutes where the unit would round."""
    value = f"{minutes / units.minutes(unit):.4f}".rstrip("0").rstrip(".")
    if round(float(value) * units.minutes(unit)) != minutes:
        unit = "em" if unit.startswith("e") else "m"
        value = f"{minutes:.0f}"
    return f"{value}{unit}{'?' if estimated else ''}"


def links_of(text: str, successor: int, units: Units) -> Iterator[PlanLink]:
    r"""Read `12FS+2d; 14SS-50%; P-2026-004\12`, the last from another project; a comma separates as well."""
    for part in re.split(r"[;,](?!\d+[a-z%])", text):
        if part.strip():
            yield _link(part.strip(), successor, units)


def _link(text: str, successor: int, units: Units) -> PlanLink:
    match = _LINK.fullmatch(text)
    if match is None:
        raise BadValue("is not a list of predecessors such as 12; 14SS; 15FS+2d")
    project, predecessor, kind, lag = match.groups()
    link = PlanLink(int(predecessor), successor, LINK_TYPES[(kind or "FS").upper()])
    link.predecessor_project = (project or "").upper()
    if lag is None:
        return link
    if percent := _PERCENT.fullmatch(lag.strip()):
        link.lag = float(percent[1] + percent[2])
        link.lag_unit = LagUnit.ELAPSED_PERCENT if percent[3] else LagUnit.PERCENT
        link.lag_shown_in = f"{percent[3]}%"
        return link
    link.lag, link.lag_shown_in, _ = duration_of(lag, units)
    link.lag_unit = LagUnit.ELAPSED if link.lag_shown_in.startswith("e") else LagUnit.WORKING
    return link


def link_text(link: PlanLink, units: Units) -> str:
    """Write a link as its predecessor's number, type and lag."""
    plain = link.type is LinkType.FINISH_TO_START and not link.lag
    abroad = f"{link.predecessor_project}\\" if link.predecessor_project else ""
    return f"{abroad}{link.predecessor_uid}{'' if plain else LINK_CODES[link.type]}{lag_text(link, units)}"


def lag_text(link: PlanLink, units: Units) -> str:
    """Write a lag with its sign, or nothing where there is none."""
    if not link.lag:
        return ""
    sign = "-" if link.lag < 0 else "+"
    if link.lag_unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT):
        return f"{sign}{abs(link.lag):g}{'e' if link.lag_unit is LagUnit.ELAPSED_PERCENT else ''}%"
    return sign + duration_text(abs(link.lag), link.lag_shown_in, units)


def constraint_of(text: str) -> Constraint:
    """Read a constraint by its name."""
    name = " ".join(text.lower().replace("-", " ").replace("_", " ").split())
    if name not in CONSTRAINTS:
        raise BadValue(f"is not a constraint; the eight are {', '.join(CONSTRAINT_NAMES.values())}")
    return CONSTRAINTS[name]
