from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from milepost.domain.common.jobs import perform
from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.money.models import Budget, LedgerImport
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.analyzing_risk import analyze
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.risk_analysis.settings import RiskSettings
from tests.factories import AT, give_role, link, make_city, make_person, make_project, make_task, signed_in
from tests.money_factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    make_city()
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    dig, done = make_task(made, "Dig", days=20), make_task(made, "Dug", days=0, is_milestone=True)
    link(dig, done)
    recalculate(made)
    return made


@pytest.fixture
def visitor(client, project):
    return signed_in(client, project.manager)


@pytest.fixture
def measured(project):
    set_baseline(project, name="Agreed", by=project.manager, at=AT)
    agree_budget(project, {1: Decimal(10_000)}, measures={}, by=project.manager, at=AT)
    project.tasks.filter(uid=1).update(percent_complete=40, actual_start=datetime(2027, 3, 1, 8, 0))
    project.status_date = datetime(2027, 3, 12, 17, 0)
    project.save(update_fields=["status_date"])
    make_entry("3900.25", project, uid=1, on=date(2027, 3, 10))
    return project


def address(name, project, *args):
    return reverse(f"money:{name}", args=[project.pk, *args])


def test_the_page_says_what_is_missing_first(visitor, project):
    shown = visitor.get(address("earned-value", project)).content.decode()

    assert "Set a baseline first" in shown
    assert "Dug" in shown


def test_the_page_leads_with_milestones_and_spend(visitor, measured):
    shown = visitor.get(address("earned-value", measured)).content.decode()

    assert "By Mar 12, 2027, $3,900 of $10,000 is spent; $5,000 was planned and $4,000 is earned." in shown
    assert "0 of 1 agreed milestones are met" in shown
    assert "CPI" not in shown


def test_the_last_simulation_and_the_estimates_make_the_cone(visitor, measured):
    settings = RiskSettings(80, 100, 160, correlation_percent=0, confidence_percent=80, iterations=200)
    run = analyze(measured, settings, estimates={}, seed=1, by=measured.manager, at=AT)
    perform(run.job.pk)

    assert "figure-cone" in visitor.get(address("earned-value", measured)).content.decode()


def test_the_indexes_stand_a_step_further_in(visitor, measured):
    shown = visitor.get(address("indexes", measured)).content.decode()

    assert "The rest costs what it was budgeted." in shown
    assert "$9,900" in shown
    assert '<td class="numeric">1.03</td>' in shown
    assert "not yet" in shown


def test_a_budget_is_given_on_its_page(visitor, project):
    page = address("budget", project)
    refused = visitor.post(page, {"amount-1": "-5"})
    saved = visitor.post(page, {"amount-1": "1500.50", "method-1": "50/50"})

    assert refused.status_code == 422
    assert saved.status_code == 302
    assert Budget.objects.get().total == Decimal("1500.50")
    assert "Why it is agreed anew" in visitor.get(page).content.decode()


def test_a_file_is_looked_at_and_posted(visitor, project):
    file = SimpleUploadedFile(
        "march.csv", b"Date,Amount,Document\n2027-03-01,12.25,AP-9\n2027-03-01,x,AP-10\n"
    )
    brought = visitor.post(address("expenditures", project), {"file": file, "control_total": "12.25"})
    kept = LedgerImport.objects.get()

    preview = visitor.get(brought.headers["Location"]).content.decode()
    posted = visitor.post(address("posting", project, kept.pk), {"decision": "post"})

    assert "is not an amount" in preview
    assert "Post 1 line" in preview
    assert posted.headers["Location"] == address("expenditures", project)
    assert "AP-9" in visitor.get(address("expenditures", project)).content.decode()


def test_a_file_that_is_no_list_is_said_beside_the_field(visitor, project):
    answer = visitor.post(
        address("expenditures", project), {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}
    )

    assert answer.status_code == 422
    assert "No column “Amount”" in answer.content.decode()


def test_a_vendor_sees_no_money(client, measured):
    vendor = make_person("Gus Hale")
    give_role(vendor, Role.GUEST, over=measured)
    visitor = signed_in(client, vendor)

    assert visitor.get(address("earned-value", measured)).status_code == 403
    assert ">Money<" not in visitor.get(reverse("projects:overview", args=[measured.pk])).content.decode()


def test_the_pages_ask_the_database_as_often_for_many_tasks(visitor, measured, django_assert_max_num_queries):
    for number in range(40):
        make_task(measured, f"Task {number}")
    recalculate(measured)

    for name in ("earned-value", "indexes", "budget", "expenditures"):
        with django_assert_max_num_queries(50):
            visitor.get(address(name, measured))
