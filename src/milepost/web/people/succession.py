"""Pages on which somebody takes over what another person holds, and confirms it."""

from collections.abc import Sequence
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from milepost.domain.people.actions.succeeding import CannotTakeOver, confirm_succession, hand_on
from milepost.domain.people.holdings import Holding, holding_kinds, holdings_of
from milepost.domain.people.models import Person, Succession
from milepost.domain.people.permissions import require_own
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in

HAND_ON = "people.hand_on"
LABELS = {kind.name: kind.label for kind in holding_kinds()}


class SuccessionForm(forms.Form):
    """Who takes over, why, and whether everything or what is ticked."""

    to = forms.ModelChoiceField(Person.objects.none(), label=_("Successor"), empty_label=_("Choose a person"))
    reason = forms.CharField(label=_("Why"), max_length=500)
    what = forms.ChoiceField(
        label=_("Hand on"),
        choices=[("all", _("Everything")), ("chosen", _("Only what is ticked below"))],
        widget=forms.RadioSelect,
        initial="all",
    )

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        others = Person.objects.filter(is_active=True).exclude(pk=person.pk)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]


class Group(NamedTuple):
    """The things of one kind."""

    label: str
    holdings: Sequence[Holding]


@for_persons
@require_http_methods(["GET", "POST"])
def succession(request: AskedBy, person_id: int) -> HttpResponse:
    """Show everything a person holds, and hand on what is chosen."""
    person = get_object_or_404(Person.objects.select_related("supervisor", "user"), pk=person_id)
    require_own(request.person, HAND_ON, person, owner_id=person.pk)
    held = holdings_of(person, seen_by=request.person)
    data = request.POST if request.method == "POST" else None
    form = SuccessionForm(data, person=person)
    ticked = frozenset(data.getlist("thing")) if data is not None else frozenset()
    if form.is_valid():
        chosen = ticked if form.cleaned_data["what"] == "chosen" else {one.key for one in held}
        with shown_in(form, CannotTakeOver):
            made = hand_on(
                person, chosen, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"],
                by=request.person, at=now(),
            )  # fmt: skip
            messages.success(
                request,
                gettext("{successor} is asked to confirm what was handed on.").format(
                    successor=made.successor.name
                ),
            )
            return redirect("people:succession", person.pk)
    shown = {
        "leaving": person,
        "form": form,
        "groups": _groups(held),
        "count": len(held),
        "ticked": ticked,
        "before": person.successions.select_related("successor").annotate(count=Count("items")),
        "openable": _openable(request.person, person),
    }
    return render(request, "people/succession.html", shown, status=422 if form.errors else 200)


@for_persons
@require_http_methods(["GET", "POST"])
def taken_over(request: AskedBy, succession_id: int) -> HttpResponse:
    """Show what was taken over, to those concerned, and let the successor confirm it."""
    one = get_object_or_404(
        Succession.objects.filter(
            Q(successor=request.person) | Q(person=request.person) | Q(by=request.person)
        ).select_related("person", "successor", "by"),
        pk=succession_id,
    )
    if request.method == "POST":
        confirm_succession(one, by=request.person, at=now())
        messages.success(request, gettext("You have taken over from {name}.").format(name=one.person.name))
        return redirect("my-work:my-work")
    items = list(one.items.all())
    projects = Project.objects.visible_to(request.person).in_bulk(
        {item.project_id for item in items if item.project_id}
    )
    shown = {
        "succession": one,
        "items": [(item, LABELS.get(item.kind, ""), projects.get(item.project_id or 0)) for item in items],
        "may_confirm": one.successor_id == request.person.pk and one.seen_at is None,
    }
    return render(request, "people/taken_over.html", shown)


def _groups(held: Sequence[Holding]) -> list[Group]:
    found: dict[str, list[Holding]] = {}
    for one in held:
        found.setdefault(one.kind, []).append(one)
    return [Group(kind.label, found[kind.name]) for kind in holding_kinds() if kind.name in found]


def _openable(reader: Person, person: Person) -> frozenset[int]:
    """Give the earlier successions that the reader may open."""
    if reader == person:
        return frozenset(person.successions.values_list("pk", flat=True))
    concerned = Q(successor=reader) | Q(by=reader)
    return frozenset(person.successions.filter(concerned).values_list("pk", flat=True))
