"""Two who edit one entry: what was changed after a form was opened is told before it is written over."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from milepost.domain.common.models import Change

LAST_SEEN = "seen"
NAMED = 4


class SeenForm(forms.Form):
    """A form of an entry that remembers the last change its reader saw; saving after a later one asks once."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: Any = None, initial: dict[str, Any] | None = None) -> None:
        self.row = row
        self.last = _last_change(row)
        super().__init__(data, initial={**(initial or {}), LAST_SEEN: self.last})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen = cleaned.pop(LAST_SEEN, None)
        if seen is not None and self.last and seen < self.last:
            # The next attempt was told of it.
            told: Any = self.data
            self.data = told.copy()
            self.data[LAST_SEEN] = str(self.last)  # type: ignore[index]
            raise forms.ValidationError(_told(self.row, seen))
        return cleaned


def _changes_of(row: Any) -> Any:
    return Change.objects.filter(object_type=row._meta.label_lower, object_id=row.pk)


def _last_change(row: Any) -> int | None:
    if row is None:
        return None
    return _changes_of(row).order_by("-pk").values_list("pk", flat=True).first() or 0


def _told(row: Any, seen: int) -> str:
    later = _changes_of(row).filter(pk__gt=seen).select_related("change_set").order_by("pk")
    who = {change.change_set.by_name for change in later}
    names = dict.fromkeys(name for change in later for name in (change.values or {}))
    labels = [str(row._meta.get_field(name).verbose_name) for name in names]
    shown = ", ".join(labels[:NAMED]) + ("…" if len(labels) > NAMED else "")
    return gettext(
        "{who} changed this after you opened it: {fields}. What you typed is kept; save again to write it over theirs."
    ).format(who=", ".join(sorted(who)), fields=shown)
