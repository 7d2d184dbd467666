"""Addresses of vendors and their logs."""

from django.urls import path

from milepost.web.vendors import views

app_name = "vendors"

urlpatterns = [
    path("", views.vendors, name="vendors"),
    path("<int:organization_id>/", views.log, name="log"),
    path("<int:organization_id>/entries/", views.entries, name="entries"),
    path("<int:organization_id>/entries/new/", views.new_entry, name="new-entry"),
    path("<int:organization_id>/entries/<int:number>/", views.entry, name="entry"),
]
