"""The address that a monitor asks: does the program answer, and does its database?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """Answer in plain text; a database that does not answer makes it a server error."""
    connection.ensure_connection()
    return HttpResponse("ok\n", content_type="text/plain")
