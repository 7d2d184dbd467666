"""A person gives a program a key to act for them, and takes it back."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext

from milepost.domain.common.models import ApiToken, User
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal

LONGEST_DAYS = 366
PREFIX = "mp_"


class CannotMakeToken(Refusal):
    """Says what is wrong with the token asked for."""


def make_token(name: str, *, by: User, at: datetime, days: int = 90) -> tuple[ApiToken, str]:
    """Make a key for one's own account; it is told once, here, and kept only as a digest."""
    if not name.strip():
        raise CannotMakeToken(gettext("Name the program that will use it."), field="name")
    if not 0 < days <= LONGEST_DAYS:
        raise CannotMakeToken(
            gettext("A token is valid for 1 to {longest_days} days.").format(longest_days=LONGEST_DAYS),
            field="days",
        )
    key = PREFIX + secrets.token_urlsafe(32)
    with recording("common.make_token", by=by, at=at) as record:
        token = record.create(
            ApiToken(
                user=by,
                name=name.strip(),
                digest=digest_of_key(key),
                created_at=at,
                expires_at=at + timedelta(days=days),
            )
        )
    return token, key


def revoke_token(token: ApiToken, *, by: User, at: datetime) -> None:
    """Take a key back; only its own account can."""
    if token.user_id != by.pk:
        raise CannotMakeToken(gettext("This token belongs to another account."))
    with recording("common.revoke_token", by=by, at=at) as record:
        record.update(token, revoked_at=at)


def digest_of_key(key: str) -> str:
    """Give the digest a key is kept and found by; the keys are random, so a fast digest is safe."""
    return hashlib.sha256(key.encode()).hexdigest()
