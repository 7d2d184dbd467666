"""Numbers given out one by one, without gaps on commit."""

from milepost.domain.common.models import Sequence


def next_number(name: str) -> int:
    """Give the next number of a sequence; call it inside a transaction."""
    Sequence.objects.get_or_create(name=name)
    sequence = Sequence.objects.select_for_update().get(name=name)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last
