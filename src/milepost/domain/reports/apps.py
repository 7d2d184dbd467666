"""The Django app of this area."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "milepost.domain.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.reports import (  # noqa: PLC0415 - registers jobs and more
            search,  # noqa: F401
            tasks,  # noqa: F401
            topics,  # noqa: F401
            waiting,  # noqa: F401
        )
