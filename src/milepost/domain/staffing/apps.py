"""The Django app of this area."""

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "milepost.domain.staffing"
    label = "staffing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.staffing import (  # noqa: PLC0415 - registers what is computed, told and waits
            clearance_guards,  # noqa: F401
            duty_noticing,  # noqa: F401
            noticing,  # noqa: F401
            runs,  # noqa: F401
            tasks,  # noqa: F401
            topics,  # noqa: F401
            waiting,  # noqa: F401
        )
        from milepost.domain.staffing.actions import passing_on  # noqa: F401, PLC0415 - registers what is handed on
