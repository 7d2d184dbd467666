"""A project's schedule as a file."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.models import Project, ScheduleImport
from milepost.engine.schedule import schedule
from milepost.exchange.formats import Format
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan
from milepost.exchange.writing import content_of
from milepost.web.access import AskedBy, for_persons
from milepost.web.files import TYPES, file_response
from milepost.web.projects.access import project_for


@for_persons
@require_GET
def schedule_file(request: AskedBy, project_id: int, ending: str) -> HttpResponse:
    """Give a project's schedule as a file; what came from Microsoft Project goes back into its own document."""
    project = project_for(request, project_id)
    if ending not in TYPES:
        raise Http404
    source = _source(project) if ending == "xml" else None
    plan = plan_of(project, kept=source[1] if source else None)
    content = content_of(
        plan, f".{ending}", schedule=schedule(network_of(plan)), source=source[0] if source else None
    )
    return file_response(content, f"{slugify(project.number)}-{slugify(project.name)}.{ending}")


def _source(project: Project) -> tuple[bytes, Plan] | None:
    """Give the Microsoft Project document that a project was last imported from, as it came and as it reads."""
    applied = ScheduleImport.objects.filter(
        project=project, state=ScheduleImport.State.APPLIED, preview__format=Format.MSPDI
    )
    last = applied.select_related("attachment").first()
    if last is None:
        return None
    path = Path(last.attachment.content.path)
    return path.read_bytes(), read_plan(path, name=last.attachment.name)
