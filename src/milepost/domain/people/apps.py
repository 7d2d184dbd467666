"""The Django app of this area."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "milepost.domain.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
