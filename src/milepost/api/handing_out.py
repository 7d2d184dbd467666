"""A file's content as an answer, which no browser may take for anything but a file to save."""

from django.http import FileResponse
from django.http.response import HttpResponseBase

from milepost.domain.common.models import Attachment
from milepost.domain.people.permissions import Refused

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
}


def handed_out(found: Attachment) -> HttpResponseBase:
    """Give a file that the virus check lets pass; raises `Refused`."""
    if not found.is_ready:
        raise Refused("The virus check has not let this file pass.")
    return FileResponse(
        found.content.open(),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
        headers=HEADERS,
    )
