"""Nobody who left is named for anything anew."""

from django.utils.translation import gettext

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person


def require_present(
    person: Person | None, refusal: type[Refusal], *, before: Person | None = None, field: str = "owner"
) -> None:
    """Raise the refusal where somebody who left is to be named; whoever stood there `before` may stay."""
    if person is not None and person != before and not person.is_active:
        raise refusal(gettext("{name} left; choose somebody else.").format(name=person), field=field)
