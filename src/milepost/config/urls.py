"""The root of all addresses."""

from django.urls import URLPattern, URLResolver, include, path

from milepost.api.house import api
from milepost.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("milepost.web.urls")),
]
