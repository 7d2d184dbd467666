"""The Django app of this area."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "milepost.domain.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.people import quiet_roles, search, tasks  # noqa: F401, PLC0415 - registers what they hold
