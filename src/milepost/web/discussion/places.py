"""Where the pages of topics are."""

from typing import Any

from django.db import models
from django.urls import reverse

from milepost.domain.common.topics import kind_of

PAGES: dict[str, Any] = {
    "project": lambda project: reverse("discussion:of_project", args=[project.pk]),
    "task": lambda task: reverse("projects:task", args=[task.project_id, task.pk]),
    "risk": lambda risk: reverse("projects:risk", args=[risk.project_id, risk.number]),
    "issue": lambda issue: reverse("projects:issue", args=[issue.project_id, issue.number]),
    "assumption": lambda one: reverse("projects:assumption", args=[one.project_id, one.number]),
    "dependency": lambda one: reverse("projects:dependency", args=[one.project_id, one.number]),
    "lesson": lambda one: reverse("projects:lesson", args=[one.project_id, one.number]),
    "meeting": lambda meeting: reverse("meetings:meeting", args=[meeting.pk]),
    "action-item": lambda item: reverse("meetings:action-item", args=[item.number]),
    "operational-change": lambda change: reverse("go-live:operational-change", args=[change.number]),
    "defect": lambda defect: reverse("go-live:defect", args=[defect.project_id, defect.number]),
    "punch-item": lambda item: reverse("go-live:punch-item", args=[item.project_id, item.number]),
    "go-live": lambda go_live: reverse("go-live:go-live", args=[go_live.pk]),
    "deliverable": lambda one: reverse("scope:deliverable", args=[one.project_id, one.number]),
    "change": lambda change: reverse("changes:change", args=[change.project_id, change.number]),
    "document": lambda document: reverse("documents:document", args=[document.project_id, document.number]),
    "staff-request": lambda request: reverse("staffing:request", args=[request.pk]),
    "report": lambda report: reverse("reports:report", args=[report.pk]),
}


def page_of(topic: models.Model) -> str:
    """Give the address of the page on which a topic is discussed."""
    address: str = PAGES[kind_of(topic).key](topic)
    return address


def sentence_case(text: str) -> str:
    """Begin a title, such as of a risk, with a capital."""
    return text[:1].upper() + text[1:]


def title_of(topic: models.Model) -> str:
    """Name a topic as the beginning of a sentence or a heading."""
    return sentence_case(kind_of(topic).title(topic))
