"""What an hour of the demo city's IT staff costs, by job class and year, as `data/labor_rates.toml` has it."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files
from itertools import cycle

from milepost.demo.founding import Cast
from milepost.domain.staffing.actions.keeping_rates import add_job_class, classify, set_labor_rate

DIME = Decimal("0.1")


def keep_rates(cast: Cast, *, since: date, as_of: date, at: datetime) -> None:
    """Let Finance set the rates of each year, and put the staff into their job classes."""
    text = files(__package__).joinpath("data/labor_rates.toml").read_text("utf-8")
    told = tomllib.loads(text, parse_float=Decimal)
    finance = cast.holder("Finance analyst")
    begin = date(since.year, 1, 1)
    for name, row in told["classes"].items():
        job_class = add_job_class(name, by=finance, at=at)
        hourly = _risen(row["hourly"], told["rise_percent"])
        for year in range(since.year, as_of.year + 1):
            set_labor_rate(
                job_class,
                hourly=next(hourly),
                first=date(year, 1, 1),
                source=told["source"].format(year=year),
                by=finance,
                at=at,
            )
        for person in (one for post in row["posts"] for one in cast.holders[post]):
            classify(person, job_class, first=begin, by=finance, at=at)


def _risen(hourly: Decimal, rises: Sequence[Decimal]) -> Iterator[Decimal]:
    """Give the rate of each year, to the dime."""
    for rise in cycle(rises):
        yield hourly
        hourly = (hourly * (1 + rise / 100)).quantize(DIME)
