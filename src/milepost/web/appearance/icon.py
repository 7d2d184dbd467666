"""The icon, where browsers look for it when a document such as a PDF names none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET
from django_vite.templatetags.django_vite import vite_asset_url


@require_GET
def icon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon under the name that this build gave it."""
    return redirect(vite_asset_url("icons/favicon.svg"))
