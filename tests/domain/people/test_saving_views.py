import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.actions.saving_views import (
    CannotSaveView,
    delete_view,
    edit_view,
    may_keep,
    open_with,
    save_view,
)
from milepost.domain.people.models import DefaultView, SavedView
from milepost.domain.people.roles import Role
from tests.factories import AT, make_department, make_organization, make_person

pytestmark = pytest.mark.django_db
Reach = SavedView.Reach


def test_a_view_is_kept_for_oneself_and_recorded() -> None:
    mara, other = make_person("Mara Quint"), make_person()

    view = save_view("projects", " Late ones ", "status=off_track&sort=-finish", by=mara, at=AT)

    assert (view.name, view.query, view.reach) == ("Late ones", "status=off_track&sort=-finish", Reach.OWN)
    assert list(SavedView.objects.visible_to(mara)) == [view]
    assert list(SavedView.objects.visible_to(other)) == []
    assert ChangeSet.objects.values_list("action", "subject_id").get() == ("people.save_view", view.pk)


def test_a_view_of_a_department_is_seen_in_its_divisions_and_nowhere_else() -> None:
    police = make_department("Police")
    chief = make_person("Chief", Role.SUPERVISOR, over=police)
    clerk = make_person("Clerk", department=make_department("Records", parent=police))
    librarian = make_person("Librarian", department=make_department("Library"))

    view = save_view("projects", "Ours", "", by=chief, at=AT, reach=Reach.DEPARTMENT, department=police)

    seen = {person.name: list(SavedView.objects.visible_to(person)) for person in (chief, clerk, librarian)}
    assert seen == {"Chief": [view], "Clerk": [view], "Librarian": []}


def test_a_view_of_the_city_is_not_for_guests_from_outside() -> None:
    lead = make_person("Lead", Role.PORTFOLIO_MANAGER)
    guest = make_person("Vendor", organization=make_organization())

    view = save_view("projects", "Everybody's", "", by=lead, at=AT, reach=Reach.CITY)

    assert list(SavedView.objects.visible_to(make_person())) == [view]
    assert list(SavedView.objects.visible_to(guest)) == []


def test_sharing_is_refused_beyond_ones_roles() -> None:
    police, library = make_department("Police"), make_department("Library")
    chief = make_person("Chief", Role.SUPERVISOR, over=police)

    with pytest.raises(CannotSaveView, match="the whole city") as city:
        save_view("projects", "A", "", by=chief, at=AT, reach=Reach.CITY)
    with pytest.raises(CannotSaveView, match="with Library") as elsewhere:
        save_view("projects", "B", "", by=chief, at=AT, reach=Reach.DEPARTMENT, department=library)
    with pytest.raises(CannotSaveView, match="Name the department"):
        save_view("projects", "C", "", by=chief, at=AT, reach=Reach.DEPARTMENT)
    own = save_view("projects", "D", "", by=chief, at=AT)
    with pytest.raises(CannotSaveView, match="the whole city"):
        edit_view(own, by=chief, at=AT, reach=Reach.CITY)

    assert (city.value.field, elsewhere.value.field) == ("reach", "department")
    assert list(SavedView.objects.all()) == [own]


def test_a_name_is_given_once_to_a_page() -> None:
    mara = make_person()
    save_view("projects", "Mine", "", by=mara, at=AT)
    save_view("risks", "Mine", "", by=mara, at=AT)

    with pytest.raises(ValidationError, match="a view of this name already"):
        save_view("projects", "Mine", "state=closed", by=mara, at=AT)
    with pytest.raises(ValidationError, match="follows the question mark"):
        save_view("projects", "Other", "?state=closed", by=mara, at=AT)


def test_only_its_keeper_changes_a_view_and_the_office_those_that_are_shared() -> None:
    mara, other, office = make_person("Mara"), make_person(), make_person("", Role.PORTFOLIO_MANAGER)
    own = save_view("projects", "Mine", "", by=mara, at=AT)
    shared = save_view("projects", "Ours", "", by=office, at=AT, reach=Reach.CITY)

    edit_view(own, by=mara, at=AT, name="My projects", query="tier=large")

    own.refresh_from_db()
    assert (own.name, own.query) == ("My projects", "tier=large")
    assert [may_keep(person, own) for person in (mara, other, office)] == [True, False, False]
    assert [may_keep(person, shared) for person in (mara, other, office)] == [False, False, True]
    with pytest.raises(CannotSaveView, match="belongs to"):
        edit_view(shared, by=mara, at=AT, name="Theirs")
    with pytest.raises(CannotSaveView, match="belongs to"):
        delete_view(own, by=other, at=AT)


def test_a_page_opens_with_one_view_until_it_is_deleted() -> None:
    mara = make_person()
    first, second = (save_view("projects", name, "", by=mara, at=AT) for name in ("First", "Second"))

    open_with("projects", first, by=mara, at=AT)
    open_with("projects", second, by=mara, at=AT)

    assert [default.view for default in DefaultView.objects.all()] == [second]
    delete_view(second, by=mara, at=AT)
    assert not DefaultView.objects.exists()
    open_with("projects", first, by=mara, at=AT)
    open_with("projects", None, by=mara, at=AT)
    assert not DefaultView.objects.exists()
