"""The notations of Microsoft Project's XML: durations, times, slack and their codes."""

import re
from functools import lru_cache

from milepost.engine.network.model import LagUnit
from milepost.exchange import limits
from milepost.exchange.fields import BadValue, number_of

UNITS = {
    3: "m",
    4: "em",
    5: "h",
    6: "eh",
    7: "d",
    8: "ed",
    9: "w",
    10: "ew",
    11: "mo",
    12: "emo",
    19: "%",
    20: "e%",
}
CODES = {unit: code for code, unit in UNITS.items()}
ESTIMATED_OFFSET = 32
END_OF_DAY = 1440
_CLOCK = re.compile(r"(\d\d?):([0-5]\d)(?::\d\d(?:\.\d{0,9})?)?")
_DURATION = re.compile(
    r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d{0,9})?S)?)?"
)


@lru_cache(maxsize=1 << 14)
def duration_of(text: str) -> int:
    """Read `PT8H30M0S` as minutes; seconds are rounded to the nearest minute."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise BadValue("is not a duration such as PT8H0M0S")
    sign, days, hours, minutes, seconds = match.groups()
    total = int(days or 0) * 1440 + int(hours or 0) * 60 + int(minutes or 0) + (int(seconds or 0) + 30) // 60
    if total > limits.DURATION_MINUTES:
        raise BadValue("is longer than 100 years")
    return -total if sign else total


def duration_text(minutes: int) -> str:
    """Write minutes as `PT8H30M0S`."""
    sign = "-" if minutes < 0 else ""
    return f"{sign}PT{abs(minutes) // 60}H{abs(minutes) % 60}M0S"


def money_of(text: str) -> float:
    """Read money, which the format writes in hundredths."""
    return number_of(text) / 100


def slack_of(text: str) -> int:
    """Read tenths of minutes; some writers give a duration instead."""
    return duration_of(text) if "P" in text else round(number_of(text) / 10)


def minute_of_day(text: str) -> int:
    """Read 08:30:00, or the time of day of a full date."""
    match = _CLOCK.fullmatch(text.strip().rpartition("T")[2])
    minute = int(match[1]) * 60 + int(match[2]) if match else END_OF_DAY + 1
    if minute > END_OF_DAY:
        raise BadValue("is not a time of day such as 08:00:00")
    return minute


def shown_unit(code: int) -> tuple[str, bool]:
    """Give the unit a duration is shown in, and whether it is an estimate."""
    estimated = code > ESTIMATED_OFFSET
    unit = UNITS.get(code - ESTIMATED_OFFSET if estimated else code, "d")
    return ("d" if unit.endswith("%") else unit), estimated


def lag_unit(code: int) -> tuple[LagUnit, str]:
    """Give how a lag counts, and the unit it is shown in."""
    unit = UNITS.get(code - ESTIMATED_OFFSET if code > ESTIMATED_OFFSET else code, "d")
    if unit.endswith("%"):
        return (LagUnit.ELAPSED_PERCENT if unit.startswith("e") else LagUnit.PERCENT), unit
    return (LagUnit.ELAPSED if unit.startswith("e") else LagUnit.WORKING), unit
