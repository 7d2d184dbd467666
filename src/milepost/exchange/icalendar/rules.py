"""Which recurrence rules are unrolled: those of leave and rotas, none of which looks for a day that never comes."""

from datetime import date
from typing import Any

from milepost.exchange import limits
from milepost.exchange.errors import Damaged

PARTS = {
    "DAILY": {"BYDAY"},
    "WEEKLY": {"BYDAY"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY"},
}
ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
WEEKS_OF_A_MONTH, SHORTEST_MONTH = 5, 28
MOST_INTERVAL = 366


def check_rule(rule: Any, start: date) -> None:
    """Raise `Damaged` for a rule whose next occurrence might be looked for without end.

    A library looks day by day until the year 9999, which takes seconds for one such rule and would for thousands.
    """
    frequency = str(_only(rule, "FREQ")).upper()
    interval = int(_only(rule, "INTERVAL") or 1)
    days = [str(one).upper() for one in _list(rule, "BYDAY")]
    month_days = [int(one) for one in _list(rule, "BYMONTHDAY")]
    is_refused = (
        frequency not in PARTS
        or bool(set(rule) - ALWAYS - PARTS[frequency])
        or start.year < limits.FIRST_DAY.year
        or not 1 <= interval <= MOST_INTERVAL
        or (frequency == "DAILY" and bool(days) and interval > 1)
        or (frequency in ("DAILY", "WEEKLY") and any(len(day) > len("MO") for day in days))
        or any(abs(int(day[:-2] or 0)) > WEEKS_OF_A_MONTH for day in days)
        or any(abs(int(one)) > WEEKS_OF_A_MONTH for one in _list(rule, "BYSETPOS"))
        # The 31st of every other month may never come.
        or (any(abs(day) > SHORTEST_MONTH for day in month_days) and (frequency == "YEARLY" or interval > 1))
        or (bool(month_days) and bool(days))
    )
    if is_refused:
        raise Damaged(
            f"An event repeats by the rule {rule.to_ical().decode()[:80]}, which is not read; enter its days by hand."
        )


def _only(rule: Any, name: str) -> Any:
    return next(iter(_list(rule, name)), None)


def _list(rule: Any, name: str) -> list[Any]:
    found = rule.get(name, [])
    return found if isinstance(found, list) else [found]
