"""What somebody is told: the list, the bell's count, and the choices."""

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.actions.choosing_notifications import choose_notifications
from milepost.domain.common.notification_kinds import notification_kinds
from milepost.domain.common.queries import notifications_of, unread_count
from milepost.domain.common.reading import mark_read, mark_unread
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.notifications.forms import kind_forms, settings_form
from milepost.web.notifications.presenting import groups_of, target_of

PAGE = 50
COUNT_SECONDS = 20
"""How long a count may be old, so that many open pages ask the database little."""
MOST_COUNTED = 99


@for_persons
@require_GET
def index(request: AskedBy) -> HttpResponse:
    """List what is unread, or with `show=all` everything, the latest first; `kind` keeps one kind."""
    user = request.person.account
    found = notifications_of(user)
    shows_all = request.GET.get("show") == "all"
    kind = request.GET.get("kind", "")
    if not shows_all:
        found = found.filter(read_at=None)
    if kind:
        found = found.filter(event__kind=kind)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "groups": groups_of(list(page)),
        "unread": unread_count(user),
        "shows_all": shows_all,
        "kind": kind,
        "kinds": [(one.name, one.label) for one in notification_kinds()],
    }
    return render(request, "notifications/index.html", shown)


@for_persons
@require_GET
def count(request: AskedBy) -> HttpResponse:
    """Tell the bell how much is unread; the same answer as before is not sent again."""
    user = request.person.account
    key = f"unread-{user.pk}"
    unread = cache.get(key)
    if unread is None:
        unread = unread_count(user)
        cache.set(key, unread, COUNT_SECONDS)
    tag = f'"{unread}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return JsonResponse({"unread": unread}, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


@for_persons
@require_GET
def notification(request: AskedBy, notification_id: int) -> HttpResponse:
    """Lead to what a notification is about; it is read then."""
    user = request.person.account
    found = get_object_or_404(notifications_of(user), pk=notification_id)
    mark_read(user, at=now(), ids=[found.pk])
    _count_anew(request)
    return redirect(target_of(found))


@for_persons
@require_POST
def reading(request: AskedBy) -> HttpResponse:
    """Mark notifications as read, those that are named or all; or a named one as unread."""
    user = request.person.account
    ids = [int(one) for one in request.POST.getlist("id") if one.isdecimal()]
    if request.POST.get("unread"):
        mark_unread(user, ids=ids)
    else:
        mark_read(user, at=now(), ids=None if request.POST.get("all") else ids)
    _count_anew(request)
    to = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()})
    return redirect(to if is_safe else "notifications:index")


@for_persons
@require_http_methods(["GET", "POST"])
def choices(request: AskedBy) -> HttpResponse:
    """Show and take how the person wants to hear of what."""
    user = request.person.account
    data = request.POST or None
    rows, form = kind_forms(user, data), settings_form(user, data)
    if request.method == "POST" and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        chosen = {row.kind.name: row.choice for row in rows}
        choose_notifications(chosen, by=user, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Your choices are kept."))
        return redirect("notifications:choices")
    groups: dict[str, list[object]] = {}
    for row in rows:
        groups.setdefault(row.kind.group, []).append(row)
    shown = {"groups": groups.items(), "form": form, "email": request.person.email}
    return render(request, "notifications/choices.html", shown, status=422 if data else 200)


def _count_anew(request: AskedBy) -> None:
    user = request.person.account
    cache.set(f"unread-{user.pk}", unread_count(user), COUNT_SECONDS)
