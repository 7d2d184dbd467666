"""When open risks are to be reviewed next."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from milepost.domain.common.rules import rule_value
from milepost.domain.projects.models import Risk

RULE = "risk_review"


class RiskReview(NamedTuple):
    """An open risk with the day by which it is to be reviewed; one never reviewed is due at once."""

    risk: Risk
    due: date


def risk_reviews(risks: Iterable[Risk], *, as_of: date) -> list[RiskReview]:
    """Give the risks whose review is due by a day, the longest due first."""
    rule = rule_value(RULE, on=as_of)
    due = (RiskReview(risk, _due(risk, rule) or as_of) for risk in risks if risk.state == Risk.State.OPEN)
    return sorted((one for one in due if one.due <= as_of), key=lambda one: (one.due, -one.risk.score))


def _due(risk: Risk, rule: dict[str, int]) -> date | None:
    if risk.reviewed_on is None:
        return None
    days = rule["high_days"] if risk.score >= rule["high_score"] else rule["days"]
    return risk.reviewed_on + timedelta(days=days)
