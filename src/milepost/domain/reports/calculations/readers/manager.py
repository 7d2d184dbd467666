"""The project manager's detail: how the project stands, what moved and why, in the words of the office."""

from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import counted, working_days_text
from milepost.domain.reports.calculations.fact_kinds import MilestoneFact, ReportFacts
from milepost.domain.reports.calculations.sentences import Sentence, day, ended

STANDS = {
    Status.ON_TRACK: "The project is on track.",
    Status.AT_RISK: "The project is at risk.",
    Status.OFF_TRACK: "The project is off track.",
    Status.ON_HOLD: "The project is on hold.",
    Status.NOT_RATED: "The project is not rated yet.",
}


def manager_sentences(facts: ReportFacts) -> list[Sentence]:
    """Say how the project stands, what changed since last time, and what is overdue."""
    overall = facts.ratings["overall"]
    return [
        Sentence(STANDS[Status(overall.status)], ("overall",)),
        *_why(facts),
        *_finish(facts),
        *_progress(facts),
        *_trouble(facts),
    ]


def done_text(facts: ReportFacts) -> str:
    """List what was finished in the period."""
    if not facts.done_count:
        return "No task was finished in this period."
    more = facts.done_count - len(facts.done)
    return _lines([*facts.done, *([f"and {more} more"] if more else [])])


def next_text(facts: ReportFacts) -> str:
    """List what finishes in the period to come, or name the next milestone."""
    if not facts.next:
        upcoming = next((milestone for milestone in facts.milestones if not milestone.is_done), None)
        return f"Next milestone: {_milestone(upcoming)}" if upcoming else "Nothing is due in the next period."
    return _lines([f"{task['name']} (by {day(task['finish'])})" for task in facts.next])


def _why(facts: ReportFacts) -> list[Sentence]:
    overall = facts.ratings["overall"]
    if facts.is_on_hold:
        verb = "were to look" if facts.is_review_overdue else "look"
        review = f" We {verb} at it again on {day(facts.hold_review_on)}." if facts.hold_review_on else ""
        return [Sentence(f"{ended(facts.hold_reason)}{review}", ("hold",))] if facts.hold_reason else []
    is_troubled = overall.status in {Status.AT_RISK, Status.OFF_TRACK}
    return [Sentence(ended(overall.reason), ("overall",))] if is_troubled and overall.reason else []


def _finish(facts: ReportFacts) -> list[Sentence]:
    now = day(facts.finish)
    if facts.finish_before is None or day(facts.finish_before) == now:
        return [Sentence(f"We expect to finish on {now}.", ("finish",))]
    way = "back" if facts.finish > facts.finish_before else "up"
    moved = f"The finish moved {way} from {day(facts.finish_before)} to {now}."
    return [Sentence(moved, ("finish", "finish_before", "moves"))]


def _progress(facts: ReportFacts) -> list[Sentence]:
    now = f"{facts.percent_complete:.0f}%"
    keys = ("percent_complete", "percent_before")
    if facts.percent_before is None or round(facts.percent_before) == round(facts.percent_complete):
        return [Sentence(f"{now} of the work is done.", ("percent_complete",))]
    if facts.percent_complete < facts.percent_before:
        fell = f"{now} of the work is done; last time it was {facts.percent_before:.0f}%, as the plan has grown since."
        return [Sentence(fell, keys)]
    return [Sentence(f"{now} of the work is done, up from {facts.percent_before:.0f}%.", keys)]


def _trouble(facts: ReportFacts) -> list[Sentence]:
    told_already = facts.ratings["overall"].status != Status.ON_TRACK
    if told_already or not facts.overdue_count:
        return []
    verb = "is" if facts.overdue_count == 1 else "are"
    return [
        Sentence(
            f"{counted(facts.overdue_count, 'task')} should be done by now and {verb} not.", ("overdue",)
        )
    ]


def _milestone(milestone: MilestoneFact) -> str:
    late = milestone.days_late
    against = f", {working_days_text(late)} later than planned" if late and late > 0 else ""
    return f"{milestone.name}, {day(milestone.finish)}{against}."


def _lines(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
