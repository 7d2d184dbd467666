"""The pages for what goes wrong: refused, not found, too large, too often, failed."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell the reader what the roles do not allow, and whom to ask."""
    return render(request, "errors/403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell that there is nothing here, or nothing the reader may see."""
    return render(request, "errors/404.html", status=404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell that a request is too large, or that nobody can read it."""
    is_large = isinstance(exception, RequestDataTooBig)
    return render(request, f"errors/{413 if is_large else 400}.html", status=413 if is_large else 400)


def too_often(request: HttpRequest) -> HttpResponse:
    """Tell who asks too often that waiting helps."""
    return render(request, "errors/429.html", status=429)


def failed(request: HttpRequest) -> HttpResponse:
    """Say sorry, with nothing that could fail again: no request, no database."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell that a form's token no longer fits, as after signing out in another tab."""
    return render(request, "errors/403_form.html", status=403)
