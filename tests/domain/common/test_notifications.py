from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from milepost.domain.common.actions.choosing_notifications import CannotChoose, choose_notifications
from milepost.domain.common.actions.commenting import add_comment, edit_comment, remove_comment
from milepost.domain.common.actions.watching import CannotWatch, mute_topic, watch_topic
from milepost.domain.common.mailing import send_due, send_mailing
from milepost.domain.common.models import ChangeSet, Delivery, Event, Mailing, Notification
from milepost.domain.common.notification_kinds import Choice
from milepost.domain.common.queries import notifications_of, unread_count, watching
from milepost.domain.common.reading import mark_read
from milepost.domain.common.spreading import spread_event
from milepost.domain.people.local_time import local_time
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project, ProjectRole
from tests.factories import AT, give_role, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

MONDAY_8 = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
NEVER = Choice(in_app=False, delivery=Delivery.NEVER)


@pytest.fixture
def manager():
    return make_person("Mara Quint", email="mara@city.example")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


@pytest.fixture
def member(project):
    person = make_person("Dana Ruiz", email="dana@city.example")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


def spread():
    return [spread_event(event, at=AT) for event in Event.objects.filter(spread_at=None)]


def told(person):
    return sorted(notifications_of(person.account).values_list("event__kind", flat=True))


def deliver(at):
    """Let the minute's turn come, and its messages be sent."""
    begun = send_due(at=at, local=local_time(at))
    for mailing in Mailing.objects.filter(sent_at=None):
        send_mailing(mailing, at=at)
    return begun


def leave(person):
    ProjectRole.objects.filter(person=person).delete()


def test_each_person_is_told_once_of_what_concerns_that_person_most(project, manager, member):
    other = make_person("Ola Other")
    give_role(other, Role.TEAM_MEMBER, over=project)
    watch_topic(project, by=member.account, at=AT)
    watch_topic(project, by=other.account, at=AT)

    add_comment(project, "@Dana Ruiz when?", by=manager.account, at=AT, asks=True)
    spread()

    assert (told(manager), told(member), told(other)) == ([], ["asked"], ["commented"])


def test_spreading_again_tells_nobody_twice(project, manager, member):
    add_comment(project, "@Dana Ruiz", by=manager.account, at=AT)
    first, second = spread(), spread()
    Event.objects.update(spread_at=None)
    spread()

    assert (sum(first), second) == (1, [])
    assert Notification.objects.count() == 1


def test_the_manager_watches_the_project_and_all_within_unless_muted(project, manager, member):
    task = make_task(project, "Rack")
    add_comment(task, "Here.", by=member.account, at=AT)
    spread()
    mute_topic(task, by=manager.account, at=AT)
    add_comment(task, "There.", by=member.account, at=AT)
    spread()

    assert told(manager) == ["commented"]
    assert watching(task, manager.account).is_watching is False
    assert watching(project, manager.account).is_watching is True


def test_a_muted_project_leaves_what_is_watched_within_it(project, manager, member):
    task = make_task(project, "Rack")
    mute_topic(project, by=manager.account, at=AT)
    watch_topic(task, by=manager.account, at=AT)

    add_comment(task, "Here.", by=member.account, at=AT)
    add_comment(project, "There.", by=member.account, at=AT)
    spread()

    assert told(manager) == ["commented"]


def test_only_what_one_may_see_is_watched(project):
    with pytest.raises(CannotWatch):
        watch_topic(project, by=make_person("Sam").account, at=AT)


def test_whoever_wants_it_watches_nothing_unasked(project, manager, member):
    choose_notifications({}, by=manager.account, at=AT, watches_own=False)
    choose_notifications({}, by=member.account, at=AT, watches_commented=False)

    add_comment(project, "Here.", by=member.account, at=AT)
    spread()

    assert (told(manager), watching(project, member.account).count) == ([], 0)


def test_who_has_left_is_neither_told_nor_shown_what_was_told(project, manager, member):
    add_comment(project, "@Dana Ruiz look", by=manager.account, at=AT)
    spread()
    add_comment(project, "@Dana Ruiz again", by=manager.account, at=AT)
    leave(member)
    spread()

    assert Notification.objects.filter(user=member.account).count() == 1
    assert (told(member), unread_count(member.account)) == ([], 0)
    deliver(AT)
    assert mail.outbox == []


def test_who_leaves_between_the_claim_and_the_sending_gets_nothing(project, manager, member):
    add_comment(project, "@Dana Ruiz look", by=manager.account, at=AT)
    spread()
    send_due(at=AT, local=local_time(AT))
    leave(member)

    send_mailing(Mailing.objects.get(), at=AT)

    assert mail.outbox == []


def test_a_mention_comes_by_email_at_once_and_only_once(project, manager, member):
    add_comment(project, "@Dana Ruiz does it <b>fit</b>?", by=manager.account, at=AT, asks=True)
    spread()

    assert [deliver(AT), deliver(AT), deliver(AT + timedelta(hours=1))] == [1, 0, 0]
    (message,) = mail.outbox
    html = message.alternatives[0][0]
    assert (message.to, message.subject) == (["dana@city.example"], "Mara Quint asks you about Station 7")
    assert message.extra_headers["List-Unsubscribe"].endswith("/notifications/choices/>")
    assert f"/notifications/{Notification.objects.get(user=member.account).pk}/" in message.body
    assert "@Dana Ruiz does it <b>fit</b>?" in message.body
    assert "does it &lt;b&gt;fit&lt;/b&gt;?" in html


def test_what_happens_in_a_rush_comes_together_in_the_next_message(project, manager, member):
    for number in range(3):
        add_comment(project, f"@Dana Ruiz {number}", by=manager.account, at=AT)
        spread()
        deliver(AT + timedelta(minutes=number))
    deliver(AT + timedelta(minutes=6))

    assert [message.subject for message in mail.outbox] == [
        "Mara Quint mentioned you on Station 7",
        "Mara Quint mentioned you on Station 7 and 1 more",
    ]


def test_what_was_read_in_the_app_is_not_mailed(project, manager, member):
    add_comment(project, "@Dana Ruiz look", by=manager.account, at=AT)
    spread()
    mark_read(member.account, at=AT)

    assert deliver(AT) == 0


def test_a_message_tells_what_a_comment_says_now_and_nothing_of_a_removed_one(project, manager, member):
    mended = add_comment(project, "@Dana Ruiz the pasword", by=manager.account, at=AT)
    removed = add_comment(project, "@Dana Ruiz a secret", by=manager.account, at=AT)
    edit_comment(mended, "@Dana Ruiz the password", by=manager.account, at=AT)
    remove_comment(removed, by=manager.account, at=AT)
    spread()
    deliver(AT)

    assert "the password" in mail.outbox[0].body
    assert "pasword" not in mail.outbox[0].body
    assert "secret" not in mail.outbox[0].body


def test_a_mail_server_that_fails_is_tried_again_with_the_same_message(project, manager, member, settings):
    add_comment(project, "@Dana Ruiz look", by=manager.account, at=AT)
    spread()
    send_due(at=AT, local=local_time(AT))
    settings.EMAIL_BACKEND = "tests.domain.common.test_notifications.Down"
    with pytest.raises(OSError, match="down"):
        send_mailing(Mailing.objects.get(), at=AT)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    too_early = send_due(at=AT + timedelta(minutes=5), local=local_time(AT))
    later = deliver(AT + timedelta(minutes=50))
    never_again = deliver(AT + timedelta(hours=9))

    assert (too_early, later, never_again, len(mail.outbox)) == (0, 1, 0, 1)


class Down:
    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise OSError("down")


def test_the_digest_comes_once_a_working_day_at_its_hour_with_all_in_groups(project, manager, member):
    second = make_project("Water control", manager=manager)
    give_role(member, Role.TEAM_MEMBER, over=second)
    for topic, text in ((project, "The rack is here."), (second, "The pump is here."), (project, "It fits.")):
        add_comment(topic, text, by=member.account, at=AT)
    spread()
    six = MONDAY_8 - timedelta(hours=2)

    saturday = MONDAY_8 - timedelta(days=2)
    begun = [deliver(saturday), deliver(six), deliver(MONDAY_8), deliver(MONDAY_8 + timedelta(hours=1))]

    (message,) = mail.outbox
    assert begun == [0, 0, 1, 0]
    assert message.subject == "Milepost: 3 things happened"
    lines = [line for line in message.body.splitlines() if line and "http" not in line]
    assert lines[:9] == [
        "Mara, this happened since the last digest.",
        str(project),
        "- Dana Ruiz commented on Station 7",
        "  The rack is here.",
        "- Dana Ruiz commented on Station 7",
        "  It fits.",
        str(second),
        "- Dana Ruiz commented on Water control",
        "  The pump is here.",
    ]


def test_a_weekly_digest_waits_for_monday(project, manager, member):
    choose_notifications({}, by=manager.account, at=AT, digest="weekly")
    add_comment(project, "Here.", by=member.account, at=AT)
    spread()

    assert [deliver(MONDAY_8 + timedelta(days=day)) for day in (1, 4, 7)] == [0, 0, 1]


def test_a_choice_rules_over_what_is_usual_and_is_recorded(project, manager, member):
    choose_notifications({"commented": NEVER}, by=manager.account, at=AT)
    add_comment(project, "Here.", by=member.account, at=AT)
    add_comment(project, "@Mara Quint here.", by=member.account, at=AT)
    spread()

    assert told(manager) == ["mentioned"]
    assert ChangeSet.objects.filter(action="common.choose_notifications").count() == 1
    with pytest.raises(CannotChoose, match="no kind of notification called rumors"):
        choose_notifications({"rumors": NEVER}, by=manager.account, at=AT)


def test_who_reads_rather_than_works_gets_by_email_only_what_is_said_to_that_person(project, manager):
    head = make_person("Hanna Head", Role.EXECUTIVE)
    watch_topic(project, by=head.account, at=AT)
    add_comment(project, "Here.", by=manager.account, at=AT)
    add_comment(project, "@Hanna Head here.", by=manager.account, at=AT)
    spread()

    rows = Notification.objects.filter(user=head.account).values_list("event__kind", "in_app", "delivery")
    assert set(rows) == {("commented", True, "never"), ("mentioned", True, "at_once")}


def test_demo_accounts_get_no_email(project, manager, member):
    type(member.account).objects.filter(pk=member.account.pk).update(is_demo=True)
    add_comment(project, "@Dana Ruiz look", by=manager.account, at=AT)
    spread()

    assert deliver(AT) == 0
    assert told(member) == ["mentioned"]


def test_a_restricted_project_tells_nobody_who_does_not_see_it(project, manager):
    lead = make_person("Lee Lead", Role.TECHNICAL_LEAD)
    watch_topic(project, by=lead.account, at=AT)
    Project.objects.filter(pk=project.pk).update(is_restricted=True)
    project.refresh_from_db()
    add_comment(project, "Secret.", by=manager.account, at=AT)
    spread()

    assert told(lead) == []
