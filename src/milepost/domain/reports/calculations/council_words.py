"""The first words of a Council Communication, from the facts of a report."""

from milepost.domain.governance.models import Decision
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
    manager, sponsor = facts.manager, facts.sponsor
    return {
        "subject": facts.name,
        "recommended_by": sponsor or manager,
        "presenters": ", ".join(filter(None, [sponsor, manager])),
        "goals": "; ".join(project.objectives.values_list("text", flat=True))[:300],
        "synopsis": report.council,
        "implications": _implications(facts),
        "analysis": plain("\n\n".join(filter(None, [facts.purpose, _standing(facts)])), keep=facts.name),
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


def _standing(facts: ReportFacts) -> str:
    reason = facts.ratings["overall"].reason
    return ended(reason) if reason else ""


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
