"""Files are attached to a topic, checked for what they are, scanned where the city does so, and taken off."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from django.core.files.base import File
from django.db import models, transaction
from django.utils.translation import gettext

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.keeping import objections_to_erasing
from milepost.domain.common.models import Attachment, Comment, User
from milepost.domain.common.models.about_topic import columns_of
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.rules import rule_value
from milepost.domain.common.scanning import is_scanning
from milepost.domain.common.telling import tell
from milepost.domain.common.topics import Deed, kind_of, topics_of
from milepost.exchange.sniffing import ALIASES, Mismatch, check_content, type_of_name

MEGABYTE = 1_000_000
MOST_AT_ONCE = 20
MOST_ON_A_TOPIC = 500
Scan = Attachment.Scan


class CannotAttach(Refusal):
    """Says why a file is not taken, or not taken off."""


def attach_file(
    topic: models.Model,
    content: BinaryIO,
    file_name: str,
    *,
    by: User,
    at: datetime,
    comment: Comment | None = None,
) -> Attachment:
    """Keep a file with a topic, or with a comment on it, if its type is allowed and it is what its name says."""
    kind = kind_of(topic)
    kind.require(by, Deed.COMMENT if comment else Deed.ATTACH, topic)
    if comment and (
        (comment.topic_type, comment.topic_id) != (topic._meta.label_lower, topic.pk) or comment.by != by
    ):
        raise CannotAttach(gettext("A file goes with an own comment on this."), field="attachments")
    name = plain_name(file_name)
    _check(content, name, at=at)
    size = content.seek(0, 2)
    if Attachment.objects.about(topic).filter(removed_at=None).count() >= MOST_ON_A_TOPIC:
        raise CannotAttach(
            gettext("There are {most_on_a_topic} files here already.").format(
                most_on_a_topic=MOST_ON_A_TOPIC
            ),
            field="attachments",
        )
    with recording("common.attach_file", by=by, at=at) as record:
        attachment = record.create(
            Attachment(
                name=name,
                content=File(content, name=name),
                size=size,
                sha256=_digest(content),
                by=by,
                at=at,
                comment=comment,
                scan=Scan.PENDING if is_scanning() else Scan.NONE,
                **columns_of(topic),
            )
        )
        record.subject = attachment
        if attachment.scan == Scan.PENDING:
            enqueue("common.scan_attachment", by=None, attachment_id=attachment.pk)
        if comment is None:
            text = f"{by} attached {name} to {kind.title(topic)}"
            tell("attached", topic=topic, by=by, at=at, text=text, watchers=True)
    return attachment


def remove_file(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Erase an own file, or as who looks after the topic another's; its name, digest and history stay."""
    topic = topics_of([attachment]).get((attachment.topic_type, attachment.topic_id or 0))
    if topic is None or not kind_of(topic).sees(by, topic):
        raise CannotAttach(gettext("This file does not hang on anything you may see."))
    if attachment.by_id != by.pk:
        kind_of(topic).require(by, Deed.MODERATE, topic)
    if attachment.removed_at is not None:
        raise CannotAttach(gettext("This file has been removed already."))
    with recording("common.remove_file", by=by, at=at, subject=attachment) as record:
        take_off(record, attachment, by=by, at=at)


def take_off(record: Recorder, attachment: Attachment, *, by: User, at: datetime) -> None:
    """Mark a file as removed within an action under way; its content is erased when that commits.

    Raises `CannotAttach` where the file must be kept.
    """
    if objections := objections_to_erasing(attachment):
        raise CannotAttach(" ".join(objections))
    record.update(attachment, removed_at=at, removed_by=by)
    erase_content(attachment)


def erase_content(attachment: Attachment) -> None:
    """Delete what a file held when the change that says so has committed."""
    storage, place = attachment.content.storage, attachment.content.name
    if place:
        transaction.on_commit(lambda: storage.delete(place))


def most_megabytes(*, on: date) -> int:
    """Give how large a file may be."""
    most: int = rule_value("attachments", on=on)["most_megabytes"]
    return most


def endings_taken(*, on: date) -> list[str]:
    """Give the endings of file names that are taken, other spellings of a type beside it."""
    types: list[str] = rule_value("attachments", on=on)["types"]
    return [ending for kind in types for ending in (kind, *(a for a, of in ALIASES.items() if of == kind))]


def faults_of(files: Iterable[tuple[BinaryIO, str]], *, at: datetime) -> list[CannotAttach]:
    """Give what is wrong with files, each with its name, before any of them is kept."""
    faults = []
    for content, file_name in files:
        try:
            _check(content, plain_name(file_name), at=at)
        except CannotAttach as fault:
            faults.append(fault)
    return faults


def plain_name(file_name: str) -> str:
    """Give a file's name without its folders, control characters and tricks of writing direction."""
    name = re.split(r"[/\\]", file_name)[-1]
    name = "".join(
        sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] != "C"
    )
    name = re.sub(r"\s+", " ", name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: 250 - len(ending)]}{dot}{ending}"[-255:] or "file"


def _check(content: BinaryIO, name: str, *, at: datetime) -> None:
    rule = rule_value("attachments", on=at.date())
    claimed = type_of_name(name)
    if claimed not in rule["types"]:
        raise CannotAttach(
            f"{name}: files of this type are not attached here. Allowed are {', '.join(rule['types'])}.",
            field="attachments",
        )
    most = most_megabytes(on=at.date())
    if content.seek(0, 2) > most * MEGABYTE:
        raise CannotAttach(
            gettext("{name} is larger than {most_megabytes} MB.").format(name=name, most_megabytes=most),
            field="attachments",
        )
    try:
        check_content(content, claimed=claimed)
    except Mismatch as mismatch:
        raise CannotAttach(f"{name}: {mismatch}", field="attachments") from mismatch


def _digest(content: BinaryIO) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    while chunk := content.read(1 << 20):
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()
