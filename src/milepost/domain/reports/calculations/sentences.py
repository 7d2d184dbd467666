"""Sentences that know the facts they are made from, and figures in words a resident uses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from milepost.domain.projects.wording import counted, day_text

WORKING_DAYS_A_WEEK = 5
WORKING_DAYS = re.compile(r"(\d+(?:\.\d+)?) working days?")
WEEKS_SAID_IN_DAYS = 2
MILLION, THOUSAND = Decimal(1_000_000), Decimal(1_000)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the keys of the facts it follows from; `begins` a paragraph where it opens one."""

    text: str
    facts: tuple[str, ...] = ()
    begins: bool = False


def text_of(sentences: Iterable[Sentence]) -> str:
    """Join sentences into paragraphs."""
    text = ""
    for sentence in sentences:
        separator = "\n\n" if sentence.begins else " "
        text += (separator if text else "") + sentence.text
    return text


def day(iso: str) -> str:
    """Write the day of a kept instant or date as in Mar 12, 2027."""
    moment = datetime.fromisoformat(iso)
    return day_text(date(moment.year, moment.month, moment.day))


def month(iso: str) -> str:
    """Write the month of a kept instant or date as in March 2027."""
    return f"{datetime.fromisoformat(iso):%B %Y}"


def span(days: float) -> str:
    """Write working days, sign aside, as a reader counts them: 3 days, about 6 weeks."""
    days = abs(days)
    weeks = round(days / WORKING_DAYS_A_WEEK)
    if weeks < WEEKS_SAID_IN_DAYS:
        return counted(max(1, round(days)), "working day")
    return f"about {counted(weeks, 'week')}"


def in_weeks(text: str) -> str:
    """Put the working days of a rule's reason as a reader counts them."""
    return WORKING_DAYS.sub(lambda found: span(float(found[1])), text)


def dollars(amount: str) -> str:
    """Write an amount rounded for reading: $1.2 million, $410,000, $850."""
    value = Decimal(amount)
    sign, size = ("-" if value < 0 else ""), abs(value)
    if size >= MILLION:
        return f"{sign}${(size / MILLION).quantize(Decimal('0.1'), ROUND_HALF_UP):f} million".replace(
            ".0 m", " m"
        )
    if size >= 10 * THOUSAND:
        return f"{sign}${(size / THOUSAND).quantize(Decimal(1), ROUND_HALF_UP) * 1000:,.0f}"
    return f"{sign}${size.quantize(Decimal(1), ROUND_HALF_UP):,.0f}"


def ended(text: str) -> str:
    """Give a text its full stop."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
