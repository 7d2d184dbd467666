"""Somebody takes over what another person holds, thing by thing or all at once, and confirms to have seen it."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.holdings import Passing, holding_kinds, holdings_of
from milepost.domain.people.models import Person, Succession, SuccessionItem
from milepost.domain.people.permissions import Refused, require_own


class CannotTakeOver(Refusal):
    """Says why nothing was handed on; `field` names the field it is about, where there is one."""


def hand_on(
    person: Person, keys: Collection[str], *, to: Person, reason: str, by: Person, at: datetime
) -> Succession:
    """Hand things of a person to a successor in one step: all of them, or none with the reason.

    Each thing asks its own permission besides. Raises `CannotTakeOver`.
    """
    require_own(by, "people.hand_on", person, owner_id=person.pk)
    reason = reason.strip()
    if to == person or not to.is_active:
        raise CannotTakeOver(gettext("Choose somebody else who is active."), field="to")
    if not reason:
        raise CannotTakeOver(gettext("Say why, such as the last day of work."), field="reason")
    held = {one.key: one for one in holdings_of(person, seen_by=by)}
    if gone := set(keys) - held.keys():
        raise CannotTakeOver(
            gettext("Meanwhile {count} of these changed hands. Nothing was handed on; choose again.").format(
                count=len(gone)
            )
        )
    chosen = [one for key, one in held.items() if key in keys]
    if not chosen:
        raise CannotTakeOver(gettext("Choose what is handed on."))
    passing = Passing(person, to, reason, by, at)
    with recording("people.hand_on", by=by.account, at=at, subject=person, reason=reason) as record:
        succession = record.create(Succession(person=person, successor=to, reason=reason[:500], by=by, at=at))
        for kind in sorted(holding_kinds(), key=lambda kind: kind.is_right and by == person):
            if subjects := [one.subject for one in chosen if one.kind == kind.name]:
                try:
                    kind.pass_on(subjects, passing)
                except (Refusal, Refused) as refusal:
                    raise CannotTakeOver(f"{kind.label}: {refusal}") from refusal
        record.create_many(
            [
                SuccessionItem(
                    succession=succession, kind=one.kind, title=one.title[:300], detail=one.detail[:300],
                    project_id=one.project.pk if one.project else None, is_asked=one.is_asked,
                )
                for one in chosen
            ]
        )  # fmt: skip
        record.summary = f"{to} takes over {len(chosen)} things of {person}."
    return succession


def confirm_succession(succession: Succession, *, by: Person, at: datetime) -> None:
    """Say that the successor has seen what was handed on."""
    require_own(by, "people.hand_on", succession.person, owner_id=succession.successor_id)
    with recording("people.confirm_succession", by=by.account, at=at, subject=succession.person) as record:
        record.update(succession, seen_at=succession.seen_at or at)
        record.summary = f"{succession.successor} has seen what of {succession.person} was handed on."
