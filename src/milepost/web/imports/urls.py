"""Addresses of imports."""

from django.urls import path

from milepost.web.imports import downloads, listing, views

app_name = "imports"

urlpatterns = [
    path("", views.imports, name="imports"),
    path("lists/<str:kind>/", listing.brought_list, name="list"),
    path("lists/<str:kind>/preview/", listing.preview, name="list-preview"),
    path("lists/<str:kind>/confirmation/", listing.confirmation, name="list-confirmation"),
    path("lists/<str:kind>/template.xlsx", listing.template, name="list-template"),
    path("templates/task-list.<str:ending>", downloads.task_template, name="task-template"),
    path("<int:import_id>/", views.one_import, name="import"),
    path("<int:import_id>/confirmation/", views.confirmation, name="confirmation"),
    path("<int:import_id>/dismissal/", views.dismissal, name="dismissal"),
    path("<int:import_id>/cancellation/", views.cancellation, name="cancellation"),
    path("<int:import_id>/reversal/", views.reversal, name="reversal"),
]
