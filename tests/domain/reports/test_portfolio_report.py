from datetime import date
from decimal import Decimal
from itertools import chain

import pytest

from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.holding import hold_project
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Task
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.actions.publishing_projects import publish_project
from milepost.domain.reports.calculations.fact_kinds import facts_from
from milepost.domain.reports.calculations.portfolio.months import read_month, reported_months
from milepost.domain.reports.calculations.portfolio.watch_list import watch_list
from milepost.domain.reports.calculations.readers import sentences_for
from milepost.domain.reports.calculations.sentences import text_of
from milepost.domain.reports.models import Reader
from milepost.domain.reports.rendering.email import portfolio_email
from milepost.domain.reports.rendering.portfolio import portfolio_view
from milepost.domain.reports.rendering.public import public_projects
from tests.factories import AT, link, make_city, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


@pytest.fixture
def office():
    make_city()
    return make_person("Pia Office", Role.PORTFOLIO_MANAGER)


def plan(name: str, manager, **fields) -> Project:
    """Order, then Install, a hundred days each, agreed."""
    project = make_project(name, manager=manager, state=Project.State.IN_PROGRESS, purpose="New.", **fields)
    order, install = make_task(project, "Order", days=100), make_task(project, "Install", days=100)
    link(order, install)
    recalculate(project)
    set_baseline(project, name="Agreed plan", by=manager, at=AT)
    return project


def report(project: Project, first: date, *, last: date) -> None:
    at = AT + (last - AT.date())
    drafted = draft_report(project, start=first, finish=last, by=project.manager, at=at)
    publish_report(drafted, by=project.manager, at=at)


def lengthen(project: Project, days: int) -> None:
    install = Task.objects.get(project=project, name="Install")
    edit_task(install, duration_minutes=days * 480, by=project.manager, at=AT)


@pytest.fixture
def portfolio(office):
    """Phones slip by fifteen days in April; radios go on as agreed."""
    mara = make_person("Mara Quint")
    phones, radios = plan("Phones", mara), plan("Radios", mara)
    for project in (phones, radios):
        report(project, MARCH, last=date(2027, 3, 1))
    lengthen(phones, 160)
    for project in (phones, radios):
        report(project, date(2027, 3, 2), last=date(2027, 4, 2))
    return phones, radios


def test_a_month_is_told_to_each_reader_in_its_words(office, portfolio):
    for project in portfolio:
        publish_project(project, shows_money=True, by=office, at=AT)

    told = {reader: portfolio_view(APRIL, reader=reader, seen_by=office).text for reader in Reader.values}

    assert told["council"] == (
        "2 technology projects reported on their progress in April 2027. "
        "Of these, 1 is on track and 1 is off track.\n\n"
        "Worse than the month before: Phones."
    )
    assert told["director"] == (
        "2 technology projects reported in April 2027. Of these, 1 is on track and 1 is off track.\n\n"
        "Worse than the month before: Phones.\n\n"
        "1 project is on the watch list, new there: Phones. "
        "1 project finishes later than a month ago, most of all Phones, by 84 days."
    )
    assert told["public"] == (
        "2 technology projects reported on their progress in April 2027. "
        "Of these, 1 is on track and 1 is behind the plan."
    )
    assert all(
        (view.grade or 0) <= view.limit
        for view in (portfolio_view(APRIL, reader=reader, seen_by=office) for reader in Reader.values)
    )


def test_a_paragraph_for_council_compares_with_the_month_before_and_does_not_repeat_the_name(
    office, portfolio
):
    shown = portfolio_view(APRIL, reader="council", seen_by=office)

    (phones,) = [row for row in shown.rows if row.name == "Phones"]
    text = " ".join(line for passage in phones.text for line in passage.lines)
    assert text.startswith("The project is off track.")
    assert "A month ago it was" in text
    assert "last report" not in text


def test_every_sentence_names_the_reports_it_is_made_from(office, portfolio):
    shown = portfolio_view(APRIL, reader="director", seen_by=office)

    found = {told.text: [entry.facts.name for entry in told.entries] for told in chain(*shown.paragraphs)}
    assert found["Worse than the month before: Phones."] == ["Phones"]
    assert found["2 technology projects reported in April 2027."] == ["Phones", "Radios"]


def test_a_project_is_watched_with_the_reasons_and_since_when(office, portfolio):
    phones, _ = portfolio
    new = watch_list(read_month(APRIL, reader="director", seen_by=office))
    report(phones, date(2027, 4, 3), last=date(2027, 5, 3))

    old = watch_list(read_month(date(2027, 5, 1), reader="director", seen_by=office))

    assert [(one.entry.facts.name, one.since, one.is_new) for one in new] == [("Phones", APRIL, True)]
    assert new[0].reasons[0].startswith("Off track: ")
    assert new[0].reasons[1] == "The finish moved from Dec 3, 2027 to Feb 25, 2028 within the month."
    assert [(one.since, one.is_new, len(one.reasons)) for one in old] == [(APRIL, False, 1)]


def test_money_ahead_of_the_work_puts_a_project_on_the_list(office, portfolio):
    _, radios = portfolio
    agree_budget(radios, {2: Decimal(1000)}, measures={}, by=radios.manager, at=AT)
    report(radios, date(2027, 4, 3), last=date(2027, 5, 3))
    told = radios.status_reports.first()
    told.facts["money"]["spent"] = "500.00"
    told.save()

    watched = watch_list(read_month(date(2027, 5, 1), reader="director", seen_by=office))

    assert [one.reasons for one in watched] == [["50% of the budget is spent, and 0% of the work is done."]]


def test_what_leaves_the_house_holds_no_restricted_project_and_the_public_only_published_ones(
    office, portfolio
):
    phones, radios = portfolio
    publish_project(phones, shows_money=True, by=office, at=AT)
    publish_project(radios, shows_money=True, by=office, at=AT)
    Project.objects.filter(pk=phones.pk).update(is_restricted=True)

    def names(reader: str) -> list[str]:
        return [entry.facts.name for entry in read_month(APRIL, reader=reader, seen_by=office).entries]

    assert names("director") == ["Phones", "Radios"]
    assert names("council") == ["Radios"]
    assert names("public") == ["Radios"]
    for reader in ("council", "public"):
        email = portfolio_email(portfolio_view(APRIL, reader=reader, seen_by=office))
        assert "Phones" not in email.html + email.text
    assert "Phones" not in portfolio_view(APRIL, reader="director", seen_by=make_person("No One")).text


def test_money_that_a_project_keeps_from_the_public_is_not_in_the_sum(office, portfolio):
    for project, shows_money in zip(portfolio, (True, False), strict=True):
        agree_budget(project, {2: Decimal(1000)}, measures={}, by=project.manager, at=AT)
        report(project, date(2027, 4, 3), last=date(2027, 5, 3))
        publish_project(project, shows_money=shows_money, by=office, at=AT)

    shown = portfolio_view(date(2027, 5, 1), reader="public", seen_by=office)

    assert "Its budget is $1,000, of which nothing has been spent." in shown.text


def test_a_month_without_reports_says_so_and_names_who_is_silent(office, portfolio):
    shown = portfolio_view(date(2027, 6, 1), reader="manager", seen_by=office)

    assert (shown.paragraphs, shown.rows, shown.grade) == ([], [], None)
    assert [project.name for project in shown.silent] == ["Phones", "Radios"]
    assert reported_months(office) == [APRIL, MARCH]


def test_the_number_of_queries_does_not_grow_with_the_projects(
    office, portfolio, django_assert_max_num_queries
):
    mara = portfolio[0].manager
    for number in range(4):
        project = plan(f"More {number}", mara)
        lengthen(project, 160)
        report(project, date(2027, 3, 2), last=date(2027, 4, 2))

    with django_assert_max_num_queries(11):
        portfolio_view(APRIL, reader="director", seen_by=office)


def test_milestones_of_every_report_of_a_month_are_counted_once(office, portfolio):
    phones, _ = portfolio
    first, second = (
        phones.status_reports.get(period_finish=day) for day in (date(2027, 3, 1), date(2027, 4, 2))
    )
    told = {
        "name": "Order placed",
        "uid": 1,
        "finish": "2027-04-01T17:00",
        "baseline": None,
        "days_late": None,
    }
    second.facts["milestones"] = [told | {"is_done": True}]
    second.save()
    first.period_finish, first.facts = date(2027, 4, 1), second.facts
    first.save()

    text = portfolio_view(APRIL, reader="council", seen_by=office).text

    assert text.endswith("The teams reached 1 milestone in the month.")


def test_a_project_that_rests_is_told_of_and_one_that_need_not_report_is_not_missed(office, portfolio):
    phones, _ = portfolio
    plan("Plotter", phones.manager, tier=Project.Tier.SMALL)
    hold_project(phones, reason="No money", review_on=date(2027, 6, 1), by=office, at=AT)
    report(phones, date(2027, 4, 3), last=date(2027, 4, 4))
    report(phones.__class__.objects.get(name="Radios"), date(2027, 4, 3), last=date(2027, 5, 3))

    text = portfolio_view(date(2027, 5, 1), reader="manager", seen_by=office).text

    assert "1 more project is on hold: Phones." in text
    assert "did not report" not in text


def test_a_plan_agreed_anew_names_what_the_first_one_said(office, portfolio):
    phones, _ = portfolio
    set_baseline(phones, name="Second plan", reason="New money", by=phones.manager, at=AT)

    drafted = draft_report(phones, start=date(2027, 4, 3), finish=date(2027, 5, 3), by=phones.manager, at=AT)

    assert "as agreed. The plan was agreed anew; the first one said Dec 3, 2027." in drafted.council
    assert "Our first plan said December 2027." in drafted.public


def test_a_project_in_danger_for_its_cost_is_not_called_late(office, portfolio):
    _, radios = portfolio
    told = radios.status_reports.first()
    over = {"status": "off_track", "reason": "The cost forecast is 25% above the budget."}
    for dimension in ("overall", "budget"):
        told.facts["ratings"][dimension] |= over
    told.facts["money"] = {"budget": "100.00", "spent": "90.00", "spent_before": None}
    told.save()
    for project in portfolio:
        publish_project(project, shows_money=project == radios, by=office, at=AT)

    shown = portfolio_view(APRIL, reader="public", seen_by=office)

    assert "1 is over the budget" in shown.text
    assert {row.name: row.public_word for row in shown.rows} == {
        "Phones": "Behind plan",
        "Radios": "Over budget",
    }
    assert {one.name: one.status for one in public_projects()}["Radios"] == "Over budget"
    publish_project(radios, shows_money=False, by=office, at=AT)
    assert {one.name: one.status for one in public_projects()}["Radios"] == "Needs attention"
    facts = facts_from(told.facts)
    assert "it may cost more than the budget" in text_of(sentences_for(facts)["public"])
    assert "The cost forecast is 25% above the budget." in text_of(sentences_for(facts)["council"])
