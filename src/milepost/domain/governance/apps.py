"""The Django app of this area."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "milepost.domain.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from milepost.domain.governance import (  # noqa: PLC0415 - registers jobs and more
            closing_guards,  # noqa: F401
            noticing,  # noqa: F401
            search,  # noqa: F401
            tasks,  # noqa: F401
            topics,  # noqa: F401
            waiting,  # noqa: F401
        )
        from milepost.domain.governance.actions import (  # noqa: PLC0415 - registers its undo, and what is handed on
            applying_change,  # noqa: F401
            passing_on,  # noqa: F401
        )
