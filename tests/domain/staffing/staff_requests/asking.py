"""What tests of staff requests ask for."""

from datetime import date

from milepost.domain.staffing.actions.requesting_staff import RequestFields

DAY = date(2027, 3, 1)
"""The day of the requests, a Monday."""


def wanted(*tasks, **changes):
    fields = {
        "tasks": [task.uid for task in tasks],
        "first": DAY,
        "last": date(2027, 3, 12),
        "needed_by": date(2027, 3, 5),
        "reason": "Install the masts",
        "share_percent": 100.0,
    }
    return RequestFields(**{**fields, **changes})
