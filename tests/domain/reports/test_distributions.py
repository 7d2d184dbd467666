from datetime import date, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives

from milepost.domain.common.models import Event
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.distributing import (
    CannotDistribute,
    begin_distribution,
    edit_distribution,
    end_distribution,
    pause_distribution,
    resume_distribution,
)
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.actions.sending import send_distribution, send_due, send_now
from milepost.domain.reports.models import Distribution, Sending
from tests.factories import AT, give_role, make_city, make_person, make_project

pytestmark = pytest.mark.django_db
TODAY = AT.date()
MONTHLY = {"reader": "director", "cadence": "monthly", "next_on": TODAY}


@pytest.fixture
def office():
    make_city()
    return make_person("Pia Office", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def mara():
    return make_person("Mara Quint")


def reported(name: str, mara, *, finish: date = date(2027, 2, 26)) -> Project:
    project = make_project(name, manager=mara, state=Project.State.IN_PROGRESS, purpose="New.")
    add_task(project, "Order", by=mara, at=AT)
    report_again(project, finish)
    return project


def report_again(project: Project, finish: date) -> None:
    drafted = draft_report(
        project, start=finish - timedelta(days=6), finish=finish, by=project.manager, at=AT
    )
    publish_report(drafted, by=project.manager, at=AT)


def test_a_month_goes_to_each_person_as_that_person_may_see_it(office, mara, mailoutbox):
    phones = reported("Phones", mara)
    radios = reported("Radios", make_person("Ro Man"))
    Project.objects.filter(pk=phones.pk).update(is_restricted=True)
    clerk = make_person("Cle Rk")
    give_role(clerk, Role.TEAM_MEMBER, over=radios)
    distribution = begin_distribution(
        None, MONTHLY | {"reader": "manager"}, [office, clerk], by=office, at=AT
    )

    sent = send_distribution(distribution, at=AT)

    told = {mail.to[0]: mail for mail in mailoutbox}
    assert "Phones" in told[office.email].body
    assert "Radios" in told[clerk.email].body
    assert "Phones" not in told[clerk.email].body
    assert [name for name, _, _ in told[clerk.email].attachments] == ["portfolio-manager-2027-02.pdf"]
    assert told[clerk.email].subject == "IT project portfolio, February 2027"
    assert (sent.outcome, sent.told) == ("sent", sorted([office.pk, clerk.pk]))
    distribution.refresh_from_db()
    assert distribution.next_on == date(2027, 4, 1)


def test_a_report_of_a_project_goes_once_and_then_the_next_one(office, mara, mailoutbox):
    project = reported("Phones", mara)
    weekly = MONTHLY | {"cadence": "weekly", "reader": "council"}
    distribution = begin_distribution(project, weekly, [office], by=mara, at=AT)

    outcomes = []
    for week in range(3):
        if week == 2:
            report_again(project, date(2027, 3, 12))
        outcomes.append(send_distribution(distribution, at=AT + timedelta(weeks=week)).outcome)

    assert outcomes == ["sent", "nothing_new", "sent"]
    assert [mail.subject for mail in mailoutbox] == [
        "Phones: not rated, Feb 20 to Feb 26, 2027", "Phones: at risk, Mar 6 to Mar 12, 2027",
    ]  # fmt: skip
    assert "The project has not been rated yet. It should finish on" in mailoutbox[0].body


def test_a_failure_is_told_to_its_keeper_and_tried_again_for_those_who_did_not_get_it(
    office, mara, mailoutbox, monkeypatch
):
    project = reported("Phones", mara)
    give_role(office, Role.TEAM_MEMBER, over=project)
    distribution = begin_distribution(project, MONTHLY, [mara, office], by=mara, at=AT)
    post = EmailMultiAlternatives.send

    def send_some(mail, **options):
        if mail.to == [office.email]:
            raise ConnectionRefusedError("no one at port 25")
        return post(mail, **options)

    monkeypatch.setattr(EmailMultiAlternatives, "send", send_some)
    failed = send_distribution(distribution, at=AT)
    monkeypatch.undo()
    sent = send_distribution(distribution, at=AT + timedelta(hours=1))

    assert (failed.outcome, failed.told) == ("failed", [mara.pk])
    assert failed.words == "The mail server did not take it: no one at port 25"
    event = Event.objects.get(kind="report_not_sent")
    assert (event.to, "could not be sent" in event.text) == ([mara.user.pk], True)
    assert (sent.outcome, [mail.to for mail in mailoutbox]) == ("sent", [[mara.email], [office.email]])


def test_it_fails_once_its_keeper_may_not_have_it_sent_any_more(office, mara, mailoutbox):
    project = reported("Phones", mara)
    distribution = begin_distribution(project, MONTHLY, [office], by=mara, at=AT)
    Person.objects.filter(pk=mara.pk).update(is_active=False)

    sent = send_distribution(distribution, at=AT)

    assert (sent.outcome, sent.words[:26], mailoutbox) == ("failed", "Mara Quint may no longer h", [])


def test_a_sending_that_broke_off_is_taken_up_where_it_stopped(office, mara, mailoutbox, monkeypatch):
    project = reported("Phones", mara)
    give_role(office, Role.TEAM_MEMBER, over=project)
    distribution = begin_distribution(project, MONTHLY, [mara, office], by=mara, at=AT)
    post = EmailMultiAlternatives.send

    def die_at_the_second(mail, **options):
        standing = Sending.objects.get()
        assert standing.outcome == "under_way"
        if standing.told:
            raise KeyboardInterrupt
        return post(mail, **options)

    monkeypatch.setattr(EmailMultiAlternatives, "send", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        send_distribution(distribution, at=AT)
    monkeypatch.undo()

    assert send_distribution(distribution, at=AT + timedelta(minutes=5)) is None
    send_distribution(distribution, at=AT + timedelta(hours=1))

    assert [mail.to for mail in mailoutbox] == [[mara.email], [office.email]]
    told = [(one.outcome, one.told) for one in distribution.sendings.order_by("pk")]
    assert told == [("failed", [mara.pk]), ("sent", sorted([mara.pk, office.pk]))]


def test_after_five_failures_the_turn_is_given_up(office, mara, monkeypatch):
    distribution = begin_distribution(reported("Phones", mara), MONTHLY, [office], by=mara, at=AT)

    def refuse(mail, **options):
        raise OSError("down")

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    for hour in range(6):
        send_distribution(distribution, at=AT + timedelta(hours=hour))

    distribution.refresh_from_db()
    assert Sending.objects.count() == 5
    assert distribution.next_on == date(2027, 4, 1)


def test_what_is_due_is_sent_in_the_morning_and_not_what_is_paused(
    office, mara, django_capture_on_commit_callbacks
):
    distribution = begin_distribution(None, MONTHLY, [office], by=office, at=AT)
    early = AT.replace(hour=12)

    assert (send_due(at=early), send_due(at=AT)) == (0, 1)
    pause_distribution(distribution, by=office, at=AT)
    assert (send_due(at=AT), send_distribution(distribution, at=AT)) == (0, None)
    with pytest.raises(CannotDistribute, match="paused"):
        send_now(distribution, by=office, at=AT)
    resume_distribution(distribution, by=office, at=AT)
    end_distribution(distribution, by=office, at=AT)
    with pytest.raises(CannotDistribute, match="Ended"):
        resume_distribution(distribution, by=office, at=AT)


def test_bad_values_and_people_without_the_duty_are_refused(office, mara):
    project = reported("Phones", mara)
    left = make_person("Left Long", is_active=False)

    for fields, people, match in (
        (MONTHLY, [], "at least one"),
        (MONTHLY, [left], "left"),
        (MONTHLY | {"next_on": TODAY - timedelta(days=1)}, [office], "is over"),
    ):
        with pytest.raises(CannotDistribute, match=match):
            begin_distribution(project, fields, people, by=mara, at=AT)
    Project.objects.update(is_restricted=True)
    project.refresh_from_db()
    with pytest.raises(CannotDistribute, match="outside the house"):
        begin_distribution(project, MONTHLY | {"reader": "public"}, [office], by=mara, at=AT)
    with pytest.raises(Refused):
        begin_distribution(None, MONTHLY, [office], by=mara, at=AT)


def test_a_project_that_became_restricted_is_not_sent_outside(office, mara, mailoutbox):
    project = reported("Phones", mara)
    distribution = begin_distribution(project, MONTHLY | {"reader": "public"}, [office], by=mara, at=AT)
    Project.objects.update(is_restricted=True)

    sent = send_distribution(distribution, at=AT)

    assert (sent.told, mailoutbox) == ([], [])


def test_changing_it_replaces_the_recipients_and_whoever_hears_of_failures(office, mara):
    project = reported("Phones", mara)
    distribution = begin_distribution(project, MONTHLY, [office], by=mara, at=AT)

    edit_distribution(distribution, MONTHLY | {"cadence": "weekly"}, [mara], by=office, at=AT)

    assert [one.person for one in distribution.recipients.all()] == [mara]
    assert (distribution.cadence, distribution.owner) == ("weekly", office)
    assert list(Distribution.objects.visible_to(mara)) == [distribution]
    assert list(Distribution.objects.visible_to(make_person("No One"))) == []
