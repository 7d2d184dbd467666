"""Files that people take home."""

from django.http import HttpResponse

TYPES = {
    "xml": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def file_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a file to save under a name, whose ending tells its type."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
