"""The Django app of this area."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "milepost.domain.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.people import (  # noqa: PLC0415 - registers what they hold
            quiet_roles,  # noqa: F401
            search,  # noqa: F401
            succession_waiting,  # noqa: F401
            tasks,  # noqa: F401
        )
        from milepost.domain.people.actions import passing_on  # noqa: F401, PLC0415
