from datetime import date

import pytest

from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.drafting import draft_report, revise_report
from milepost.domain.reports.calculations.readers.council import under_heading
from milepost.domain.reports.models import StatusReport
from tests.factories import AT, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def draft(manager):
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    add_task(project, "Order", by=manager, at=AT)
    return draft_report(project, start=date(2027, 3, 1), finish=date(2027, 3, 5), by=manager, at=AT)


@pytest.mark.parametrize("reader", ["director", "council", "public"])
def test_each_reader_has_a_page_and_a_pdf(client, draft, manager, reader):
    page = signed_in(client, manager).get(f"/reports/{draft.pk}/?for={reader}")
    pdf = client.get(f"/reports/{draft.pk}/report.pdf?for={reader}")

    text = getattr(draft, reader)
    assert under_heading(text, draft.project.name).split("\n")[0] in page.content.decode()
    assert page.context["voice"].reader == reader
    assert pdf.content.startswith(b"%PDF")
    assert f"-{reader}-2027-03-05.pdf" in pdf["Content-Disposition"]


def test_an_unknown_reader_is_given_the_detail(client, draft, manager):
    page = signed_in(client, manager).get(f"/reports/{draft.pk}/?for=nobody")

    assert page.context["voice"].reader == "manager"


def test_the_facts_of_a_sentence_stand_under_it(client, draft, manager):
    page = signed_in(client, manager).get(f"/reports/{draft.pk}/?for=public")

    sentences = {
        piece.text: [(fact.label, fact.value) for fact in facts] for piece, facts in page.context["sources"]
    }
    assert sentences["We plan to finish in March 2027."] == [("Finish now", "Mar 1, 2027")]


def test_a_text_that_reads_hard_is_marked_while_it_is_edited(client, draft, manager):
    hard = "Interdepartmental coordination necessitates comprehensive organizational considerations."
    revise_report(draft, by=manager, at=AT, public=hard)

    page = signed_in(client, manager).get(f"/reports/{draft.pk}/texts/").content.decode()

    assert page.count("Hard to read") == 1
    assert "The draft from the facts" in page


def test_all_texts_are_saved_at_once(client, draft, manager):
    given = {
        "summary": "S",
        "done": "",
        "next": "",
        "decisions": "",
        "director": "D",
        "council": "C",
        "public": "P",
    }

    signed_in(client, manager).post(f"/reports/{draft.pk}/texts/", given)

    assert StatusReport.objects.values("summary", "director", "council", "public").get() == {
        "summary": "S", "director": "D", "council": "C", "public": "P",
    }  # fmt: skip
