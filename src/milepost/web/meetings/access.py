"""Which meeting, decision or action item a page is about."""

from django.shortcuts import get_object_or_404

from milepost.domain.governance.models import ActionItem, Meeting, MeetingSeries
from milepost.web.access import AskedBy

RELATED = ("project__department", "department", "organization", "facilitator", "note_taker", "series")


def meeting_for(request: AskedBy, meeting_id: int) -> Meeting:
    """Give a meeting that the person may see, or raise `Http404`."""
    visible = Meeting.objects.visible_to(request.person)
    return get_object_or_404(
        visible.select_related(*RELATED).prefetch_related("project__roles"), pk=meeting_id
    )


def series_for(request: AskedBy, series_id: int) -> MeetingSeries:
    """Give a series of which the person may see a meeting, or raise `Http404`."""
    seen = Meeting.objects.visible_to(request.person).order_by().values("series")
    return get_object_or_404(
        MeetingSeries.objects.select_related(*RELATED[:-1]).filter(pk__in=seen), pk=series_id
    )


def action_item_for(request: AskedBy, number: int) -> ActionItem:
    """Give an action item that the person may see, or raise `Http404`."""
    visible = ActionItem.objects.visible_to(request.person).select_related("owner", "project", "meeting")
    return get_object_or_404(visible, number=number)
