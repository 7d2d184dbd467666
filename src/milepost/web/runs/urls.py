"""Addresses of runs."""

from django.urls import path

from milepost.web.runs import views

app_name = "runs"

urlpatterns = [
    path("<int:run_id>/", views.run, name="run"),
    path("<int:run_id>/cancellation/", views.cancellation, name="cancellation"),
]
