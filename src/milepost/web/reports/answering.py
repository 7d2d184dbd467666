"""How a report is answered with in other forms than a page."""

from django.http import HttpResponse

from milepost.domain.reports.rendering.email import Email

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF that the browser shows."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def slides_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a presentation to keep."""
    response = HttpResponse(content, content_type=PPTX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def email_response(email: Email) -> HttpResponse:
    """Answer with the HTML of an e-mail, which carries its styles in its elements."""
    response = HttpResponse(email.html)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return response
