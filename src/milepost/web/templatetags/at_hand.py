"""What a reader comes back to: the star of a page, and the list of what is starred or was opened lately."""

from typing import Any

from django.template import Library
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from milepost.domain.common.models import Star
from milepost.web.search.at_hand import recent, starred

RECENT = 6

register = Library()


@register.simple_tag(takes_context=True)
def star(context: RequestContext, kind: str, object_id: int) -> SafeString:
    """Offer to star a row, or to take its star away."""
    request: Any = context["request"]
    stars = Star.objects.filter(user=request.user, kind=kind, object_id=object_id)
    shown = {
        "kind": kind,
        "object_id": object_id,
        "is_starred": stars.exists(),
        "back": request.get_full_path(),
        "csrf_token": context.get("csrf_token", ""),
    }
    return render_to_string("search/star.html", shown)


@register.inclusion_tag("search/at_hand.html", takes_context=True)
def at_hand(context: RequestContext) -> dict[str, Any]:
    """Show what the reader starred, and what else was opened lately."""
    person = context["request"].person
    stars = starred(person)
    known = {(row.kind, row.hit.pk) for row in stars}
    last = [row for row in recent(person, count=RECENT + len(stars)) if (row.kind, row.hit.pk) not in known]
    return {"stars": stars, "recent": last[:RECENT]}
