"""The Django app of this area."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "milepost.domain.money"
    label = "money"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.money import tasks  # noqa: F401, PLC0415 - registers jobs
        from milepost.domain.money.calculations import (  # noqa: PLC0415 - tell what is left to spend, and the cost
            cost_left,  # noqa: F401
            cost_status,  # noqa: F401
        )
