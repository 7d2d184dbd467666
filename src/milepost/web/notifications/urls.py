"""The addresses of notifications."""

from django.urls import path

from milepost.web.notifications import views

app_name = "notifications"

urlpatterns = [
    path("notifications/", views.index, name="index"),
    path("notifications/count/", views.count, name="count"),
    path("notifications/reading/", views.reading, name="reading"),
    path("notifications/choices/", views.choices, name="choices"),
    path("notifications/<int:notification_id>/", views.notification, name="notification"),
]
