"""Views are saved, shared, changed and deleted; a person chooses which one a page opens with."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import DefaultView, Department, Person, SavedView
from milepost.domain.people.permissions import may, require

Reach = SavedView.Reach


class CannotSaveView(Refusal):
    """Says why a view is not saved, changed or shared so."""


def save_view(
    page: str,
    name: str,
    query: str,
    *,
    by: Person,
    at: datetime,
    reach: str = Reach.OWN,
    department: Department | None = None,
) -> SavedView:
    """Keep a page's state under a name, for oneself or shared."""
    require(by, "people.save_view")
    view = SavedView(page=page, name=name.strip(), query=query, owner=by, reach=reach, department=department)
    check_reach(view, by=by)
    check_row(view)
    with recording("people.save_view", by=by.account, at=at) as record:
        record.subject = record.create(view)
    return view


def edit_view(view: SavedView, *, by: Person, at: datetime, **values: Any) -> None:
    """Rename a view, give it another query, or share it otherwise: `name`, `query`, `reach`, `department`."""
    require(by, "people.save_view")
    _require_kept_by(view, by)
    if values.keys() & {"reach", "department"}:
        asked = SavedView(**{"reach": view.reach, "department": view.department} | values)
        check_reach(asked, by=by)
    check_row(view, **values)
    with recording("people.edit_view", by=by.account, at=at, subject=view) as record:
        record.update(view, **values)


def delete_view(view: SavedView, *, by: Person, at: datetime) -> None:
    """Delete a view; pages that opened with it open as they come."""
    require(by, "people.save_view")
    _require_kept_by(view, by)
    with recording("people.delete_view", by=by.account, at=at, subject=view) as record:
        record.delete_many(list(view.defaults.all()))
        record.delete(view)


def open_with(page: str, view: SavedView | None, *, by: Person, at: datetime) -> None:
    """Choose the view a page opens with for oneself; without one it opens as it comes."""
    require(by, "people.save_view")
    standing = by.default_views.filter(page=page).first()
    with recording("people.open_with", by=by.account, at=at, subject=view) as record:
        if standing and view:
            record.update(standing, view=view)
        elif view:
            record.create(DefaultView(person=by, page=page, view=view))
        elif standing:
            record.delete(standing)


def may_keep(person: Person, view: SavedView) -> bool:
    """Tell whether a person may change a view: one's own, or a shared one where one looks after what is shared."""
    return view.owner_id == person.pk or (view.is_shared and may(person, "people.keep_shared_views"))


def check_reach(view: SavedView, *, by: Person) -> None:
    """Raise `CannotSaveView` unless a person may share a view as it says."""
    if view.reach == Reach.CITY and not may(by, "people.share_view"):
        raise CannotSaveView(
            gettext("Your roles do not let you share a view with the whole city."), field="reach"
        )
    if view.reach != Reach.DEPARTMENT:
        return
    if view.department is None:
        raise CannotSaveView(gettext("Name the department to share the view with."), field="department")
    if not may(by, "people.share_view", view.department):
        raise CannotSaveView(
            gettext("Your roles do not let you share a view with {department}.").format(
                department=view.department
            ),
            field="department",
        )


def _require_kept_by(view: SavedView, person: Person) -> None:
    if not may_keep(person, view):
        raise CannotSaveView(
            gettext("This view belongs to {owner}. Save one of your own from it.").format(owner=view.owner)
        )
