"""In each format that leaves Milepost, what is restricted is told to who has clearance, and to nobody else."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.common.actions.watching import watch_topic
from milepost.domain.common.mailing import send_due, send_mailing
from milepost.domain.common.models import Delivery, Event, Mailing, NotificationChoice
from milepost.domain.common.search.indexing import rebuild
from milepost.domain.common.spreading import spread_event
from milepost.domain.governance.actions.convening import call_meeting
from milepost.domain.governance.actions.minuting import Line, add_minute_entry, mark_attendance, send_minutes
from milepost.domain.governance.inviting import mail_minutes
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.restricting import restrict
from milepost.domain.projects.models.restriction import Restriction
from milepost.domain.reports.actions.communicating_with_council import (
    draft_communication,
    finish_communication,
    revise_communication,
)
from milepost.domain.reports.actions.publishing_projects import publish_project
from milepost.domain.reports.rendering.record import record_of
from tests.factories import AT, make_person, signed_in, today
from tests.web.withheld import LEAK, SECRET, project_with_secrets, text_in, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def reader():
    """Somebody who reads every register, has no clearance, and follows the project."""
    return make_person("Fin Analyst", Role.FINANCE_ANALYST)


@pytest.fixture
def auditor():
    return make_person("Au Ditor", Role.AUDITOR)


@pytest.fixture
def world(manager, reader, auditor):
    """Give the project, and what is reached by it: a meeting with minutes, a report, a paper for council."""
    project = project_with_secrets(manager)
    at, day = timezone.now(), today()
    meeting = call_meeting(
        {"title": "Weekly", "project": project, "facilitator": manager, "starts": datetime(2027, 3, 2, 9)},
        invited=[reader, auditor],
        by=manager,
        at=at,
    )
    for kind in ("decision", "risk"):
        add_minute_entry(meeting, Line(f"{SECRET} line", kind), by=manager, at=at)
    mark_attendance(meeting.attendances.get(person=reader), "present", by=manager, at=at)
    send_minutes(meeting, by=manager, at=at)
    told = project.risks.order_by("pk").last()
    for person in (reader, auditor):
        watch_topic(told, by=person.account, at=at)
        NotificationChoice.objects.create(
            user=person.account, kind="commented", in_app=True, delivery=Delivery.AT_ONCE
        )
    add_comment(told, f"{SECRET} said", by=manager.account, at=at)
    for event in Event.objects.order_by("pk"):
        spread_event(event, at=at)
    for entry in (told, project.decisions.order_by("pk").last()):
        restrict(entry, Restriction.PRIVILEGED, reason="Settlement", by=manager, at=at)
    publish_project(project, shows_money=True, by=make_person("Pia", Role.PORTFOLIO_MANAGER), at=at)
    paper = draft_communication(project, meeting_on=day + timedelta(days=60), by=manager, at=at)
    revise_communication(paper, recommendation="Go on.", alternatives="Wait.", by=manager, at=at)
    finish_communication(paper, by=manager, at=at)
    rebuild(at=at)
    return {
        "p": project.pk,
        "n": project.number,
        "m": meeting.pk,
        "k": told.pk,
        "r": project.status_reports.get().pk,
        "c": paper.pk,
        "meeting": meeting,
        "project": project,
    }


# Addresses by format; those whose readers with clearance are told begin with "+".
ADDRESSES = {
    "page": [
        "+/projects/{p}/risks/", "+/projects/{p}/issues/", "+/projects/{p}/documents/", "+/decisions/",
        "+/meetings/{m}/", "+/projects/{p}/risks/1/", "+/discussion/risk/{k}/", "+/projects/{p}/", "/",
        "/reports/portfolio/", "/projects/{p}/risk-analysis/", "/reports/{r}/", "/reports/council/{c}/",
    ],
    "csv": [
        "+/projects/{p}/risks/?export=csv", "+/projects/{p}/issues/?export=csv", "+/projects/risks/?export=csv",
        "+/projects/issues/?export=csv", "+/decisions/?export=csv",
    ],
    "xlsx": [
        "+/projects/{p}/risks/?export=xlsx", "+/projects/{p}/issues/?export=xlsx", "+/projects/risks/?export=xlsx",
        "+/projects/issues/?export=xlsx", "+/decisions/?export=xlsx",
    ],
    "pdf": [
        "+/meetings/{m}/minutes.pdf", "/reports/{r}/report.pdf", "/reports/{r}/report.pdf?reader=director",
        "/reports/{r}/report.pdf?reader=manager", "/reports/portfolio.pdf",
        "/reports/council/{c}/communication.pdf",
    ],
    "pptx": ["/reports/{r}/report.pptx", "/reports/portfolio.pptx"],
    "json": [
        "+/api/v1/projects/{p}/risks", "+/api/v1/projects/{p}/issues", "/public/projects.json",
        "/public/projects/{n}.json",
    ],
    "public page": ["/public/", "/public/projects/{n}/", "/public/projects.csv"],
    "search": ["+/search/?q=" + SECRET, "+/palette/?q=" + SECRET],
    "history": ["+/projects/{p}/history/"],
    "calendar": ["/meetings/{m}/invitation.ics"],
    "report by email": ["/reports/{r}/email.html"],
}  # fmt: skip


def told_at(client, person, world, addresses):
    """Give which addresses tell a secret; each that everybody may read must answer."""
    signed_in(client, person)
    found = set()
    for address in addresses:
        response = client.get(address.lstrip("+").format(**world))
        if response.status_code == 200 and LEAK.search(texts_of(response)):
            found.add(address)
        assert response.status_code in (200, 404, 403), (address, response.status_code)
        assert response.status_code == 200 or address.startswith("+"), (address, response.status_code)
    return found


def test_no_reader_without_clearance_is_told_in_any_format(client, world, reader):
    found = {form: told_at(client, reader, world, addresses) for form, addresses in ADDRESSES.items()}

    assert {form: leaks for form, leaks in found.items() if leaks} == {}


def test_who_has_clearance_is_told_in_each_format_that_tells_of_registers(client, world, auditor):
    every = [address for addresses in ADDRESSES.values() for address in addresses]

    assert told_at(client, auditor, world, every) == {one for one in every if one.startswith("+")}


def sent_to(person):
    return " ".join(
        str(message.message().get_payload()) + message.subject + message.body + str(message.alternatives)
        for message in mail.outbox
        if person.email in message.to
    )


def test_minutes_by_email_tell_it_to_who_has_clearance_alone(world, reader, auditor):
    mail.outbox.clear()

    mail_minutes(world["meeting"])

    assert (bool(LEAK.search(sent_to(reader))), bool(LEAK.search(sent_to(auditor)))) == (False, True)
    assert "Weekly" in sent_to(reader)


def test_notifications_by_email_tell_it_to_who_has_clearance_alone(world, reader, auditor):
    mail.outbox.clear()
    at = timezone.now()

    send_due(at=at, local=datetime(2027, 3, 2, 18))
    for mailing in Mailing.objects.all():
        send_mailing(mailing, at=at)
    assert (bool(LEAK.search(sent_to(reader))), bool(LEAK.search(sent_to(auditor)))) == (False, True)


def test_the_archive_for_the_public_tells_it_to_nobody(world):
    text = text_in(record_of(world["project"], at=AT))

    assert not LEAK.search(text)
    assert not re.search(f"{SECRET}", text)
    assert "Settlement" in text
