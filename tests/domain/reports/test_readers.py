from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Status, Task
from milepost.domain.reports.actions.drafting import draft_report, revise_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.calculations.plain_words import plain, plain_words
from milepost.domain.reports.calculations.readers import draft_texts, sentences_for
from milepost.domain.reports.calculations.reading_grade import reading_grade
from milepost.domain.reports.calculations.sentences import dollars, span
from milepost.domain.reports.calculations.tracing import fact_lines, pieces_of
from milepost.domain.reports.models import Reader
from milepost.domain.reports.rendering.since import changed_since
from milepost.domain.reports.rendering.view import facts_of
from milepost.domain.reports.rendering.voices import voice_of
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
FIRST = {"start": date(2027, 3, 1), "finish": date(2027, 3, 1)}
SECOND = {"start": date(2027, 3, 2), "finish": date(2027, 3, 31)}


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    """Order (2 d), Install (5 d), then Go-live; agreed, budgeted, with a risk and an issue; reported once."""
    project = make_project(
        "Switch refresh",
        manager=manager,
        state=Project.State.IN_PROGRESS,
        purpose="Replace 80 old switches. They fail too often.",
    )
    order, install = make_task(project, "Order", days=2), make_task(project, "Install", days=5)
    live = make_task(project, "Go-live", days=0, is_milestone=True)
    link(order, install)
    link(install, live)
    recalculate(project)
    set_baseline(project, name="Agreed plan", by=manager, at=AT)
    create_risk(project, {"event": "Switches come late", "probability": 3, "impact": 4}, by=manager, at=AT)
    create_issue(project, {"title": "No racks"}, by=manager, at=AT)
    agree_budget(project, {install.uid: Decimal(120000)}, measures={}, by=manager, at=AT)
    publish_report(draft_report(project, **FIRST, by=manager, at=AT), by=manager, at=AT)
    return project


def later(project: Project, manager, days: int = 15):
    """Make installing longer, and draft the report of the month."""
    install = Task.objects.get(project=project, name="Install")
    edit_task(install, by=manager, at=AT.replace(day=10), duration_minutes=days * 480)
    return draft_report(project, **SECOND, by=manager, at=AT.replace(day=31))


def test_four_readers_are_told_the_same_facts_in_their_own_words(project, manager):
    report = later(project, manager)

    assert report.public == (
        "Replace 80 old switches.\n\n"
        "Work goes on, but it is behind the plan. We plan to finish in March 2027. "
        "That is about 2 weeks later than we had agreed. About 0 percent of the work is done. "
        "The next step, “Start of use”, is planned for March 2027.\n\n"
        "The budget is $120,000. So far we have spent nothing."
    )
    assert report.council == (
        "Switch refresh is off track. It should finish on Mar 23, 2027, about 2 weeks later than agreed. "
        "The last report said Mar 9, 2027. Of its $120,000 budget, nothing has been spent. "
        "The next step, “Start of use”, is planned for Mar 23, 2027."
    )
    assert "because “Install” takes 10 days longer" in report.director
    assert "Issue: No racks." in report.director
    assert "Risk: Switches come late, score 12." in report.director


def test_the_same_facts_give_the_same_words(project, manager):
    facts = facts_of(later(project, manager))

    assert draft_texts(sentences_for(facts)) == draft_texts(sentences_for(facts))


def test_every_sentence_of_every_reader_is_traced_to_facts_that_say_something(project, manager):
    report = later(project, manager)

    for reader in Reader.values:
        voice = voice_of(report, reader)
        assert voice.pieces
        assert [piece.text for piece in voice.pieces if not piece.facts] == []
        assert not voice.is_edited


def test_what_a_manager_writes_is_told_apart_from_the_draft(project, manager):
    report = later(project, manager)
    revise_report(
        report, by=manager, at=AT, council=report.council.replace("The next ", "The mayor asked. The next ")
    )

    voice = voice_of(report, Reader.COUNCIL)

    assert [piece.text for piece in voice.pieces if not piece.is_drafted] == ["The mayor asked."]
    assert voice.is_edited
    assert "The mayor asked." not in voice.draft


def test_what_nobody_edited_follows_the_facts_until_it_is_published(project, manager):
    report = later(project, manager)
    revise_report(report, by=manager, at=AT, council="Ask me.")
    edit_task(Task.objects.get(project=project, name="Install"), by=manager, at=AT, duration_minutes=16 * 480)

    publish_report(report, by=manager, at=AT.replace(day=31, hour=20))

    assert "Mar 24, 2027" in report.director
    assert report.council == "Ask me."


def test_what_changed_since_the_last_report_is_told_with_why(project, manager):
    changes = changed_since(facts_of(later(project, manager)))

    told = {change.label: change.text for change in changes}
    assert told["Status"] == "On track to off track"
    assert told["Finish"] == "Mar 9, 2027 to Mar 23, 2027"
    assert told["Edit of Mar 10, 2027"] == (
        "The finish moves from Mar 9, 2027 to Mar 23, 2027 because “Install” takes 10 days longer."
    )
    assert told["Go-live"] == "Mar 9, 2027 to Mar 23, 2027, 10 working days later"


def test_the_first_report_has_nothing_to_compare_with(project, manager):
    facts = facts_of(project.status_reports.get())

    assert changed_since(facts) == []


@pytest.mark.parametrize("status", Status.values)
def test_the_drafts_for_outside_stay_below_their_reading_grade(project, manager, status):
    facts = facts_of(later(project, manager))
    facts.ratings["overall"] = replace(facts.ratings["overall"], status=status, reason="It is late")

    texts = draft_texts(sentences_for(facts))

    assert (reading_grade(texts["public"]) or 0) <= 8
    assert (reading_grade(texts["council"]) or 0) <= 8
    assert len(texts["council"].split()) <= 90
    assert len(texts["public"].split()) <= 110


def test_a_text_that_reads_hard_is_warned_about(project, manager):
    report = later(project, manager)
    hard = "Interdepartmental coordination necessitates comprehensive organizational considerations."
    revise_report(report, by=manager, at=AT, public=hard)

    assert voice_of(report, Reader.PUBLIC).is_hard


def test_jargon_is_put_into_plain_words_but_names_are_kept():
    assert plain("Final acceptance and retainage released") == "Final approval and held-back payment released"
    assert plain("Go-live and cutover") == "Start of use and switch to the new system"
    assert plain("Cutover plan is late. Cutover next.", keep="Cutover plan") == (
        "Cutover plan is late. Switch to the new system next."
    )
    assert not [term for term in plain_words() if term != term.lower()]


def test_no_plain_word_is_jargon_itself():
    assert [words for words in plain_words().values() if plain(words) != words] == []


def test_every_key_of_a_fact_has_lines(project, manager):
    facts = facts_of(later(project, manager))
    keys = {key for told in sentences_for(facts).values() for one in told for key in one.facts}

    assert keys
    assert all(list(fact_lines(facts, key)) for key in keys if key != "percent_before")


def test_pieces_give_back_the_whole_text():
    pieces = pieces_of("One. Two by hand. Three.", [("One.", ()), ("Three.", ())], facts=None)  # type: ignore[arg-type]

    assert [piece.text for piece in pieces] == ["One.", "Two by hand.", "Three."]


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", "$0"), ("849.50", "$850"), ("410499.99", "$410,000"), ("1249999", "$1.2 million"),
     ("3000000", "$3 million"), ("-52000", "-$52,000")],
)  # fmt: skip
def test_amounts_are_rounded_for_reading(amount, words):
    assert dollars(amount) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 working day"), (-3, "3 working days"), (10, "about 2 weeks"), (29, "about 6 weeks")],
)
def test_delays_are_counted_as_people_count(days, words):
    assert span(days) == words
