from datetime import timedelta

import pytest

from milepost.domain.common.actions.commenting import (
    CannotComment,
    add_comment,
    edit_comment,
    remove_comment,
    settle_ask,
)
from milepost.domain.common.models import ChangeSet, Comment, Event, Mention, Watch
from milepost.domain.common.queries import (
    asks_waiting_for_others,
    threads_about,
    unanswered_asks,
    unanswered_asks_within,
)
from milepost.domain.common.topics import NotATopic, topic_for
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project, ProjectRole
from tests.factories import AT, give_role, make_organization, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(minutes=90)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


@pytest.fixture
def member(project):
    person = make_person("Dana Ruiz")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


@pytest.fixture
def vendor(project):
    person = make_person("Vic Vendor", organization=make_organization())
    give_role(person, Role.GUEST, over=project)
    return person


def test_a_comment_is_recorded_under_itself(project, manager):
    comment = add_comment(project, "  The rack is here.\r\n- all of it ", by=manager.account, at=AT)

    change_set = ChangeSet.objects.get()
    assert comment.text == "The rack is here.\n- all of it"
    assert (change_set.action, change_set.subject_type, change_set.subject_id) == (
        "common.add_comment",
        "common.comment",
        comment.pk,
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" \n", "Write something first."), ("x" * 5001, "A comment has at most 5,000 characters")],
)
def test_a_comment_has_words_and_not_too_many(project, manager, text, sentence):
    with pytest.raises(CannotComment, match=sentence) as refusal:
        add_comment(project, text, by=manager.account, at=AT)

    assert refusal.value.field == "text"


def test_who_does_not_see_the_project_does_not_comment(project):
    stranger = make_person("Sam Stranger")

    with pytest.raises(Refused):
        add_comment(project, "Hello", by=stranger.account, at=AT)

    assert Comment.objects.count() == 0


def test_an_auditor_reads_and_says_nothing(project):
    auditor = make_person("Audrey", Role.AUDITOR)

    with pytest.raises(Refused):
        add_comment(project, "Hello", by=auditor.account, at=AT)

    assert topic_for(auditor.account, "project", project.pk) == project


def test_what_no_area_registers_is_no_topic(manager):
    with pytest.raises(NotATopic):
        add_comment(manager, "Hello", by=manager.account, at=AT)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@Dana Ruiz, look", "@Dana Ruiz, look"),
        ("@dana ruiz look", "@Dana Ruiz look"),
        ("@Dana look", "@Dana Ruiz look"),
        ("(@dana@city.example)", "(@Dana Ruiz)"),
    ],
)
def test_a_person_is_mentioned_by_name_first_name_or_email(project, manager, member, typed, kept):
    type(member.account).objects.filter(pk=member.account.pk).update(email="dana@city.example")

    comment = add_comment(project, typed, by=manager.account, at=AT)

    assert comment.text == kept
    assert [mention.user for mention in comment.mentions.all()] == [member.account]


@pytest.mark.parametrize("text", ["write to it@city.example", "5 @ 3 dollars", "@home we do", "a@b"])
def test_an_at_sign_alone_mentions_nobody(project, manager, text):
    assert not add_comment(project, text, by=manager.account, at=AT).mentions.exists()


def test_only_who_may_see_the_topic_can_be_mentioned_and_the_writer_is_told(project, manager):
    make_person("Otto Outside")

    with pytest.raises(CannotComment, match="Otto Outside may not see this and would not read it"):
        add_comment(project, "@Otto Outside what do you think?", by=manager.account, at=AT)
    with pytest.raises(CannotComment, match="Nobody called Nils can be mentioned here"):
        add_comment(project, "@Nils?", by=manager.account, at=AT)


def test_somebody_from_outside_learns_nothing_of_who_works_for_the_city(project, vendor):
    make_person("Otto Outside")
    make_person("Pia Portfolio", Role.PORTFOLIO_MANAGER)

    sentences = []
    for name in ("Otto Outside", "Pia Portfolio", "Nobody Atall"):
        with pytest.raises(CannotComment) as refusal:
            add_comment(project, f"@{name}?", by=vendor.account, at=AT)
        sentences.append(str(refusal.value).replace(f"called {name.split()[0]} ", "called X "))

    assert set(sentences) == {"Nobody called X can be mentioned here. Write the whole name or the email."}


def test_two_people_of_one_name_are_told_apart_by_email(project, manager, member):
    other = make_person("Dana Ruiz", email="other@city.example")
    give_role(other, Role.TEAM_MEMBER, over=project)

    with pytest.raises(CannotComment, match="More than one person is called Dana Ruiz"):
        add_comment(project, "@Dana Ruiz?", by=manager.account, at=AT)
    comment = add_comment(project, "@other@city.example?", by=manager.account, at=AT)

    assert [mention.user for mention in comment.mentions.all()] == [other.account]


def test_an_ask_is_open_until_who_was_asked_replies(project, manager, member):
    ask = add_comment(project, "@Dana Ruiz when?", by=manager.account, at=AT, asks=True)
    assert [mention.comment for mention in unanswered_asks(member.account)] == [ask]
    assert [mention.user for mention in asks_waiting_for_others(manager.account)] == [member.account]
    assert unanswered_asks_within([project], manager.account).count() == 1

    reply = add_comment(project, "On Friday.", by=member.account, at=LATER, reply_to=ask)

    mention = Mention.objects.get()
    assert (mention.answer, mention.answered_at, mention.is_open) == (reply, LATER, False)
    assert unanswered_asks(member.account).count() == 0
    assert list(Event.objects.values_list("kind", "to").order_by("pk")) == [
        ("asked", [member.account.pk]),
        ("commented", []),
        ("answered", [manager.account.pk]),
        ("commented", []),
    ]


def test_an_ask_without_somebody_to_answer_is_refused(project, manager):
    with pytest.raises(CannotComment, match="Mention who is to answer"):
        add_comment(project, "When?", by=manager.account, at=AT, asks=True)


def test_an_ask_is_checked_off_by_who_asked_or_is_asked_alone(project, manager, member, vendor):
    add_comment(project, "@Dana Ruiz when?", by=manager.account, at=AT, asks=True)
    mention = Mention.objects.get()

    with pytest.raises(CannotComment, match="Only who asked"):
        settle_ask(mention, by=vendor.account, at=LATER)
    settle_ask(mention, by=member.account, at=LATER)
    settle_ask(Mention.objects.get(), by=manager.account, at=LATER)

    assert Mention.objects.get().answered_at == LATER
    assert Event.objects.filter(kind="answered").count() == 1


def test_an_own_comment_is_mended_within_its_time(project, manager, member, vendor):
    comment = add_comment(project, "@Dana Ruiz look", by=manager.account, at=AT)

    edit_comment(comment, "@Vic Vendor look", by=manager.account, at=AT + timedelta(minutes=5))
    with pytest.raises(CannotComment, match="only for a while"):
        edit_comment(comment, "Again", by=manager.account, at=LATER)
    with pytest.raises(CannotComment, match="Only its writer"):
        edit_comment(comment, "Mine", by=member.account, at=AT)

    comment.refresh_from_db()
    assert comment.text == "@Vic Vendor look"
    assert [mention.user for mention in comment.mentions.all()] == [vendor.account]
    assert Event.objects.filter(kind="mentioned").last().to == [vendor.account.pk]


def test_a_removed_comment_leaves_its_place_and_its_history(project, manager, member):
    comment = add_comment(project, "@Dana Ruiz when?", by=manager.account, at=AT, asks=True)
    add_comment(project, "Now.", by=manager.account, at=AT, reply_to=comment)

    with pytest.raises(Refused):
        remove_comment(comment, by=member.account, at=LATER)
    remove_comment(comment, by=manager.account, at=LATER)

    (thread,) = threads_about(project)
    assert (thread.head.text, thread.head.is_removed, len(thread.replies)) == ("", True, 1)
    assert unanswered_asks(member.account).count() == 0
    removed = ChangeSet.objects.get(action="common.remove_comment").changes.get(object_type="common.comment")
    assert removed.values["text"] == ["@Dana Ruiz when?", ""]


def test_the_manager_removes_what_others_wrote(project, manager, member):
    comment = add_comment(project, "Rubbish", by=member.account, at=AT)

    remove_comment(comment, by=manager.account, at=LATER)

    comment.refresh_from_db()
    assert (comment.text, comment.removed_by) == ("", manager.account)


def test_a_former_member_sees_no_ask_any_more(project, manager, member):
    add_comment(project, "@Dana Ruiz when?", by=manager.account, at=AT, asks=True)
    Project.objects.filter(pk=project.pk).update(is_restricted=True)
    ProjectRole.objects.filter(person=member).delete()

    assert unanswered_asks(member.account).count() == 0
    assert topic_for(member.account, "project", project.pk) is None
    with pytest.raises(CannotComment):
        settle_ask(Mention.objects.get(), by=member.account, at=LATER)


def test_who_comments_watches_from_then_on(project, manager):
    task = make_task(project, "Rack")

    add_comment(task, "Where?", by=manager.account, at=AT)
    add_comment(task, "There.", by=manager.account, at=AT)

    assert [(watch.user, watch.topic_type, watch.place_id) for watch in Watch.objects.all()] == [
        (manager.account, "projects.task", project.pk)
    ]


def test_a_reply_stays_in_its_discussion(project, manager):
    task = make_task(project, "Rack")
    comment = add_comment(task, "Where?", by=manager.account, at=AT)

    with pytest.raises(CannotComment, match="another discussion"):
        add_comment(project, "There.", by=manager.account, at=AT, reply_to=comment)


def test_threads_are_read_with_the_same_few_queries(project, manager, member, django_assert_num_queries):
    for number in range(4):
        comment = add_comment(project, f"@Dana Ruiz {number}", by=manager.account, at=AT)
        add_comment(project, "Yes", by=member.account, at=AT, reply_to=comment)

    with django_assert_num_queries(4):
        threads = threads_about(project)

    assert [len(thread.replies) for thread in threads] == [1, 1, 1, 1]
