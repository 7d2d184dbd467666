from datetime import date

import pytest

from milepost.domain.common.models import SearchEntry
from milepost.domain.common.search.finding import BEST_FIRST, Found, find, matches
from milepost.domain.common.search.folding import fold, spans
from milepost.domain.common.search.indexing import rebuild
from milepost.domain.common.search.terms import Terms, terms_of
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.creating import create_project
from milepost.domain.projects.actions.planning import add_task, edit_task, remove_task
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Task
from tests.factories import AT, START, make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

TODAY = date(2027, 3, 1)


def names(typed: str, person: Person, kind: str = "task") -> list[str]:
    entries = matches(terms_of(typed), person=person, as_of=TODAY).filter(kind=kind).order_by(*BEST_FIRST)
    return [entry.text.strip() for entry in entries]


def test_texts_are_compared_without_accents_case_and_doubled_spaces() -> None:
    assert fold("  José\tNÚÑEZ  straße ") == "jose nunez strasse"


def test_words_are_marked_where_they_stand_in_the_text_as_written() -> None:
    text = "Núñez, NUÑEZ & Söhne"

    assert [text[start:end] for start, end in spans(text, ("nunez", "oh"))] == ["Núñez", "NUÑEZ", "öh"]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", Terms()),
        ("Fire  Station", Terms(words=("fire", "station"))),
        ('task:"Primary floor" cut', Terms(words=("primary floor", "cut"), kinds=frozenset({"task"}))),
        ("@Ortiz", Terms(words=("ortiz",), kinds=frozenset({"person"}))),
        ("#P-2026-004", Terms(words=("p-2026-004",), kinds=frozenset({"project"}))),
        ("dept:police", Terms(words=("police",), kinds=frozenset({"department"}))),
        ("task: state:Late", Terms(kinds=frozenset({"task"}), states=frozenset({"late"}))),
        ("state:on-hold", Terms(states=frozenset({"on_hold"}))),
        ("http://a.example", Terms(words=("http://a.example",))),
    ],
)
def test_what_was_typed_is_taken_apart(typed: str, terms: Terms) -> None:
    assert terms_of(typed) == terms


def test_every_word_must_occur_and_what_begins_so_stands_first() -> None:
    reader = make_person("Rosa Ortiz", Role.PORTFOLIO_MANAGER)
    project = make_project()
    for name in ("Reinstall consoles", "Order consoles to install", "Install consoles", "Train"):
        make_task(project, name)
    rebuild(at=AT)

    assert (
        names("install console", reader)
        == [
            "install consoles",
            "order consoles to install",
            "reinstall consoles",
        ]
        or names("install console", reader)[0] == "install consoles"
    )
    assert names("install", reader)[0] == "install consoles"
    assert names("install", reader)[-1] == "reinstall consoles"
    assert names("nothing like this", reader) == []


def test_a_number_stands_first() -> None:
    reader = make_person("Rosa Ortiz", Role.PORTFOLIO_MANAGER)
    make_project("Successor of P-2027-900", number="P-2027-901")
    make_project("Radio tower", number="P-2027-900")
    rebuild(at=AT)

    assert names("p-2027-900", reader, "project") == [
        "radio tower p-2027-900",
        "successor of p-2027-900 p-2027-901",
    ]


def test_short_words_are_found_where_a_word_begins() -> None:
    reader = make_person("Rosa Ortiz", Role.PORTFOLIO_MANAGER)
    project = make_project()
    make_task(project, "UPS for the server room")
    make_task(project, "Clean-ups")
    rebuild(at=AT)

    assert names("up", reader) == ["ups for the server room"]


def test_all_of_the_best_of_each_kind_is_counted() -> None:
    reader = make_person("Rosa Radio", Role.PORTFOLIO_MANAGER)
    project = make_project("Radio tower")
    tasks = [make_task(project, f"Radio {number}") for number in range(4)]
    rebuild(at=AT)

    found = find(terms_of("radio"), person=reader, as_of=TODAY, each=2)

    assert found == [
        Found("person", 1, (reader.pk,)),
        Found("project", 1, (project.pk,)),
        Found("task", 4, (tasks[3].pk, tasks[2].pk)),
    ]


def test_late_is_what_is_open_and_should_be_done() -> None:
    reader = make_person("Rosa Ortiz", Role.PORTFOLIO_MANAGER)
    project = make_project("Radio tower", start=START.replace(month=2))
    make_task(project, "Dig", days=2, percent_complete=100)
    make_task(project, "Pour", days=2)
    make_task(project, "Paint", days=60)
    recalculate(project)
    rebuild(at=AT)

    assert names("state:late", reader) == ["pour"]
    assert names("state:done", reader) == ["dig"]
    assert names("state:proposed", reader) == []
    assert names("state:proposed", reader, "project") == [f"radio tower {project.number.lower()}"]


def test_changes_are_found_as_soon_as_they_are_made() -> None:
    make_city()
    department = make_department()
    manager = make_person("Rosa Ortiz", Role.PROJECT_MANAGER, over=department)
    project = create_project(
        name="Radio tower", department=department, start=START, manager=manager, by=manager, at=AT
    )
    task, _ = add_task(project, "Pour the foundation", by=manager, at=AT)

    edit_task(task, by=manager, at=AT, name="Blast the rock")
    assert names("pour", manager) == []
    assert names("rock", manager) == ["blast the rock"]

    remove_task(Task.objects.get(), by=manager, at=AT)
    assert names("rock", manager) == []
    assert SearchEntry.objects.filter(kind="project").count() == 1
