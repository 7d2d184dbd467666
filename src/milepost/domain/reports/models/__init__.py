"""The rows of this area."""

from milepost.domain.reports.models.status_report import Reader, StatusReport

__all__ = ["Reader", "StatusReport"]
