"""Addresses of imports."""

from django.urls import path

from milepost.web.imports import downloads, listing, views

app_name = "imports"

urlpatterns = [
    path("", views.imports, name="imports"),
    path("projects/", listing.project_list, name="project-list"),
    path("projects/preview/", listing.preview, name="project-list-preview"),
    path("projects/confirmation/", listing.list_confirmation, name="project-list-confirmation"),
    path("templates/task-list.<str:ending>", downloads.task_template, name="task-template"),
    path("templates/project-list.xlsx", downloads.project_list_template, name="project-list-template"),
    path("<int:import_id>/", views.one_import, name="import"),
    path("<int:import_id>/confirmation/", views.confirmation, name="confirmation"),
    path("<int:import_id>/dismissal/", views.dismissal, name="dismissal"),
    path("<int:import_id>/cancellation/", views.cancellation, name="cancellation"),
    path("<int:import_id>/reversal/", views.reversal, name="reversal"),
]
