"""Addresses of imports."""

from django.urls import path

from milepost.web.imports import views

app_name = "imports"

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:import_id>/", views.one_import, name="import"),
    path("<int:import_id>/confirmation/", views.confirmation, name="confirmation"),
    path("<int:import_id>/dismissal/", views.dismissal, name="dismissal"),
    path("<int:import_id>/cancellation/", views.cancellation, name="cancellation"),
    path("<int:import_id>/reversal/", views.reversal, name="reversal"),
]
