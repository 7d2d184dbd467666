"""The weekly round: one page to see what slipped and to bring all of a manager's projects up to date."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.calculations.weekly_round import RoundProject, round_progress
from milepost.domain.projects.calculations.weekly_round import weekly_round as round_of
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.portfolio.round_sections import Section, save, sections_of

ASK = "ask"
PAGE, SECTION = "portfolio/weekly_round.html", "portfolio/round/answer.html"


@for_persons
@require_http_methods(["GET", "POST"])
def weekly_round(request: AskedBy) -> HttpResponse:
    """Show what is to be looked at and updated, and take what is typed: of one project, or of the whole page."""
    if request.method == "GET":
        return _page(request, sections_of(_rounds(request), None, by=request.person, as_of=today()))
    data = _with_word(request.POST)
    sections = sections_of(_rounds(request, data), data, by=request.person, as_of=today())
    if asked := data.get("project"):
        return _answer(request, [one for one in sections if str(one.project.pk) == asked], data)
    for section in sections:
        save(section, data, by=request.person)
        if not section.is_refused:
            for message in section.messages:
                messages.success(request, f"{section.project.name}: {message}")
    if any(section.is_refused for section in sections):
        return _page(request, _renewed(request, sections, data), status=422)
    return redirect("portfolio:weekly-round")


def _answer(request: AskedBy, sections: list[Section], data: QueryDict) -> HttpResponse:
    """Answer a page that saves row by row with the section as it stands now, and how far the round is."""
    for section in sections:
        save(section, data, by=request.person)
    renewed = _renewed(request, sections, data)
    asked = [one for one in renewed if one.project.pk in {section.project.pk for section in sections}]
    status = 422 if any(section.is_refused for section in sections) else 200
    shown = {"sections": asked, **_progress(renewed)}
    return render(request, SECTION, shown, status=status)


def _renewed(request: AskedBy, handled: Sequence[Section], data: QueryDict) -> list[Section]:
    """Read the round anew, and keep of each handled project what was refused or answered."""
    kept = {section.project.pk: section for section in handled}
    renewed = sections_of(_rounds(request, data), None, by=request.person, as_of=today())
    for section in renewed:
        before = kept.get(section.project.pk)
        if before is None:
            continue
        section.messages, section.problems, section.note = before.messages, before.problems, before.note
        answered = {row.form.task.pk: row for row in before.rows}
        for row in section.rows:
            if was := answered.get(row.form.task.pk):
                row.answer, row.undo = was.answer, was.undo
                if before.is_refused and was.form.is_bound:
                    row.form = was.form
    return renewed


def _rounds(request: AskedBy, data: QueryDict | None = None) -> list[RoundProject]:
    sent = [name.split("-")[1] for name in data or () if name.endswith("-percent_complete")]
    shown = [int(pk) for pk in sent if pk.isdecimal()]
    return round_of(request.person, as_of=today(), shown=shown)


def _with_word(posted: QueryDict) -> QueryDict:
    """Put the word of the button that was pressed, such as `17:done`, where it could have been typed."""
    data = posted.copy()
    task, _, word = data.get("word", "").partition(":")
    if word:
        data[f"task-{task}-percent_complete"] = word
    return data


def _page(request: AskedBy, sections: list[Section], *, status: int = 200) -> HttpResponse:
    rounds = [section.round for section in sections]
    shown = {
        "sections": sections,
        "rounds": rounds,
        "slip_count": sum(len(one.milestones) + (one.finish is not None) for one in rounds),
        "asks": waiting_for(request.person, as_of=today(), kinds={ASK}),
        "overdue": sorted(_overdue(sections), key=lambda one: one.due),
        **_progress(sections),
    }
    return render(request, PAGE, shown, status=status)


def _progress(sections: Sequence[Section]) -> dict[str, int]:
    reviewed, total = round_progress([section.round for section in sections])
    return {"reviewed": reviewed, "total": total}


class Overdue(NamedTuple):
    """Something of the page that is overdue, and where it stands there."""

    anchor: str
    name: str
    label: str
    due: date


def _overdue(sections: Sequence[Section]) -> Iterator[Overdue]:
    for section in sections:
        for row in section.rows:
            if row.is_late:
                task = row.form.task
                yield Overdue(f"round-task-{task.pk}", task.name, "task", task.dates.finish.date())
        for issue in section.round.issues:
            if issue.due_on and issue.days_overdue(today()):
                yield Overdue(f"round-issue-{issue.pk}", issue.title, "issue", issue.due_on)
        for risk, due in section.round.risks:
            if due < today():
                yield Overdue(f"round-risk-{risk.pk}", risk.event, "review of the risk", due)
