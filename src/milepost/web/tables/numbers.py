"""How plain numbers read in cells and in the words of filters."""

from decimal import Decimal


def number_text(value: float | Decimal) -> str:
    """Write a number with two decimals at most."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
