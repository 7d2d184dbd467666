"""What every page shows around its content: the sections the reader may enter, and the city."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from milepost import __version__
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.people.queries import standing_city
from milepost.web.setup.progress import is_setting_up
from milepost.web.vendors.tables import may_enter

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Section(NamedTuple):
    """One entry of the rail: first page, namespaces in it, the keys that lead there, and who has it when."""

    label: "StrOrPromise"
    icon: str
    first_page: str
    namespaces: frozenset[str]
    keys: str = ""
    permission: str = ""
    is_wanted: Callable[[Person], bool] = lambda _: True


SECTIONS = (
    Section(
        _("Set-up"), "checklist", "setup:setup", frozenset({"setup"}), "", "people.edit_city", is_setting_up
    ),
    Section(_("My work"), "my-work", "my-work:my-work", frozenset({"my-work"}), "g m"),
    Section(_("Portfolio"), "portfolio", "portfolio:portfolio", frozenset({"portfolio"}), "g p"),
    Section(
        _("Projects"),
        "projects",
        "projects:projects",
        frozenset(
            {
                "documents",
                "projects",
                "stakeholders",
                "team",
                "discussion",
                "imports",
                "go-live",
                "changes",
                "scope",
            }
        ),
        "g j",
    ),
    Section(_("Meetings"), "meetings", "meetings:index", frozenset({"meetings"}), "g i"),
    Section(
        _("People"),
        "people",
        "people:directory",
        frozenset({"people", "staffing"}),
        "g e",
        "people.view_directory",
    ),
    Section(_("Money"), "money", "ledger:funds", frozenset({"ledger"}), "g o", "money.view_ledger"),
    Section(_("Vendors"), "building", "vendors:vendors", frozenset({"vendors"}), "g v", is_wanted=may_enter),
    Section(_("Reports"), "reports", "reports:index", frozenset({"reports"}), "g r"),
    Section(
        _("Settings"), "settings", "settings:city", frozenset({"settings"}), "g s", "people.view_settings"
    ),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """Give templates the rail's entries and the city's name, read only by pages that show them."""
    return {
        "version": __version__,
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "city_name": SimpleLazyObject(_city_name),
    }


def sections_for(person: Person) -> list[Section]:
    """Give the sections that a person may enter and that are wanted now."""
    return [
        section
        for section in SECTIONS
        if (not section.permission or may(person, section.permission)) and section.is_wanted(person)
    ]


def _city_name() -> str:
    city = standing_city()
    return city.name if city and city.name else "Milepost"


def _navigation(request: HttpRequest) -> list[dict[str, object]]:
    person: Person | None = getattr(request, "person", None) or getattr(request.user, "person", None)
    namespace = _namespace(request)
    return [
        {
            "label": section.label,
            "icon": section.icon,
            "keys": section.keys,
            "url": reverse(section.first_page),
            "current": _current(section, namespace, request.path),
        }
        for section in (sections_for(person) if person else ())
    ]


def _namespace(request: HttpRequest) -> str:
    """Name where the reader is; each tab of a project's workspace is within the projects."""
    match = request.resolver_match
    if match is None:
        return ""
    return "projects" if match.route.startswith("projects/<int:project_id>/") else match.namespace


def _current(section: Section, namespace: str, path: str) -> str:
    """Tell a section's own first page, which is the page itself, from the others in it."""
    if namespace not in section.namespaces:
        return ""
    return "page" if path == reverse(section.first_page) else "true"
