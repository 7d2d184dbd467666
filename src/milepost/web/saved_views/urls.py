"""Addresses of saved views."""

from django.urls import path

from milepost.web.saved_views import views

app_name = "views"

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new_view, name="new"),
    path("<int:view_id>/", views.view, name="view"),
    path("<int:view_id>/query/", views.query, name="query"),
    path("<int:view_id>/removal/", views.removal, name="removal"),
    path("opening/", views.opening_choice, name="opening"),
]
