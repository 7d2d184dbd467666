"""Addresses of the directory."""

from django.urls import path

from milepost.web.people import succession, views

app_name = "people"

urlpatterns = [
    path("", views.directory, name="directory"),
    path("new/", views.new_person, name="new-person"),
    path("<int:person_id>/", views.person, name="person"),
    path("<int:person_id>/edit/", views.edit, name="edit"),
    path("<int:person_id>/invitation/", views.invitation, name="invitation"),
    path("<int:person_id>/deactivation/", views.deactivation, name="deactivation"),
    path("<int:person_id>/reactivation/", views.reactivation, name="reactivation"),
    path("<int:person_id>/succession/", succession.succession, name="succession"),
    path("successions/<int:succession_id>/", succession.taken_over, name="taken-over"),
    path("<int:person_id>/roles/", views.roles, name="roles"),
    path("<int:person_id>/roles/<int:role_id>/withdrawal/", views.withdrawal, name="withdrawal"),
]
