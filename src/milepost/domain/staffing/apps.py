"""The Django app of this area."""

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "milepost.domain.staffing"
    label = "staffing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.staffing import runs, waiting  # noqa: F401, PLC0415 - registers what is computed, what waits
