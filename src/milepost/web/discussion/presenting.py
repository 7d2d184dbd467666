"""A discussion as its page shows it: threads, files, who watches, and what the reader may do."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString

from milepost.domain.common.actions.attaching import endings_taken, most_megabytes
from milepost.domain.common.actions.commenting import edit_time
from milepost.domain.common.models import Attachment, Comment, Mention, User
from milepost.domain.common.queries import Watching, files_of, threads_about, watching
from milepost.domain.common.topics import Deed, TopicKind, kind_of
from milepost.web.access import AskedBy, now
from milepost.web.discussion.forms import FILES_ID, CommentForm, FilesForm
from milepost.web.discussion.restricting import restriction_address, restriction_of
from milepost.web.discussion.texts import comment_html

INLINE = {"png", "jpg", "jpeg", "gif", "webp"}
STATES = {
    Attachment.Scan.NONE: "kept",
    Attachment.Scan.CLEAN: "kept",
    Attachment.Scan.PENDING: "checking",
    Attachment.Scan.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as a row: `picture` is the address of what can be shown at once."""

    pk: int
    name: str
    size: int
    state: str
    url: str
    picture: str
    removal: str
    by: User | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AskView:
    """Somebody asked; `settling` is where the reader checks it off, if the reader may."""

    name: str
    is_open: bool
    is_own: bool
    settling: str


@dataclass(slots=True)
class CommentView:
    """A comment with what its reader may do about it."""

    pk: int
    author: User
    at: datetime
    html: SafeString
    edited: bool = False
    removed_by: str = ""
    asks: list[AskView] = field(default_factory=list)
    files: list[FileView] = field(default_factory=list)
    replies: list["CommentView"] = field(default_factory=list)
    edit: str = ""
    removal: str = ""
    reply: CommentForm | None = None


@dataclass(frozen=True, slots=True)
class Discussion:
    """All that a page shows of what is said about a topic."""

    key: str
    pk: int
    comments: list[CommentView]
    count: int
    files: list[FileView]
    watching: Watching
    form: CommentForm | None
    files_form: FilesForm | None
    most_megabytes: int
    """How large a file may be."""
    accepted: str
    """The endings of files that are taken, as a file field names them."""
    is_page: bool = False
    restricting: str = ""
    """Where the topic is withheld from readers without clearance."""
    restriction: str = ""


def discussion_of(
    request: AskedBy,
    topic: models.Model,
    *,
    form: CommentForm | None = None,
    files_form: FilesForm | None = None,
) -> Discussion:
    """Give the discussion of a topic that the person sees, in a constant number of queries."""
    kind, user = kind_of(topic), request.person.account
    at = now()
    reader = _Reader(user, topic, kind, at)
    threads = threads_about(topic)
    comments = []
    for thread in threads:
        shown = reader.view(thread.head)
        shown.replies = [reader.view(reply) for reply in thread.replies]
        if reader.may_comment and not (thread.head.is_removed and not thread.replies):
            shown.reply = _reply_form(thread.head, form)
        comments.append(shown)
    refused = form if form is not None and not form["reply_to"].value() else None
    return Discussion(
        key=kind.key,
        pk=topic.pk,
        comments=comments,
        count=sum(1 + len(thread.replies) for thread in threads),
        files=[reader.file(one) for one in files_of(topic)],
        watching=watching(topic, user),
        form=(refused or CommentForm()) if reader.may_comment else None,
        restricting=restriction_address(request, topic),
        restriction=restriction_of(topic),
        files_form=(files_form or FilesForm(auto_id=FILES_ID))
        if kind.may(user, Deed.ATTACH, topic)
        else None,
        most_megabytes=most_megabytes(on=at.date()),
        accepted=",".join(f".{ending}" for ending in endings_taken(on=at.date())),
    )


def _reply_form(head: Comment, form: CommentForm | None) -> CommentForm:
    if form is not None and form["reply_to"].value() == str(head.pk):
        return form
    return CommentForm(initial={"reply_to": head.pk}, auto_id=f"id_reply_{head.pk}_%s")


class _Reader:
    """What one person may do about each comment and file of a topic."""

    def __init__(self, user: User, topic: models.Model, kind: TopicKind, at: datetime) -> None:
        self.user = user
        self.may_comment = kind.may(user, Deed.COMMENT, topic)
        self.may_moderate = kind.may(user, Deed.MODERATE, topic)
        self.editable_since = at - edit_time(on=at.date())

    def view(self, comment: Comment) -> CommentView:
        if comment.is_removed:
            who = "" if comment.removed_by_id == comment.by_id else f" by {comment.removed_by}"
            return CommentView(comment.pk, comment.by, comment.at, SafeString(""), removed_by=who or "self")
        is_own = comment.by_id == self.user.pk
        mentions = list(comment.mentions.all())
        is_editable = is_own and self.may_comment and comment.at >= self.editable_since
        return CommentView(
            pk=comment.pk,
            author=comment.by,
            at=comment.at,
            html=comment_html(comment.text, [mention.user.name for mention in mentions]),
            edited=comment.edited_at is not None,
            asks=[self._ask(one, comment) for one in mentions if one.needs_answer],
            files=[self.file(one) for one in comment.attachments.all() if one.removed_at is None],
            edit=reverse("discussion:comment", args=[comment.pk]) if is_editable else "",
            removal=reverse("discussion:removal", args=[comment.pk]) if is_own or self.may_moderate else "",
        )

    def file(self, one: Attachment) -> FileView:
        url = reverse("discussion:file", args=[one.pk, one.name])
        may_remove = one.by_id == self.user.pk or self.may_moderate
        return FileView(
            pk=one.pk,
            name=one.name,
            size=one.size,
            state=STATES[Attachment.Scan(one.scan)],
            url=url,
            picture=reverse("discussion:picture", args=[one.pk])
            if one.is_ready and one.ending in INLINE
            else "",
            removal=reverse("discussion:file-removal", args=[one.pk]) if may_remove else "",
            by=one.by,
            at=one.at,
        )

    def _ask(self, mention: Mention, comment: Comment) -> AskView:
        may_settle = mention.is_open and self.user.pk in (mention.user_id, comment.by_id)
        settling = reverse("discussion:settlement", args=[mention.pk]) if may_settle else ""
        return AskView(mention.user.name, mention.is_open, mention.user_id == self.user.pk, settling)
