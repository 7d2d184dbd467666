"""A status report is drafted from the facts, revised by its manager, and thrown away when not wanted."""

from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project, ProjectDates
from milepost.domain.reports.calculations.fact_kinds import ReportFacts
from milepost.domain.reports.calculations.facts import read_facts
from milepost.domain.reports.calculations.readers import draft_texts, sentences_for
from milepost.domain.reports.calculations.readers.manager import done_text, next_text
from milepost.domain.reports.calculations.sentences import Sentence
from milepost.domain.reports.models import StatusReport

LONGEST_PERIOD_DAYS = 366
TEXTS = frozenset({"summary", "done", "next", "decisions", "director", "council", "public"})


class CannotDraft(Refusal):
    """Says why no report can be drafted or changed; `field` names the field it is about, where there is one."""


def draft_report(project: Project, *, start: date, finish: date, by: Person, at: datetime) -> StatusReport:
    """Draft the report of a period, both ends inclusive, from the facts in plain words."""
    require(by, "reports.write", project)
    _check_period(project, start, finish)
    facts = read_facts(project, start=start, finish=finish)
    with recording("reports.draft", by=by.account, at=at, subject=project) as record:
        return record.create(
            StatusReport(
                project=project,
                period_start=start,
                period_finish=finish,
                author=by,
                created_at=at,
                **drafted(facts),
                **statuses_and_facts(facts),
            )
        )


def revise_report(report: StatusReport, *, by: Person, at: datetime, **texts: str) -> None:
    """Change the texts of a draft."""
    require(by, "reports.write", report.project)
    check_draft(report)
    unknown = set(texts) - TEXTS
    if unknown:
        raise CannotDraft(gettext("{names} cannot be edited.").format(names=", ".join(sorted(unknown))))
    with recording("reports.revise", by=by.account, at=at, subject=report.project) as record:
        record.update(report, **texts)


def redraft_report(report: StatusReport, *, by: Person, at: datetime) -> None:
    """Write the texts of a draft anew from the facts as they are now."""
    require(by, "reports.write", report.project)
    check_draft(report)
    facts = read_facts(report.project, start=report.period_start, finish=report.period_finish)
    with recording("reports.redraft", by=by.account, at=at, subject=report.project) as record:
        record.update(report, **drafted(facts), decisions="", **statuses_and_facts(facts))


def discard_report(report: StatusReport, *, by: Person, at: datetime) -> None:
    """Throw a draft away."""
    require(by, "reports.write", report.project)
    check_draft(report)
    with recording("reports.discard", by=by.account, at=at, subject=report.project) as record:
        record.delete(report)


def check_draft(report: StatusReport) -> None:
    """Raise `CannotDraft` for a report that is published."""
    if StatusReport.objects.published().filter(pk=report.pk).exists():
        raise CannotDraft(
            gettext("This report is published and stays as it is. Write a new one to correct it.")
        )


def drafted(facts: ReportFacts) -> dict[str, str]:
    """Give the texts that follow from the facts; what is to be decided is the manager's to write."""
    return {**draft_texts(sentences_for(facts)), "done": done_text(facts), "next": next_text(facts)}


def untouched(report: StatusReport, facts: ReportFacts) -> dict[str, str]:
    """Give, from newer facts, the texts that nobody has changed since they were drafted."""
    kept = {
        reader: [Sentence(text, tuple(keys), begins=begins) for text, keys, begins in told]
        for reader, told in report.sentences.items()
    }
    before = draft_texts(kept) if kept else {}
    now = draft_texts(sentences_for(facts))
    return {name: now[name] for name, text in before.items() if getattr(report, name) == text}


def statuses_and_facts(facts: ReportFacts) -> dict[str, object]:
    """Give the columns that follow from the facts."""
    return {
        "facts": facts.as_json(),
        "sentences": {
            reader: [[one.text, list(one.facts), one.begins] for one in told]
            for reader, told in sentences_for(facts).items()
        },
        "schedule_status": facts.ratings["schedule"].status,
        "scope_status": facts.ratings["scope"].status,
        "overall_status": facts.ratings["overall"].status,
    }


def _check_period(project: Project, start: date, finish: date) -> None:
    if finish < start:
        raise CannotDraft(gettext("The period ends before it starts."), field="period_finish")
    if (finish - start).days >= LONGEST_PERIOD_DAYS:
        raise CannotDraft(gettext("A report covers at most a year."), field="period_start")
    if StatusReport.objects.filter(project=project, state=StatusReport.State.DRAFT).exists():
        raise CannotDraft(gettext("A draft is under way for this project. Publish or discard it first."))
    if not ProjectDates.objects.filter(project=project).exists():
        raise CannotDraft(gettext("The project has no dates yet to report on."))
