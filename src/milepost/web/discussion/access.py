"""Which topic, comment or file a page is about."""

from typing import Any

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.domain.common.models import Attachment, Comment
from milepost.domain.common.topics import topic_for, topics_of
from milepost.web.access import AskedBy


def topic_or_404(request: AskedBy, key: str, pk: int) -> models.Model:
    """Give the topic that an address names, or raise `Http404` for what the person may not see."""
    topic = topic_for(request.person.account, key, pk)
    if topic is None:
        raise Http404
    return topic


def comment_or_404(request: AskedBy, pk: int) -> Comment:
    """Give a comment on something the person may see, or raise `Http404`."""
    comments = Comment.objects.visible_to(request.person.account).select_related("by")
    found: Comment = get_object_or_404(comments, pk=pk)
    return found


def file_or_404(request: AskedBy, pk: int) -> Attachment:
    """Give a file that hangs on something the person may see, or raise `Http404`."""
    files = Attachment.objects.visible_to(request.person.account).filter(removed_at=None)
    found: Attachment = get_object_or_404(files, pk=pk)
    return found


def topic_of(row: Any) -> models.Model:
    """Give what a visible comment or file is about."""
    return topics_of([row])[row.topic_type, row.topic_id]
