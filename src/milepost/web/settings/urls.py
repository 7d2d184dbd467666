"""Addresses of the settings."""

from django.urls import path

from milepost.web.settings.views import audit, calendars, city, exceptions, roles, rules, units

app_name = "settings"

urlpatterns = [
    path("", city.city, name="city"),
    path("units/", units.units, name="units"),
    path("units/<str:kind>/new/", units.new_unit, name="new-unit"),
    path("units/<str:kind>/<int:unit_id>/", units.unit, name="unit"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/new/", calendars.new_calendar, name="new-calendar"),
    path("calendars/<int:calendar_id>/", calendars.calendar, name="calendar"),
    path("calendars/<int:calendar_id>/week/", calendars.week, name="week"),
    path("calendars/<int:calendar_id>/holidays/", exceptions.holidays, name="holidays"),
    path("calendars/<int:calendar_id>/exceptions/new/", exceptions.new_exception, name="new-exception"),
    path("exceptions/<int:exception_id>/", exceptions.exception, name="exception"),
    path("exceptions/<int:exception_id>/removal/", exceptions.removal, name="removal"),
    path("roles/", roles.roles, name="roles"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:name>/", rules.rule, name="rule"),
    path("audit/", audit.audit, name="audit"),
    path("audit/verification/", audit.verification, name="verification"),
    path("audit/<int:change_set_id>/", audit.change_set, name="change-set"),
    path("audit/changes/<int:change_id>/redaction/", audit.redaction, name="redaction"),
]
