"""The rows of this area."""

from milepost.domain.reports.models.status_report import StatusReport

__all__ = ["StatusReport"]
