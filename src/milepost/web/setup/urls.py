"""Addresses of the set-up."""

from django.urls import path

from milepost.web.setup import founding, views

app_name = "setup"

urlpatterns = [
    path("", views.setup, name="setup"),
    path("founding/", founding.founding, name="founding"),
    path("end/", views.end, name="end"),
    path("city/", views.city, name="city"),
    path("calendar/", views.calendar, name="calendar"),
    path("departments/", views.departments, name="departments"),
    path("people/", views.people, name="people"),
    path("project/", views.project, name="project"),
    path("<str:step>/skipping/", views.skipping, name="skipping"),
]
