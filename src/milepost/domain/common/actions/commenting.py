"""People discuss a topic: comments are written, mended within a time, removed, and asks in them are settled."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.db import models
from django.utils.translation import gettext

from milepost.domain.common.actions.attaching import attach_file, faults_of, take_off
from milepost.domain.common.calculations.mentions import Mentions, UnknownMention, mentions_in
from milepost.domain.common.models import Comment, Mention, NotificationSettings, User, Watch
from milepost.domain.common.models.about_topic import columns_of
from milepost.domain.common.models.comment import LONGEST
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal, refuse_all
from milepost.domain.common.rules import rule_value
from milepost.domain.common.telling import tell
from milepost.domain.common.topics import Deed, kind_of, topics_of


class CannotComment(Refusal):
    """Says why a comment is not taken, changed or removed."""


def add_comment(
    topic: models.Model,
    text: str,
    *,
    by: User,
    at: datetime,
    asks: bool = False,
    reply_to: Comment | None = None,
    files: Sequence[tuple[BinaryIO, str]] = (),
) -> Comment:
    """Say something about a topic; with `asks`, whoever is mentioned owes an answer; `files` come with their names.

    A reply answers what was asked of its writer in the thread.
    """
    kind_of(topic).require(by, Deed.COMMENT, topic)
    head = _head(topic, reply_to)
    faults: list[Refusal] = [*faults_of(files, at=at)]
    try:
        found = _said(text, topic, by, asks=asks)
    except CannotComment as fault:
        faults.insert(0, fault)
    refuse_all(faults)
    with recording("common.add_comment", by=by, at=at) as record:
        comment = record.create(Comment(text=found.text, by=by, at=at, reply_to=head, **columns_of(topic)))
        record.subject = comment
        record.create_many([Mention(comment=comment, user=user, needs_answer=asks) for user in found.users])
        answered = _answer(record, comment, head) if head else []
        _watch(record, topic, by)
        for content, name in files:
            attach_file(topic, content, name, by=by, at=at, comment=comment)
        _tell(comment, topic, found.users, answered, asks=asks)
    return comment


def edit_comment(comment: Comment, text: str, *, by: User, at: datetime) -> None:
    """Mend an own comment while the time for it lasts; whom it newly mentions is told."""
    topic = _topic_of(comment)
    kind_of(topic).require(by, Deed.COMMENT, topic)
    if not can_edit(comment, by, at=at):
        raise CannotComment(
            gettext("Only its writer can change a comment, and only for a while. Reply to it instead.")
        )
    found = _mentions(text, topic, by)
    with recording("common.edit_comment", by=by, at=at, subject=comment) as record:
        known = {mention.user_id: mention for mention in comment.mentions.all()}
        kept = {user.pk for user in found.users}
        gone = [mention for pk, mention in known.items() if pk not in kept and mention.answered_at is None]
        new = [user for user in found.users if user.pk not in known]
        asks = any(mention.needs_answer for mention in known.values())
        record.update(
            comment, text=found.text, edited_at=at if found.text != comment.text else comment.edited_at
        )
        record.delete_many(gone)
        record.create_many([Mention(comment=comment, user=user, needs_answer=asks) for user in new])
        if new:
            kind = "asked" if asks else "mentioned"
            tell(kind, topic=topic, by=by, at=at, text=_told(kind, topic, by), to=new, comment=comment)


def remove_comment(comment: Comment, *, by: User, at: datetime) -> None:
    """Take back an own comment, or as who looks after the topic another's, with its files; its place stays."""
    topic = _topic_of(comment)
    if comment.by_id != by.pk:
        kind_of(topic).require(by, Deed.MODERATE, topic)
    elif not kind_of(topic).sees(by, topic):
        raise CannotComment(gettext("This discussion is not open to you any more."))
    if comment.is_removed:
        raise CannotComment(gettext("This comment has been removed already."))
    with recording("common.remove_comment", by=by, at=at, subject=comment) as record:
        record.delete_many(list(comment.mentions.filter(answered_at=None)))
        for attachment in comment.attachments.filter(removed_at=None):
            take_off(record, attachment, by=by, at=at)
        record.update(comment, text="", removed_at=at, removed_by=by)


def settle_ask(mention: Mention, *, by: User, at: datetime) -> None:
    """Check an ask off: whoever was asked has answered otherwise, or whoever asked needs no answer any more."""
    comment = mention.comment
    topic = _topic_of(comment)
    if by.pk not in (mention.user_id, comment.by_id) or not kind_of(topic).sees(by, topic):
        raise CannotComment(gettext("Only who asked and who is asked can check this off."))
    with recording("common.settle_ask", by=by, at=at, subject=comment) as record:
        mention = Mention.objects.select_for_update().get(pk=mention.pk)
        if not mention.is_open:
            return
        record.update(mention, answered_at=at)
        text = _told("checked", topic, by)
        tell("answered", topic=topic, by=by, at=at, text=text, to=[comment.by], comment=comment)


def can_edit(comment: Comment, user: User, *, at: datetime) -> bool:
    """Tell whether a comment can still be changed by an account."""
    if comment.is_removed or comment.by_id != user.pk:
        return False
    return at - comment.at <= edit_time(on=at.date())


def edit_time(*, on: date) -> timedelta:
    """Give how long after it was written a comment can be changed."""
    return timedelta(minutes=rule_value("discussion", on=on)["edit_minutes"])


def _head(topic: models.Model, reply_to: Comment | None) -> Comment | None:
    if reply_to is None:
        return None
    if (reply_to.topic_type, reply_to.topic_id) != (topic._meta.label_lower, topic.pk):
        raise CannotComment(gettext("The comment you reply to belongs to another discussion."))
    return reply_to.reply_to or reply_to


def _said(text: str, topic: models.Model, by: User, *, asks: bool) -> Mentions:
    found = _mentions(text, topic, by)
    if asks and not found.users:
        raise CannotComment(gettext("Mention who is to answer, such as @Dana Ruiz."), field="text")
    return found


def _mentions(text: str, topic: models.Model, by: User) -> Mentions:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise CannotComment(gettext("Write something first."), field="text")
    try:
        found = mentions_in(text, topic, by=by)
    except UnknownMention as error:
        raise CannotComment(str(error), field="text") from error
    if len(found.text) > LONGEST:
        raise CannotComment(
            gettext("A comment has at most {longest:,} characters; attach a file instead.").format(
                longest=LONGEST
            ),
            field="text",
        )
    return found


def _answer(record: Recorder, comment: Comment, head: Comment) -> list[User]:
    """Close what the thread asks of the writer; gives who had asked."""
    thread = models.Q(comment=head) | models.Q(comment__reply_to=head)
    asks = list(
        Mention.objects.filter(thread, user=comment.by, needs_answer=True, answered_at=None).select_related(
            "comment__by"
        )
    )
    record.update_many([(ask, {"answered_at": comment.at, "answer": comment}) for ask in asks])
    return [ask.comment.by for ask in asks]


def _watch(record: Recorder, topic: models.Model, by: User) -> None:
    """Whoever takes part watches, unless that is not wanted."""
    has_decided = Watch.objects.about(topic).filter(user=by).exists()
    wants_not = NotificationSettings.objects.filter(user=by, watches_commented=False).exists()
    if not has_decided and not wants_not:
        record.create(Watch(user=by, **columns_of(topic)))


def _tell(
    comment: Comment, topic: models.Model, named: list[User], answered: list[User], *, asks: bool
) -> None:
    """Tell each person once, of what concerns that person most."""
    to = [user for user in named if user not in answered]
    for kind, told in (("asked" if asks else "mentioned", to), ("answered", answered), ("commented", [])):
        tell(
            kind,
            topic=topic,
            text=_told(kind, topic, comment.by),
            by=comment.by,
            at=comment.at,
            comment=comment,
            to=told,
            watchers=kind == "commented",
            but=[*to, *answered] if kind == "commented" else [],
        )


_TOLD = {
    "asked": "{by} asks you about {topic}",
    "mentioned": "{by} mentioned you on {topic}",
    "answered": "{by} answered you on {topic}",
    "checked": "{by} checked off what you asked on {topic}",
    "commented": "{by} commented on {topic}",
}


def _told(kind: str, topic: models.Model, by: User) -> str:
    return _TOLD[kind].format(by=by, topic=kind_of(topic).title(topic))


def _topic_of(comment: Comment) -> models.Model:
    topic = topics_of([comment]).get((comment.topic_type, comment.topic_id or 0))
    if topic is None:
        raise CannotComment(gettext("What this was about is gone."))
    return topic
