"""The addresses of API tokens."""

from django.urls import path

from milepost.web.tokens import views

app_name = "tokens"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:token_id>/revocation/", views.revocation, name="revocation"),
]
