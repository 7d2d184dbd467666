"""The rows of this area."""

from milepost.domain.common.models.api_token import ApiToken
from milepost.domain.common.models.attachment import Attachment
from milepost.domain.common.models.change import AuditSeal, Change, ChangeSet
from milepost.domain.common.models.comment import Comment, Mention
from milepost.domain.common.models.job_run import JobRun
from milepost.domain.common.models.notification import (
    Delivery,
    Event,
    Mailing,
    Notification,
    NotificationChoice,
    NotificationSettings,
)
from milepost.domain.common.models.rule import Rule
from milepost.domain.common.models.run import Run
from milepost.domain.common.models.search_entry import SearchEntry
from milepost.domain.common.models.sequence import Sequence
from milepost.domain.common.models.star import Star, Visit
from milepost.domain.common.models.user import User
from milepost.domain.common.models.watch import Watch
from milepost.domain.common.models.written_once import Unchangeable, WrittenOnce

__all__ = [
    "ApiToken",
    "Attachment",
    "AuditSeal",
    "Change",
    "ChangeSet",
    "Comment",
    "Delivery",
    "Event",
    "JobRun",
    "Mailing",
    "Mention",
    "Notification",
    "NotificationChoice",
    "NotificationSettings",
    "Rule",
    "Run",
    "SearchEntry",
    "Sequence",
    "Star",
    "Unchangeable",
    "User",
    "Visit",
    "Watch",
    "WrittenOnce",
]
