"""The Django app of this area."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "milepost.domain.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.projects import (  # noqa: PLC0415 - registers jobs and more
            holding_records,  # noqa: F401
            receivers,  # noqa: F401
            runs,  # noqa: F401
            search,  # noqa: F401
            tasks,  # noqa: F401
            topics,  # noqa: F401
            waiting,  # noqa: F401
        )
        from milepost.domain.projects.actions import passing_on  # noqa: F401, PLC0415 - registers what is handed on
