"""What the global search finds of discussions."""

from typing import Any

from django.db.models import Q

from milepost.domain.common.models import Comment
from milepost.domain.common.search.nouns import Noun, findable


def _about_visible_topics(person: Any) -> Q:
    comments = Comment.objects.visible_to(person.account).filter(removed_at=None)
    return Q(object_id__in=comments.values("pk"))


findable(Noun("comment", Comment, title="text", findable=_about_visible_topics))
