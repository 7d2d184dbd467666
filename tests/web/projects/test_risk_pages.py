from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.risks import RiskFields, create_risk, edit_risk
from milepost.domain.projects.models import Risk
from tests.factories import AT, give_role, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db
FIELDS = RiskFields(event="Late modems", probability=4, impact=5)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Radios", manager=manager, type="application")


@pytest.fixture
def visitor(client, manager):
    return signed_in(client, manager)


def address(name, *args):
    return reverse(f"projects:{name}", args=args)


def test_a_cell_of_the_matrix_leads_to_its_risks_and_back(visitor, project, manager):
    for probability, impact in ((4, 5), (4, 5), (1, 1)):
        create_risk(project, FIELDS | {"probability": probability, "impact": impact}, by=manager, at=AT)

    matrix = visitor.get(address("risks", project.pk)).context["matrix"]
    cell = matrix.rows[1].cells[4]
    assert (matrix.count, matrix.high, cell.count, cell.score, cell.zone) == (3, 2, 2, 20, "high")

    narrowed = visitor.get(address("risks", project.pk) + cell.url)
    assert narrowed.context["table"].reading.count == 2
    chosen = narrowed.context["matrix"].rows[1].cells[4]
    assert chosen.is_chosen
    assert "probability" not in chosen.url


def test_a_risk_needs_an_impact_as_a_whole_or_in_one_dimension(visitor, project):
    form = {"event": "Late", "probability": "3"}

    refused = visitor.post(address("new-risk", project.pk), form)
    visitor.post(address("new-risk", project.pk), form | {"cost_impact": "4"})

    assert refused.status_code == 422
    assert "Rate the impact as a whole" in refused.content.decode()
    assert project.risks.get().impact == 4


def test_an_entry_that_somebody_changed_meanwhile_is_not_written_over_unasked(visitor, project, manager):
    other = make_person("Otto Both")
    give_role(other, Role.TECHNICAL_LEAD, over=project)
    risk = create_risk(project, FIELDS, by=manager, at=AT)
    page = visitor.get(address("risk", project.pk, 1))
    typed = {
        "event": "Late radios",
        "probability": "2",
        "impact": "5",
        "seen": page.context["form"]["seen"].value(),
    }
    edit_risk(risk, RiskFields(probability=5), by=other, at=AT)

    refused = visitor.post(address("risk", project.pk, 1), typed)
    assert refused.status_code == 422
    assert "Otto Both changed this after you opened it: probability" in refused.content.decode()
    assert "Late radios" in refused.content.decode()
    assert Risk.objects.get().event == "Late modems"

    again = refused.context["form"]["seen"].value()
    visitor.post(address("risk", project.pk, 1), typed | {"seen": again})
    assert Risk.objects.get().event == "Late radios"


def test_actions_are_added_done_and_taken_off_on_the_page_of_the_risk(visitor, project, manager):
    risk = create_risk(project, FIELDS, by=manager, at=AT)
    visitor.post(address("response-actions", project.pk, 1), {"text": "Order early", "cost": "250.50"})
    visitor.post(address("response-actions", project.pk, 1), {"text": "Borrow"})
    first, second = risk.response_actions.order_by("pk")

    visitor.post(address("response-action", project.pk, 1, first.pk), {"word": "done"})
    visitor.post(address("response-action", project.pk, 1, second.pk), {"word": "removed"})

    kept = risk.response_actions.get()
    assert (kept.text, str(kept.cost), kept.done_on is not None) == ("Order early", "250.50", True)
    refused = visitor.post(address("response-actions", project.pk, 1), {"text": ""})
    assert refused.status_code == 422


def test_a_risk_is_escalated_and_answered(visitor, project, manager):
    create_risk(project, FIELDS, by=manager, at=AT)
    sponsor = make_person("Sue Park")

    refused = visitor.post(address("risk-escalation", project.pk, 1), {"to": sponsor.pk, "reason": ""})
    visitor.post(address("risk-escalation", project.pk, 1), {"to": sponsor.pk, "reason": "Money"})
    assert refused.status_code == 422
    assert Risk.objects.get().escalated_to == sponsor

    visitor.post(address("risk-escalation", project.pk, 1), {"answer": "Granted"})
    assert Risk.objects.get().escalated_to is None


def test_common_risks_are_put_on_the_register(visitor, project):
    page = visitor.get(address("common-risks", project.pk))
    visitor.post(address("common-risks", project.pk), {"chosen": ["0", "2"]})
    refused = visitor.post(address("common-risks", project.pk), {"chosen": ""})

    assert len(page.context["offered"]) > 5
    assert project.risks.count() == 2
    assert refused.status_code == 422


def test_a_guest_opens_only_what_is_shared(client, project, manager):
    guest = make_person("Gus T.")
    give_role(guest, Role.GUEST, over=project)
    create_risk(project, FIELDS, by=manager, at=AT)
    add_task(project, name="Order", by=manager, at=AT)
    create_risk(project, FIELDS | {"event": "Shared one", "is_shared": True}, by=manager, at=AT)
    visitor = signed_in(client, guest)

    listed = visitor.get(address("risks", project.pk))

    assert "Shared one" in listed.content.decode()
    assert "Late modems" not in listed.content.decode()
    assert "Late modems" not in visitor.get(address("overview", project.pk)).content.decode()
    assert visitor.get(address("risk", project.pk, 1)).status_code == 404
    assert visitor.get(address("risk", project.pk, 2)).status_code == 200
    assert visitor.get(address("exposure", project.pk)).status_code == 403
    assert "Late modems" not in visitor.get("/search/?q=modems").content.decode()


def test_a_register_of_many_risks_takes_no_more_queries_than_one_of_few(visitor, project, manager):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            visitor.get(address("risks", project.pk))
        return len(captured)

    create_risk(project, FIELDS, by=manager, at=AT)
    queries()
    few = queries()
    for _ in range(20):
        create_risk(project, FIELDS, by=manager, at=AT)

    assert queries() == few


def test_exposure_stands_beside_the_contingency_that_is_left(client, visitor, project, manager):
    at = timezone.now()
    create_risk(project, FIELDS | {"cost_if_happens": Decimal(90_000)}, by=manager, at=at)
    alone = visitor.get(address("exposure", project.pk)).content.decode()
    set_limit(project, LimitTerms("contingency", "Reserve", Decimal(5_000), "Charter"), by=manager, at=at)

    beside = visitor.get(address("exposure", project.pk))

    assert "Once a contingency is set" in alone
    assert "The contingency has $5,000 left, " in beside.content.decode()
    assert beside.context["chart"].headings[1:] == ("Exposure", "Contingency left")


def test_five_thousand_risks_are_listed_by_pages_summed_up_and_exported(visitor, project, manager):
    first = create_risk(project, FIELDS | {"cost_if_happens": Decimal(1_000)}, by=manager, at=AT)
    visitor.get(address("risks", project.pk))
    with CaptureQueriesContext(connection) as few:
        visitor.get(address("risks", project.pk))
    kept = {field.attname: getattr(first, field.attname) for field in Risk._meta.concrete_fields}
    Risk.objects.bulk_create(Risk(**kept | {"id": None, "number": number}) for number in range(2, 5_001))

    with CaptureQueriesContext(connection) as many:
        page = visitor.get(address("risks", project.pk))
    everywhere = visitor.get(address("all-risks"))
    exported = visitor.get(address("risks", project.pk) + "?export=csv")

    assert len(many) <= len(few) + 1
    assert (page.context["table"].reading.count, page.context["matrix"].rows[1].cells[4].count) == (
        5_000,
        5_000,
    )
    assert page.context["exposure"].amount == 5_000 * Decimal("600.00")
    assert len(page.content) < 400_000
    assert everywhere.context["table"].reading.count == 5_000
    assert b"".join(exported).count(b"Late modems") == 5_000
