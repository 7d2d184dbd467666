"""The page of one record: what is known of it, its form, and what may be done with it next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from milepost.domain.common.refusal import Refusal
from milepost.web.access import AskedBy
from milepost.web.discussion.presenting import discussion_of
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that may be done with a record: by one of several buttons, each named by its word."""

    name: str
    title: str
    act: Callable[[str, dict[str, Any]], Any]
    """Calls the action with the button's word and what the form holds."""
    buttons: Sequence[tuple[str, str]]
    """Word and label of each button, the first one the likeliest."""
    form: type[BaseForm] | None = None
    told: str = ""


@dataclass(slots=True)
class Shown:
    """A deed with its form, as the page shows it."""

    deed: Deed
    form: BaseForm | None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record on its page; `change` takes what the form holds."""

    record: Any
    section: str
    title: str
    back: str
    url: str
    form: BaseForm
    change: Callable[[dict[str, Any]], Any] | None
    """Nothing where the reader may not change it."""
    deeds: Sequence[Deed] = ()
    facts: Sequence[tuple[str, Any]] = ()
    template: str = "go_live/record.html"
    is_discussed: bool = True

    @property
    def is_editable(self) -> bool:
        return self.change is not None

    def answer(self, request: AskedBy, **context: Any) -> HttpResponse:
        """Show the page, or do what was posted and go on."""
        shown = [Shown(deed, self._form_of(deed, request)) for deed in self.deeds]
        if request.method == "POST" and (answer := self._posted(request, shown)):
            return answer
        forms = [self.form, *(one.form for one in shown if one.form)]
        status = 422 if any(form.errors for form in forms) else 200
        record: Model = self.record
        discussion = discussion_of(request, record) if self.is_discussed else None
        return show(
            request, self.record.project, self.template, tab="go_live", status=status, page=self, shown=shown,
            section=self.section, record=record, discussion=discussion, **context,
        )  # fmt: skip

    def _form_of(self, deed: Deed, request: AskedBy) -> BaseForm | None:
        if deed.form is None:
            return None
        sent = request.POST if request.POST.get("deed") == deed.name else None
        return deed.form(sent, auto_id=f"id_{deed.name}_%s")

    def _posted(self, request: AskedBy, shown: Sequence[Shown]) -> HttpResponse | None:
        name = request.POST.get("deed", "")
        if name:
            one = next((one for one in shown if one.deed.name == name), None)
            return self._done(request, one) if one else redirect(self.url)
        if self.change is None or not self.form.is_valid():
            return redirect(self.url) if self.change is None else None
        with shown_in(self.form, Refusal):
            self.change(self.form.cleaned_data)
            messages.success(request, gettext("Saved."))
            return redirect(self.url)
        return None

    def _done(self, request: AskedBy, one: Shown) -> HttpResponse | None:
        word = request.POST.get("word", one.deed.buttons[0][0])
        if one.form is not None:
            if not one.form.is_valid():
                return None
            with shown_in(one.form, Refusal):
                one.deed.act(word, one.form.cleaned_data)
                messages.success(request, one.deed.told or gettext("Saved."))
                return redirect(self.url)
            return None
        try:
            one.deed.act(word, {})
            messages.success(request, one.deed.told or gettext("Saved."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect(self.url)


def edited(request: AskedBy) -> Any:
    """Give what the record's own form sent; a deed sends a form of its own."""
    return request.POST if request.method == "POST" and not request.POST.get("deed") else None
