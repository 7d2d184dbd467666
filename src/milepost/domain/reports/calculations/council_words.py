"""The first words of a Council Communication, from the facts of a report."""

from milepost.domain.governance.models import Decision
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.reports.calculations.fact_kinds import ReportFacts, facts_from
from milepost.domain.reports.calculations.plain_words import plain
from milepost.domain.reports.calculations.sentences import day, dollars, ended
from milepost.domain.reports.models import StatusReport

MOST_STEPS = 4
MOST_DECISIONS = 6


def draft_of(project: Project, report: StatusReport) -> dict[str, str]:
    """Give what the facts know of each part; what is to be recommended is the author's to say."""
    facts = facts_from(report.facts)
    sponsor = _titled(facts.sponsor, project.sponsor)
    manager = _titled(facts.manager, project.manager)
    return {
        "subject": f"{facts.name}: progress report",
        "recommended_by": sponsor or manager,
        "presenters": "; ".join(filter(None, [sponsor, manager])),
        "goals": "; ".join(project.objectives.values_list("text", flat=True))[:300],
        "synopsis": report.council,
        "implications": _implications(facts),
        "analysis": plain("\n\n".join(filter(None, [facts.purpose, _progress(facts)])), keep=facts.name),
        "next_steps": _steps(facts),
        "history": _history(project),
    }


def _implications(facts: ReportFacts) -> str:
    if facts.money is None:
        return "No budget or spending is recorded for this project yet."
    if facts.money.budget is None:
        return f"{dollars(facts.money.spent)} has been spent to date. No budget is recorded for the project."
    left = float(facts.money.budget) - float(facts.money.spent)
    return (
        f"The project's budget is {_cents(facts.money.budget)}. {_cents(facts.money.spent)} has been spent by "
        f"{day(facts.as_of)}, which leaves {_cents(str(left))}."
    )


def _cents(amount: str) -> str:
    return f"${float(amount):,.2f}"


def _titled(name: str, person: Person | None) -> str:
    """Write a name with its title, while the person is the one that the facts name."""
    has_title = person is not None and person.name == name and person.job_title
    return f"{name}, {person.job_title}" if has_title and person else name


def _progress(facts: ReportFacts) -> str:
    """Say how far the work is, and what stands in its way; the synopsis tells the dates."""
    told = [f"About {facts.percent_complete:.0f} percent of the work is done."]
    if facts.issues:
        told.append(f"The main problem now: {ended(facts.issues[0]['title'])}")
    if facts.risks:
        told.append(f"The main risk: {ended(facts.risks[0]['event'])}")
    return " ".join(told)


def _steps(facts: ReportFacts) -> str:
    open_ones = [one for one in facts.milestones if not one.is_done][:MOST_STEPS]
    return "\n".join(f"- {plain(one.name)}, {day(one.finish)}" for one in open_ones)


def _history(project: Project) -> str:
    """List what council decided of the project; other decisions are not its history."""
    made = Decision.objects.filter(
        project=project, decided_by__icontains="council", superseded_by=None, restriction=""
    )
    return "\n".join(
        f"- {day(one.decided_on.isoformat())}: {one.text}"
        for one in made.order_by("decided_on")[:MOST_DECISIONS]
    )
