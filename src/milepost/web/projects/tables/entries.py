"""The assumptions, dependencies and lessons of a project, and of all projects."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Min, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may_anywhere
from milepost.domain.projects.actions.assumptions import edit_assumption
from milepost.domain.projects.actions.dependencies import edit_dependency
from milepost.domain.projects.actions.lessons import edit_lesson
from milepost.domain.projects.models import Assumption, Dependency, Lesson, Project
from milepost.domain.projects.queries import with_agreement
from milepost.web.access import today
from milepost.web.projects.tables.drawing import named_person
from milepost.web.projects.tables.register import (
    PROJECT_COLUMNS,
    OwnerForm,
    loaded,
    of_project,
    owner_column,
)
from milepost.web.tables.bulk import each
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.table import Bulk, Table, Things
from milepost.web.templatetags.values import civil_date

SHARED = Column(
    name="shared", label=_("Shared with guests"), kind=Kind.FLAG, path="is_shared", is_optional=True
)
CATEGORY = Column(name="category", label=_("Category"), kind=Kind.CHOICE, css="narrow")
NUMBER = Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False)


def _link(page: str, words: str) -> Any:
    def draw(value: Any, row: Any) -> str:
        address = reverse(f"projects:{page}", args=[row.project_id, row.number])
        return format_html('<a href="{}">{}</a>', address, getattr(row, words))

    return draw


def _due(value: date | None, row: Any) -> str:
    late = "late" if row is not None and row.days_overdue(today()) else ""
    return format_html('<span class="{}">{}</span>', late, civil_date(value))


def _owner_bulk(action: str, change: Any) -> Bulk:
    def may(person: Person) -> bool:
        return may_anywhere(person, action) or person.project_roles.exists()

    return Bulk(
        name="owner",
        label=_("Assign an owner"),
        icon="people",
        form=OwnerForm,
        act=each(change),
        may=may,
        done=_("have a new owner"),
    )


def _change_assumption(row: Assumption, values: Any, by: Person, at: datetime) -> None:
    edit_assumption(row, values, by=by, at=at)


def _change_dependency(row: Dependency, values: Any, by: Person, at: datetime) -> None:
    edit_dependency(row, values, by=by, at=at)


def _change_lesson(row: Lesson, values: Any, by: Person, at: datetime) -> None:
    edit_lesson(row, values, by=by, at=at)


_ASSUMPTION = (
    Column(name="statement", label=_("Assumption"), draw=_link("assumption", "statement"), can_filter=False),
    NUMBER,
    CATEGORY,
    owner_column("projects.edit_assumptions", _change_assumption),
    Column(
        name="validate_by",
        label=_("Validate by"),
        kind=Kind.DATE,
        is_nullable=True,
        draw=_due,
        total=Min,
        help=_("Of several the first"),
    ),
    Column(
        name="state",
        label=_("State"),
        kind=Kind.CHOICE,
        choices=Assumption.State.choices,
        default=(Assumption.State.OPEN,),
    ),
    Column(name="validated", label=_("Validated"), kind=Kind.DATE, path="validated_on", is_nullable=True),
    Column(name="consequence", label=_("If it is wrong"), css="wrap", is_nullable=True),
    Column(name="outcome", label=_("Outcome"), css="wrap", is_nullable=True, is_optional=True),
    Column(name="basis", label=_("Why"), css="wrap", is_nullable=True, is_optional=True),
    SHARED,
)
ASSUMPTIONS = Table(
    name="assumptions",
    label=_("Assumptions"),
    nouns=(_("assumption"), _("assumptions")),
    standard=_("To be validated"),
    rows=lambda person, things: of_project(Assumption.objects.visible_to(person), things.get("project_id")),
    load=lambda rows, reader: loaded(rows),
    searches=("statement", "basis", "consequence", "outcome"),
    search_label=_("Words of the assumption"),
    sort="validate_by",
    columns=(_ASSUMPTION[0], *PROJECT_COLUMNS, *_ASSUMPTION[1:]),
    bulks=(_owner_bulk("projects.edit_assumptions", _change_assumption),),
)
PROJECT_ASSUMPTIONS = replace(ASSUMPTIONS, name="project-assumptions", columns=_ASSUMPTION)

_AGREED = Case(
    When(we_agreed=True, they_agreed=True, then=Value("both")),
    When(we_agreed=True, then=Value("we")),
    When(they_agreed=True, then=Value("they")),
    default=Value("none"),
    output_field=CharField(),
)
AGREED = (
    ("both", _("Both sides")),
    ("we", _("Only we")),
    ("they", _("Only they")),
    ("none", _("Nobody yet")),
)


def _dependencies(person: Person, things: Things) -> Found:
    visible = Dependency.objects.visible_to(person).with_party(person)
    return of_project(with_agreement(visible), things.get("project_id"))


def _loaded_dependencies(rows: Found, reader: Reader) -> list[Any]:
    return loaded(with_agreement(rows).select_related("counterpart"))


_DEPENDENCY = (
    Column(name="what", label=_("Dependency"), draw=_link("dependency", "what"), can_filter=False),
    NUMBER,
    Column(name="direction", label=_("Direction"), kind=Kind.CHOICE, choices=Dependency.Direction.choices),
    Column(
        name="party",
        label=_("Other side"),
        path="seen_party",
        css="narrow",
        can_group=False,
    ),
    Column(
        name="due",
        label=_("Due"),
        kind=Kind.DATE,
        path="due_on",
        is_nullable=True,
        draw=_due,
        total=Min,
        help=_("Of several the first"),
    ),
    Column(
        name="agreed",
        label=_("Agreed"),
        kind=Kind.CHOICE,
        choices=AGREED,
        expression=_AGREED,
        read=lambda row: (
            "both" if row.is_agreed else "we" if row.we_agreed else "they" if row.they_agreed else "none"
        ),
        help=_("Who has agreed to the date since it last moved"),
    ),
    owner_column("projects.edit_dependencies", _change_dependency),
    Column(
        name="counterpart",
        label=_("Counterpart"),
        kind=Kind.CHOICE,
        shown_by="counterpart__name",
        is_nullable=True,
        draw=named_person,
        own=lambda reader: Q(counterpart=reader.person),
    ),
    Column(
        name="state",
        label=_("State"),
        kind=Kind.CHOICE,
        choices=Dependency.State.choices,
        default=(Dependency.State.OPEN,),
    ),
    Column(name="ended", label=_("Met"), kind=Kind.DATE, path="ended_on", is_nullable=True, is_optional=True),
    Column(name="details", label=_("Details"), css="wrap", is_nullable=True, is_optional=True),
    SHARED,
)
DEPENDENCIES = Table(
    name="dependencies",
    label=_("Dependencies"),
    nouns=(_("dependency"), _("dependencies")),
    standard=_("Open dependencies"),
    rows=_dependencies,
    load=_loaded_dependencies,
    searches=("what", "details", "outcome"),
    search_label=_("Words of the dependency"),
    sort="due",
    columns=(_DEPENDENCY[0], *PROJECT_COLUMNS, *_DEPENDENCY[1:]),
    bulks=(_owner_bulk("projects.edit_dependencies", _change_dependency),),
)
PROJECT_DEPENDENCIES = replace(DEPENDENCIES, name="project-dependencies", columns=_DEPENDENCY)

_LESSON = (
    Column(name="advice", label=_("Next time"), draw=_link("lesson", "advice"), can_filter=False),
    NUMBER,
    Column(name="happened", label=_("What happened"), css="wrap"),
    Column(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=Lesson.Kind.choices),
    CATEGORY,
    owner_column("projects.record_lessons", _change_lesson),
    Column(name="recorded", label=_("Recorded"), kind=Kind.DATE, path="recorded_on"),
    Column(
        name="state",
        label=_("State"),
        kind=Kind.CHOICE,
        choices=Lesson.State.choices,
        default=(Lesson.State.OFFERED,),
        is_optional=True,
    ),
    Column(
        name="type",
        label=_("Type of project"),
        kind=Kind.CHOICE,
        path="project__type",
        choices=Project.Type.choices,
        is_optional=True,
    ),
    SHARED,
)
LESSONS = Table(
    name="lessons",
    label=_("Lessons"),
    nouns=(_("lesson"), _("lessons")),
    standard=_("Lessons"),
    rows=lambda person, things: of_project(Lesson.objects.visible_to(person), things.get("project_id")),
    load=lambda rows, reader: loaded(rows),
    searches=("happened", "advice"),
    search_label=_("Words of the lesson"),
    sort="-recorded",
    columns=(_LESSON[0], *PROJECT_COLUMNS, *_LESSON[1:]),
    bulks=(_owner_bulk("projects.record_lessons", _change_lesson),),
)
PROJECT_LESSONS = replace(LESSONS, name="project-lessons", columns=_LESSON)
