"""The rows of this area."""

from milepost.domain.staffing.models.operations_load import OperationsLoad

__all__ = ["OperationsLoad"]
