"""A schedule to take along: as a file, and as the document that the Gantt draws."""

import gzip
import json
from enum import StrEnum
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.http import quote_etag
from ninja import Router

from milepost.api.access import Call, project_for, today
from milepost.api.kinds import Id
from milepost.api.problems import PROBLEMS
from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.gantt_document import document_key, gantt_document
from milepost.domain.projects.calculations.schedule_file import file_name, schedule_file
from milepost.domain.projects.queries import baselines_of

router = Router()
KEPT_SECONDS = 24 * 3600
BINARY = {"schema": {"type": "string", "format": "binary"}}


class Ending(StrEnum):
    XML = "xml"
    XLSX = "xlsx"
    CSV = "csv"


TYPES = {
    Ending.XML: "application/xml",
    Ending.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Ending.CSV: "text/csv",
}
FILES: dict[str, Any] = {
    "responses": {200: {"description": "The file", "content": dict.fromkeys(TYPES.values(), BINARY)}}
}


@router.get("/projects/{project_id}/files/{ending}", response=PROBLEMS, openapi_extra=FILES)
def get_file(request: Call, project_id: Id, ending: Ending) -> HttpResponse:
    """Give a schedule as Microsoft Project XML, as a workbook, or as separated values."""
    project = project_for(request, project_id)
    response = HttpResponse(schedule_file(project, f".{ending}"), content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{file_name(project, f".{ending}")}"'
    return response


@router.get("/projects/{project_id}/gantt", response={200: dict[str, Any], **PROBLEMS})
def get_gantt(request: Call, project_id: Id) -> HttpResponse:
    """Give a schedule in columns, beside what the current baseline kept; instants in minutes since 1970, local.

    It is made once for each revision; a caller whose `If-None-Match` names the latest is answered without it.
    """
    project = project_for(request, project_id)
    known = baselines_of([project]).get(project.pk)
    is_editable = not project.is_over and may(request.auth, "projects.edit_schedule", project)
    baseline = known.current if known else None
    key = document_key(
        project, revision=project.revision, as_of=today(), baseline=baseline, is_editable=is_editable
    )
    etag = quote_etag(key)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})

    def made() -> bytes:
        document = gantt_document(project, as_of=today(), baseline=baseline, is_editable=is_editable)
        return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), compresslevel=4)

    packed: bytes = cache.get_or_set(f"gantt:{key}", made, KEPT_SECONDS)  # type: ignore[assignment]
    return HttpResponse(gzip.decompress(packed), content_type="application/json", headers={"ETag": etag})
