"""Pages of staff requests: the lists, one request with what each answer would do, and the form to ask."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.people.standing_in import people_represented_by
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.answering_requests import may_give
from milepost.domain.staffing.actions.requesting_staff import (
    ask_for_staff,
    change_request,
    draft_request,
)
from milepost.domain.staffing.answerers import answering
from milepost.domain.staffing.calculations.answers import Answers, concerned_tasks
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.calculations.periods import Unit
from milepost.domain.staffing.calculations.suggested_answers import (
    Kind,
    Suggestion,
    alternatives_for,
    suggestions_for,
)
from milepost.domain.staffing.models import RequestEntry, StaffOffer, StaffRequest
from milepost.domain.staffing.negotiation import Deed, Side, deeds_in
from milepost.domain.staffing.queries import unassigned_tasks
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.staffing.heat_map import Show, headings, label, plain_cells_html, title
from milepost.web.staffing.reach import may_see_cost, may_see_time
from milepost.web.staffing.request_forms import AnswerForm, RequestForm, initial_of
from milepost.web.staffing.request_words import AnswerWords, EffectWords, load_of
from milepost.web.staffing.roles import segments_of
from milepost.web.staffing.tables.requests import PROJECT_REQUESTS, REQUESTS
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView

State = StaffRequest.State
TALKED_ABOUT = frozenset({State.DRAFT, State.REQUESTED, State.COUNTERED, State.TENTATIVE, State.DECLINED})
TONES = {State.CONFIRMED: "good", State.DECLINED: "bad", State.COUNTERED: "warn", State.TENTATIVE: "info"}
PREFILLED = ("role", "person", "in_place_of", "share_percent", "reason")
ENTRY_ICONS = {Deed.CONFIRMED: "check", Deed.DECLINED: "error", Deed.SENT: "add", Deed.COUNTERED: "edit"}


@for_persons
@require_http_methods(["GET", "POST"])
def requests(request: AskedBy) -> HttpResponseBase:
    """List the staff requests that the reader may see, over all projects."""
    table = TableView(request, REQUESTS)
    shown = {"table": table, "may_import": may(request.person, "staffing.import_requests")}
    return answer_to(table) or render(request, "staffing/requests.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def of_project(request: AskedBy, project_id: int) -> HttpResponseBase:
    """List a project's requests, and its tasks that nobody works on yet."""
    project = project_for(request, project_id)
    require(request.person, "staffing.view_requests", project)
    table = TableView(request, PROJECT_REQUESTS, project_id=project.pk)
    if answer := answer_to(table):
        return answer
    return show(
        request,
        project,
        "staffing/of_project.html",
        tab="staffing",
        segments=segments_of(project, "requests"),
        table=table,
        may_ask=_may_ask(request, project),
        unstaffed=_unstaffed(project),
    )


@for_persons
@require_http_methods(["GET", "POST"])
def new_request(request: AskedBy, project_id: int) -> HttpResponse:
    """Ask for somebody's time."""
    project = project_for(request, project_id)
    require(request.person, "staffing.request_staff", project)
    initial: dict[str, Any] = {"tasks": request.GET.getlist("task")}
    initial |= {name: request.GET[name] for name in PREFILLED if name in request.GET}
    form = RequestForm(request.POST or None, project=project, initial=initial, on=today())
    if form.is_valid():
        with shown_in(form, Refusal):
            act = draft_request if request.POST.get("word") == "draft" else ask_for_staff
            made = act(project, form.wanted, by=request.person, at=now())
            return _told(request, made)
    return _request_form(request, project, form, gettext("Ask for staff"))


@for_persons
@require_http_methods(["GET", "POST"])
def edit_request(request: AskedBy, request_id: int) -> HttpResponse:
    """Change what is asked for; what was sent is asked anew."""
    asked = request_for(request, request_id)
    require(request.person, "staffing.request_staff", asked.project)
    initial = initial_of(asked)
    if person := request.GET.get("person"):
        initial["person"] = person
    form = RequestForm(request.POST or None, project=asked.project, initial=initial, on=today())
    if form.is_valid():
        with shown_in(form, Refusal):
            changed = change_request(
                asked, form.wanted, seen=seen_revision(request), by=request.person, at=now()
            )
            return _told(request, changed)
    title_text = gettext("Ask for something else")
    return _request_form(request, asked.project, form, title_text, asked=asked)


@for_persons
@require_GET
def request(request: AskedBy, request_id: int) -> HttpResponse:
    """Show a request, and what each answer would do."""
    return show_request(request, request_for(request, request_id))


@for_persons
@require_GET
def consequences(request: AskedBy, request_id: int) -> HttpResponse:
    """Say what the answer being typed would do."""
    asked = request_for(request, request_id)
    require(request.person, "staffing.answer_requests", answering(asked, by=request.person, on=today()).over)
    offer = asked.offer
    form = AnswerForm(request.GET, offer=offer, people=givable_for(request, asked))
    shown: dict[str, Any] = {"asked": asked, "sees_cost": may_see_cost(request.person, asked)}
    if form.is_valid():
        shown |= _tried(request, asked, form)
    return render(request, "staffing/parts/consequences.html", shown | {"answer_form": form})


def request_for(request: AskedBy, request_id: int) -> StaffRequest:
    """Give a request that the reader may see, or raise `Http404`."""
    related = ("project__department", "person__department", "person__supervisor", "role", "skill")
    rows = StaffRequest.objects.visible_to(request.person) | StaffRequest.objects.filter(
        supervisor__in=people_represented_by(request.person, on=today())
    )
    rows = rows.select_related(*related, "supervisor", "asked_by", "in_place_of")
    found: StaffRequest = get_object_or_404(rows.distinct(), pk=request_id)
    return found


def seen_revision(request: AskedBy) -> int | None:
    """Give the revision that the reader's page showed."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def show_request(
    request: AskedBy, asked: StaffRequest, *, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """Answer with the page of a request, and with the answer that was refused."""
    offer = asked.offer
    acting = answering(asked, by=request.person, on=today())
    answers_it = may(request.person, "staffing.answer_requests", acting.over)
    asks = may(request.person, "staffing.request_staff", asked.project)
    people = givable_for(request, asked) if answers_it else []
    shown: dict[str, Any] = {
        "asked": asked,
        "offer": offer,
        "acting_for": acting.represented if answers_it else None,
        "tone": TONES.get(State(asked.state), ""),
        "tasks": concerned_tasks(asked),
        "entries": _entries(asked),
        "own_deeds": deeds_in(asked.state, Side.SUPERVISOR) if answers_it else [],
        "asking_deeds": deeds_in(asked.state, Side.PROJECT) if asks else [],
        "may_escalate": asks and asked.escalation_asked_at is not None,
        "sees_cost": may_see_cost(request.person, asked),
        "is_two_hats": asked.supervisor_id == asked.asked_by_id,
        "is_visible": Project.objects.visible_to(request.person).filter(pk=asked.project_id).exists(),
        "answer_form": form or AnswerForm(None, offer=offer, people=people),
        "givable": {person.pk for person in people},
    }
    if asked.state in TALKED_ABOUT:
        shown |= _looked_at(request, asked, offer)
    return render(request, "staffing/request.html", shown, status=status)


def _looked_at(request: AskedBy, asked: StaffRequest, offer: StaffOffer) -> dict[str, Any]:
    answers = Answers(asked, as_of=today())
    suggested = suggestions_for(answers, offer)
    others = [
        one for one in alternatives_for(answers, offer) if one.person and _may_weigh(request, one.person)
    ]
    words = EffectWords(request.person, asked.project, [one.effect for one in [*suggested, *others]])
    shown: dict[str, Any] = {
        "suggestions": [words.answer(one) for one in suggested],
        "alternatives": [words.answer(one) for one in others],
    }
    accepted = next((one for one in suggested if one.kind == Kind.ACCEPT), None)
    if accepted and asked.person and _may_weigh(request, asked.person):
        shown["load"] = _load(accepted)
    return shown


def _tried(request: AskedBy, asked: StaffRequest, form: AnswerForm) -> dict[str, Any]:
    counter = form.counter
    person = None if counter.person is None else counter.person.pk
    terms = OfferedTerms(person, counter.share_percent, counter.first, counter.makes_room)
    (one,) = Answers(asked, as_of=today()).effects([terms])
    suggestion = Suggestion(Kind.OTHER, one.terms, counter.last, one, counter.person)
    words: AnswerWords = EffectWords(request.person, asked.project, [one]).answer(suggestion)
    return {"tried": words, "load": _load(suggestion)}


def _load(one: Suggestion) -> dict[str, Any]:
    weeks, before, after = load_of(one.effect.weeks)
    return {
        "headings": headings(weeks, Unit.WEEK),
        "weeks": [(label(week, Unit.WEEK), title(week, Unit.WEEK)) for week in weeks],
        "before": plain_cells_html(before, [0] * len(weeks), Show.LOAD),
        "after": plain_cells_html(after, [0] * len(weeks), Show.LOAD),
    }


def _may_weigh(request: AskedBy, person: Person) -> bool:
    """Tell whether the reader may see what a person's time goes to, or may give it."""
    return may_see_time(request.person, person) or may_give(request.person, person)


def givable_for(request: AskedBy, asked: StaffRequest) -> Sequence[Person]:
    """Give whom the reader may offer: the own people, and who is asked for."""
    people = Person.objects.filter(is_active=True, organization=None).select_related(
        "department", "supervisor"
    )
    giver = answering(asked, by=request.person, on=today()).represented or request.person
    return [one for one in people if one.pk == asked.person_id or may_give(giver, one)]


def _entries(asked: StaffRequest) -> list[dict[str, Any]]:
    rows = asked.entries.select_related("by", "offer__person", "acting_for")
    return [
        {
            "title": row.get_deed_display(),
            "note": " ".join(filter(None, [_terms(row.offer), row.comment])),
            "at": row.at,
            "by": _who(row),
            "icon": ENTRY_ICONS.get(Deed(row.deed), ""),
        }
        for row in reversed(rows)
    ]


def _who(entry: RequestEntry) -> str:
    """Name who took a step, and for whom."""
    if entry.by and entry.acting_for:
        return gettext("{name} for {absent}").format(name=entry.by, absent=entry.acting_for)
    return str(entry.by or "Milepost")


def _terms(offer: StaffOffer | None) -> str:
    if offer is None:
        return ""
    who = f"{offer.person}, " if offer.person else ""
    room = gettext(", other work makes room") if offer.makes_room else ""
    days = f"{offer.first:%b} {offer.first.day} – {offer.last:%b} {offer.last.day}, {offer.last.year}"
    return f"{who}{offer.share_percent:g}%, {days}{room}."


def _unstaffed(project: Project) -> list[Any]:
    """Give the open tasks that only a role, or nobody, works on."""
    tasks = unassigned_tasks().filter(project=project)
    return list(tasks.select_related("dates").order_by("position")[:50])


def _may_ask(request: AskedBy, project: Project) -> bool:
    return may(request.person, "staffing.request_staff", project) and not (
        project.is_over or project.is_on_hold
    )


def _told(request: AskedBy, made: StaffRequest) -> HttpResponse:
    sent = made.state != State.DRAFT
    messages.success(
        request,
        gettext("{name} is asked.").format(name=made.supervisor) if sent else gettext("The draft is saved."),
    )
    return redirect("staffing:request", made.pk)


def _request_form(
    request: AskedBy, project: Project, form: RequestForm, heading: str, asked: StaffRequest | None = None
) -> HttpResponse:
    shown = {"form": form, "heading": heading, "asked": asked, "project": project}
    return render(request, "staffing/request_form.html", shown, status=422 if form.errors else 200)
