"""Who is calling: by a token, or by the session of somebody signed in."""

from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from milepost.domain.common.actions.tokens import digest_of_key
from milepost.domain.common.models import ApiToken
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project


class Call(HttpRequest):
    """A call whose person is known."""

    auth: Person


class BySession(SessionAuth):
    """The session cookie of a person; unsafe calls need the CSRF token as well."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        person: Person | None = (
            getattr(request.user, "person", None) if request.user.is_authenticated else None
        )
        return person if person and person.is_active else None


class ByToken(HttpBearer):
    """A token in `Authorization: Bearer`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        found = ApiToken.objects.filter(digest=digest_of_key(token)).select_related("user__person").first()
        if found is None or not found.is_valid(now()) or not found.user.is_active:
            return None
        person: Person | None = getattr(found.user, "person", None)
        return person if person and person.is_active else None


def now() -> datetime:
    """Give the moment, for actions."""
    return timezone.now()


def today() -> date:
    """Give the city's date."""
    return local_day(now())


def project_for(call: Call, project_id: int) -> Project:
    """Give a project the caller may see, or raise `Http404`."""
    projects = Project.objects.visible_to(call.auth).select_related(
        "department", "manager", "sponsor", "calendar"
    )
    found = projects.prefetch_related("roles", "objectives", "partnerships").filter(pk=project_id).first()
    if found is None:
        raise Http404
    return found


def allowed(call: Call, action: str, project: Project) -> None:
    """Raise `Refused` unless the caller may read this of a project."""
    require(call.auth, action, project)
