"""The root of all addresses."""

from django.urls import URLPattern, URLResolver, include, path

from milepost.api.house import api
from milepost.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health),
    path("api/v1/", api.urls),
    path("", include("milepost.web.urls")),
    path("accounts/", include("allauth.urls")),
]

handler400 = "milepost.web.errors.not_understood"
handler403 = "milepost.web.errors.not_allowed"
handler404 = "milepost.web.errors.not_found"
handler429 = "milepost.web.errors.too_often"
handler500 = "milepost.web.errors.failed"
