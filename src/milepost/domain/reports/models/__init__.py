"""The rows of this area."""

from milepost.domain.reports.models.council_communication import CouncilCommunication
from milepost.domain.reports.models.distribution import Distribution, Recipient, Sending
from milepost.domain.reports.models.publication import Publication
from milepost.domain.reports.models.status_report import Reader, StatusReport

__all__ = [
    "CouncilCommunication",
    "Distribution",
    "Publication",
    "Reader",
    "Recipient",
    "Sending",
    "StatusReport",
]
