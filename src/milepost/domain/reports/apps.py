"""The Django app of this area."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "milepost.domain.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.reports import tasks  # noqa: F401, PLC0415 - registers this area's jobs
