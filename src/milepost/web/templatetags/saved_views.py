"""The menu of a page's saved views, the same on every page whose state stands in its address."""

from typing import Any

from django.template import Library
from django.template.context import RequestContext

from milepost.domain.people.actions.saving_views import may_keep
from milepost.domain.people.models import SavedView
from milepost.web.access import AskedBy
from milepost.web.saved_views.addresses import VIEW, address_of, default_of, kept_query

register = Library()


@register.inclusion_tag("components/saved_views.html", takes_context=True)
def saved_views(context: RequestContext, page: str, standard: str = "Standard view") -> dict[str, Any]:
    """Offer a page's views, and to keep, change and choose them; `standard` names the page as it comes."""
    request: AskedBy = context["request"]
    found = SavedView.objects.visible_to(request.person).filter(page=page)
    views = list(found.select_related("owner", "department"))
    current = next((one for one in views if str(one.pk) == request.GET.get(VIEW)), None)
    query = kept_query(request.META.get("QUERY_STRING", ""))
    default = default_of(request.person, page)
    own = [one for one in views if one.owner_id == request.person.pk]
    return {
        "page_name": page,
        "standard": standard,
        "path": request.path,
        "query": query,
        "own": [(one, address_of(one, request.path)) for one in own],
        "shared": [(one, address_of(one, request.path)) for one in views if one not in own],
        "current": current,
        "is_changed": current is not None and kept_query(current.query) != query,
        "is_kept": current is not None and may_keep(request.person, current),
        "default": default,
        "csrf_token": context.get("csrf_token"),
    }
