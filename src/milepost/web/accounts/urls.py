"""Sign-in addresses that differ from the library's."""

from django.urls import path
from django.views.generic import RedirectView

# The directory decides which email signs in, so nobody changes the own.
urlpatterns = [path("email/", RedirectView.as_view(pattern_name="account_change_password"))]
