"""The Django app of this area."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "milepost.domain.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.common import receivers, tasks  # noqa: F401, PLC0415 - registers jobs and receivers
        from milepost.domain.common.search import comments  # noqa: F401, PLC0415 - registers what is found
