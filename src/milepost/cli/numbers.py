"""Numbers that options take."""

import math
from typing import Any

import click


class Number(click.FloatRange):
    """A number within a range; "nan", which lies in none, is refused as well."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Give the number; fails the command where it is none."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number
