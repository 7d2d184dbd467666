"""Where what waits is opened."""

from collections.abc import Callable

from django.template import Library
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from milepost.domain.people.waiting import Waiting
from milepost.web.discussion.places import page_of
from milepost.web.templatetags.components import icon

register = Library()

Address = Callable[[Waiting], str]
ADDRESSES: dict[str, Address] = {
    "task": lambda one: reverse("projects:task", args=[one.project.pk, one.subject.pk]),
    "risk": lambda one: reverse("projects:risk", args=[one.project.pk, one.subject.number]),
    "response": lambda one: reverse("projects:risk", args=[one.project.pk, one.subject.risk.number]),
    "escalation": lambda one: reverse("projects:risk", args=[one.project.pk, one.subject.number]),
    "issue": lambda one: reverse("projects:issue", args=[one.project.pk, one.subject.number]),
    "assumption": lambda one: reverse("projects:assumption", args=[one.project.pk, one.subject.number]),
    "dependency": lambda one: reverse("projects:dependency", args=[one.project.pk, one.subject.number]),
    "agreement": lambda one: reverse("projects:dependency", args=[one.project.pk, one.subject.number]),
    "communication": lambda one: reverse(
        "stakeholders:communication", args=[one.project.pk, one.subject.number]
    ),
    "vendor_entry": lambda one: reverse(
        "vendors:entry", args=[one.subject.organization_id, one.subject.number]
    ),
    "hold": lambda one: reverse("projects:settings", args=[one.subject.pk]),
    "proposal": lambda one: reverse("projects:settings", args=[one.subject.pk]),
    "import": lambda one: reverse("imports:import", args=[one.subject.pk]),
    "draft": lambda one: reverse("reports:report", args=[one.subject.pk]),
    "document": lambda one: reverse("documents:document", args=[one.project.pk, one.subject.number]),
    "council": lambda one: reverse("reports:communication", args=[one.subject.pk]),
    "report": lambda one: reverse("reports:of_project", args=[one.subject.pk]),
    "ask": lambda one: page_of(one.subject.topic),
    "action_item": lambda one: reverse("meetings:action-item", args=[one.subject.number]),
    "meeting": lambda one: reverse("meetings:meeting", args=[one.subject.pk]),
    "readiness": lambda one: reverse("go-live:readiness-item", args=[one.subject.pk]),
    "defect": lambda one: reverse("go-live:defect", args=[one.project.pk, one.subject.number]),
    "punch_item": lambda one: reverse("go-live:punch-item", args=[one.project.pk, one.subject.number]),
    "handover": lambda one: reverse("go-live:closing", args=[one.project.pk]),
    "benefit": lambda one: reverse("go-live:benefit", args=[one.project.pk, one.subject.pk]),
    "cutover": lambda one: reverse("go-live:run", args=[one.subject.pk]),
    "deliverable": lambda one: reverse("scope:deliverable", args=[one.project.pk, one.subject.number]),
    "change": lambda one: reverse("changes:change", args=[one.project.pk, one.subject.number]),
    "staff_request": lambda one: reverse("staffing:request", args=[one.subject.pk]),
    "staff_offer": lambda one: reverse("staffing:request", args=[one.subject.pk]),
    "round": lambda _: reverse("portfolio:weekly-round"),
    "responsibility": lambda one: reverse("team:own-roles", args=[one.project.pk]),
    "responsibility_for": lambda one: reverse("team:own-roles", args=[one.project.pk]),
    "succession": lambda one: reverse("people:taken-over", args=[one.subject.pk]),
    "clearance": lambda _: reverse("staffing:clearances"),
    "clearance_gap": lambda one: reverse("team:clearances", args=[one.subject.pk]),
    "check_in": lambda _: reverse("my-work:check-in"),
    "timesheet": lambda _: reverse("my-work:timesheet"),
    "timesheet_decision": lambda one: reverse("staffing:timesheet", args=[one.subject.pk]),
}
"""By kind; an area whose things wait adds its own."""


ICONS = {
    "timesheet": ("time", "Hours to hand in"),
    "timesheet_decision": ("time", "Hours to decide on"),
    "staff_request": ("people", "Staff request to answer"),
    "staff_offer": ("people", "Staff request of yours"),
    "task": ("check", "Task"),
    "risk": ("alert", "Risk to review"),
    "response": ("check", "Response to a risk"),
    "escalation": ("alert", "Escalated risk"),
    "issue": ("flag", "Issue"),
    "assumption": ("help", "Assumption to validate"),
    "dependency": ("links", "Dependency"),
    "agreement": ("links", "Date to agree to"),
    "communication": ("comment", "Message to send"),
    "vendor_entry": ("building", "With a vendor"),
    "hold": ("time", "Decision"),
    "proposal": ("help", "Decision"),
    "import": ("import", "Import"),
    "draft": ("edit", "Draft of a report"),
    "document": ("reports", "Document to review"),
    "council": ("meetings", "Council communication"),
    "report": ("reports", "Report"),
    "round": ("weekly-round", "Weekly round"),
    "responsibility": ("people", "Role to accept"),
    "responsibility_for": ("people", "Role to answer for somebody"),
    "succession": ("forward", "Work taken over"),
    "clearance": ("lock", "Clearance to renew"),
    "clearance_gap": ("lock", "Clearance missing"),
    "check_in": ("check", "Weekly check-in"),
    "ask": ("comment", "Question"),
    "action_item": ("check", "Action item"),
    "meeting": ("meetings", "Meeting"),
    "readiness": ("checklist", "Readiness"),
    "cutover": ("flag", "Cutover"),
    "defect": ("error", "Defect"),
    "punch_item": ("building", "Punch item"),
    "handover": ("forward", "Hand-over"),
    "benefit": ("trends", "Benefit to measure"),
    "change": ("edit", "Change"),
    "deliverable": ("checklist", "Deliverable"),
}


def address_of(one: Waiting) -> str:
    """Give where a thing that waits is opened; empty for a kind that has no page yet."""
    address = ADDRESSES.get(one.kind)
    return address(one) if address else ""


@register.simple_tag
def waiting_link(one: Waiting) -> SafeString:
    """Show a thing that waits as a link to where it is opened."""
    url = address_of(one)
    return format_html('<a href="{}">{}</a>', url, one.title) if url else format_html("{}", one.title)


@register.simple_tag
def waiting_icon(one: Waiting) -> SafeString:
    """Show of what kind a thing is that waits."""
    name, label = ICONS.get(one.kind, ("empty", one.kind.capitalize()))
    return icon(name, label=label)
