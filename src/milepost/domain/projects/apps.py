"""The Django app of this area."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "milepost.domain.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.projects import receivers, tasks  # noqa: F401, PLC0415 - registers jobs and receivers
