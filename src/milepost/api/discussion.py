"""Comments, files, watching and notifications."""

from datetime import datetime
from typing import Any, BinaryIO, Literal, cast

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from milepost.api.access import Call, now
from milepost.api.handing_out import handed_out
from milepost.api.kinds import Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.common.actions.attaching import attach_file, remove_file
from milepost.domain.common.actions.commenting import add_comment, edit_comment, remove_comment, settle_ask
from milepost.domain.common.actions.watching import mute_topic, watch_topic
from milepost.domain.common.models import Attachment, Comment, Mention, Notification
from milepost.domain.common.models.comment import LONGEST
from milepost.domain.common.queries import files_of, notifications_of, unanswered_asks, watching
from milepost.domain.common.reading import mark_read
from milepost.domain.common.topics import topic_for

router = Router()
Kind = Literal["project", "task", "risk", "issue", "document", "report"]


class MentionOut(Schema):
    """A person named in a comment; `needs_answer` makes it an ask, open until `answered_at`."""

    id: int
    email: str
    name: str
    needs_answer: bool
    answered_at: datetime | None

    @staticmethod
    def resolve_email(mention: Mention) -> str:
        return mention.user.email

    @staticmethod
    def resolve_name(mention: Mention) -> str:
        return mention.user.name


class CommentOut(Schema):
    """A comment; a removed one has no text."""

    id: int
    reply_to_id: int | None
    text: str
    by: str
    at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    mentions: list[MentionOut]

    @staticmethod
    def resolve_by(comment: Comment) -> str:
        return str(comment.by)


class CommentText(Schema):
    """What a comment is to say; a person is mentioned by `@Name` or `@email`."""

    text: Words = Field(min_length=1, max_length=LONGEST)


class CommentIn(CommentText):
    """A comment to add; with `asks`, whoever is mentioned owes an answer."""

    asks: bool = False
    reply_to_id: Id | None = None


class FileOut(Schema):
    """A file that hangs on something; it is handed out once `scan` is none or clean."""

    id: int
    name: str
    size: int
    sha256: str
    scan: str
    at: datetime | None
    comment_id: int | None


class WatchOut(Schema):
    """Whether the caller watches something, and how many do."""

    is_watching: bool
    count: int


class WatchIn(Schema):
    """Whether to watch, or to hear nothing."""

    is_watching: bool


class NotificationOut(Schema):
    """Something the caller is told."""

    id: int
    kind: str
    text: str
    at: datetime
    is_unread: bool
    excerpt: str

    @staticmethod
    def resolve_kind(told: Notification) -> str:
        return told.event.kind

    @staticmethod
    def resolve_text(told: Notification) -> str:
        return told.event.text

    @staticmethod
    def resolve_at(told: Notification) -> datetime:
        return told.event.at


class ReadIn(Schema):
    """Which notifications have been read; without ids all of them."""

    ids: list[Id] | None = Field(None, max_length=500)


class ReadOut(Schema):
    """How many were unread."""

    read: int


@router.get("/topics/{kind}/{topic_id}/comments", response={200: list[CommentOut], **PROBLEMS})
@paginate(Pages)
def list_comments(request: Call, kind: Kind, topic_id: Id) -> QuerySet[Any]:
    """List what is said about something, the oldest first."""
    comments = Comment.objects.about(_topic(request, kind, topic_id)).select_related("by")
    return comments.prefetch_related("mentions__user")


@router.post("/topics/{kind}/{topic_id}/comments", response={201: CommentOut, **PROBLEMS})
def post_comment(request: Call, kind: Kind, topic_id: Id, given: CommentIn) -> Status[Comment]:
    """Say something."""
    topic = _topic(request, kind, topic_id)
    reply_to = (
        get_object_or_404(Comment.objects.about(topic), pk=given.reply_to_id) if given.reply_to_id else None
    )
    by = request.auth.account
    return Status(201, add_comment(topic, given.text, by=by, at=now(), asks=given.asks, reply_to=reply_to))


@router.patch("/comments/{comment_id}", response={200: CommentOut, **PROBLEMS})
def patch_comment(request: Call, comment_id: Id, given: CommentText) -> Comment:
    """Mend an own comment while the time for it lasts."""
    comment = _comment(request, comment_id)
    edit_comment(comment, given.text, by=request.auth.account, at=now())
    return comment


@router.delete("/comments/{comment_id}", response={204: None, **PROBLEMS})
def delete_comment(request: Call, comment_id: Id) -> Status[None]:
    """Remove a comment; its place stays."""
    remove_comment(_comment(request, comment_id), by=request.auth.account, at=now())
    return Status(204, None)


@router.get("/asks", response={200: list[MentionOut], **PROBLEMS})
@paginate(Pages)
def list_asks(request: Call) -> QuerySet[Mention]:
    """List what others ask of the caller and wait for, the longest first."""
    return unanswered_asks(request.auth.account)


@router.post("/asks/{ask_id}/settlement", response={204: None, **PROBLEMS})
def post_settlement(request: Call, ask_id: Id) -> Status[None]:
    """Check an ask off."""
    visible = Comment.objects.visible_to(request.auth.account)
    mention = get_object_or_404(Mention.objects.select_related("comment__by"), pk=ask_id, comment__in=visible)
    settle_ask(mention, by=request.auth.account, at=now())
    return Status(204, None)


@router.get("/topics/{kind}/{topic_id}/files", response={200: list[FileOut], **PROBLEMS})
@paginate(Pages)
def list_files(request: Call, kind: Kind, topic_id: Id) -> QuerySet[Attachment]:
    """List the files of something, the latest first."""
    return files_of(_topic(request, kind, topic_id))


@router.post("/topics/{kind}/{topic_id}/files", response={201: FileOut, **PROBLEMS})
def post_file(request: Call, kind: Kind, topic_id: Id, file: File[UploadedFile]) -> Status[Attachment]:
    """Attach a file; never one with criminal justice information."""
    topic = _topic(request, kind, topic_id)
    content = cast(BinaryIO, file.file)
    return Status(201, attach_file(topic, content, file.name or "file", by=request.auth.account, at=now()))


@router.get("/files/{file_id}/content", response=PROBLEMS)
def get_content(request: Call, file_id: Id) -> HttpResponseBase:
    """Give what a file holds, to save."""
    return handed_out(_file(request, file_id))


@router.delete("/files/{file_id}", response={204: None, **PROBLEMS})
def delete_file(request: Call, file_id: Id) -> Status[None]:
    """Erase a file; its name, digest and history stay."""
    remove_file(_file(request, file_id), by=request.auth.account, at=now())
    return Status(204, None)


@router.get("/topics/{kind}/{topic_id}/watch", response={200: WatchOut, **PROBLEMS})
def get_watch(request: Call, kind: Kind, topic_id: Id) -> Any:
    """Tell who watches something."""
    return watching(_topic(request, kind, topic_id), request.auth.account)


@router.put("/topics/{kind}/{topic_id}/watch", response={200: WatchOut, **PROBLEMS})
def put_watch(request: Call, kind: Kind, topic_id: Id, given: WatchIn) -> Any:
    """Watch something, or stop."""
    topic = _topic(request, kind, topic_id)
    decide = watch_topic if given.is_watching else mute_topic
    decide(topic, by=request.auth.account, at=now())
    return watching(topic, request.auth.account)


@router.get("/notifications", response={200: list[NotificationOut], **PROBLEMS})
@paginate(Pages)
def list_notifications(request: Call, unread: bool = False) -> QuerySet[Notification]:  # noqa: FBT001
    """List what the caller is told, the latest first."""
    found = notifications_of(request.auth.account)
    return found.filter(read_at=None) if unread else found


@router.post("/notifications/reading", response={200: ReadOut, **PROBLEMS})
def post_reading(request: Call, given: ReadIn) -> dict[str, int]:
    """Mark notifications as read."""
    return {"read": mark_read(request.auth.account, at=now(), ids=given.ids)}


def _topic(request: Call, kind: str, topic_id: int) -> models.Model:
    topic = topic_for(request.auth.account, kind, topic_id)
    if topic is None:
        raise Http404
    return topic


def _comment(request: Call, pk: int) -> Comment:
    found: Comment = get_object_or_404(Comment.objects.visible_to(request.auth.account), pk=pk)
    return found


def _file(request: Call, pk: int) -> Attachment:
    files = Attachment.objects.visible_to(request.auth.account).filter(removed_at=None)
    found: Attachment = get_object_or_404(files, pk=pk)
    return found
