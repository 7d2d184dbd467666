"""The Django app of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "milepost.web"
    label = "web"

    def ready(self) -> None:
        from milepost.web.tables import tasks  # noqa: F401, PLC0415 - registers the job of large exports
