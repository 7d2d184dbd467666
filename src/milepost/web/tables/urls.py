"""Addresses of exports."""

from django.urls import path

from milepost.web.tables import views

app_name = "tables"

urlpatterns = [
    path("<int:run_id>/", views.export, name="export"),
    path("<int:run_id>/cancellation/", views.cancellation, name="export-cancellation"),
    path("<int:run_id>/file/", views.export_file, name="export-file"),
]
