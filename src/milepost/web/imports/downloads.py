"""The templates to fill in."""

from datetime import datetime, time

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from milepost.engine.schedule import schedule
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan, PlanLink, PlanTask
from milepost.exchange.writing import content_of
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.files import TYPES, file_response


@for_persons
@require_GET
def task_template(request: AskedBy, ending: str) -> HttpResponse:
    """Give the task list to fill in, with two rows that show how."""
    if ending not in TYPES:
        raise Http404
    start = datetime.combine(today(), time(8))
    tasks = [
        PlanTask(1, "Gather requirements", duration_minutes=4800),
        PlanTask(2, "Decide", duration_minutes=480),
    ]
    plan = Plan("Task list", start, tasks=tasks, links=[PlanLink(1, 2)])
    return file_response(
        content_of(plan, f".{ending}", schedule=schedule(network_of(plan))), f"task-list.{ending}"
    )
