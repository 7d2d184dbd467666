"""Fiscal years, named for the calendar year in which they end."""

from datetime import date


def fiscal_year_of(day: date, *, start_month: int) -> int:
    """Give the fiscal year that a day lies in."""
    return day.year + int(start_month > 1 and day.month >= start_month)


def fiscal_year_starts(year: int, *, start_month: int) -> date:
    """Give the first day of a fiscal year."""
    return date(year - int(start_month > 1), start_month, 1)
