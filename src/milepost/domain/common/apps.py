"""The Django app of this area."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "milepost.domain.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"
