"""The address of the accessibility statement."""

from django.urls import path

from milepost.web.accessibility.views import statement

urlpatterns = [
    path("accessibility/", statement, name="accessibility"),
]
