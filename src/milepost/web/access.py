"""Who is asking: the person behind a request, and the answer when something is refused."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from milepost.domain.common.read_once import reading
from milepost.domain.people.local_time import city_zone
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused

View = Callable[..., HttpResponseBase]
NO_PERSON = "Your account is not linked to an active person of the directory. Ask an administrator."


class AskedBy(HttpRequest):
    """A request of somebody who is signed in and stands in the directory."""

    person: Person


def for_persons(view: View) -> View:
    """Let a view be asked only by an active person of the directory; the person is `request.person`.

    Within the view times are the city's; what the person's roles refuse is answered with the page that says so.
    """

    @wraps(view)
    def answer(request: AskedBy, *args: object, **kwargs: object) -> HttpResponseBase:
        person = getattr(request.user, "person", None)
        if person is None or not person.is_active:
            raise PermissionDenied(NO_PERSON)
        request.person = person
        reads_only = reading() if request.method in {"GET", "HEAD"} else nullcontext()
        with reads_only, timezone.override(city_zone()):
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                raise PermissionDenied(str(refused)) from refused

    return login_required(answer)


def now() -> datetime:
    """Give the moment, for actions."""
    return timezone.now()


def today() -> date:
    """Give the city's date, in a view `for_persons`."""
    return timezone.localdate()
