"""The addresses of all pages."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("milepost.web.appearance.urls")),
    path("", include("milepost.web.styleguide.urls")),
]
