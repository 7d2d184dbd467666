"""The rows of this area."""

from milepost.domain.reports.models.council_communication import CouncilCommunication
from milepost.domain.reports.models.publication import Publication
from milepost.domain.reports.models.status_report import Reader, StatusReport
from milepost.domain.reports.models.subscription import Recipient, Sending, Subscription

__all__ = [
    "CouncilCommunication",
    "Publication",
    "Reader",
    "Recipient",
    "Sending",
    "StatusReport",
    "Subscription",
]
