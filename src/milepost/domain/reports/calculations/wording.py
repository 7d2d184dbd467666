"""A first draft of the report in plain words, from the facts alone."""

from dataclasses import dataclass
from datetime import date, datetime

from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import counted, day_text, working_days_text
from milepost.domain.reports.calculations.facts import MilestoneFact, ReportFacts

_STANDS = {
    Status.ON_TRACK: "The project is on track.",
    Status.AT_RISK: "The project is at risk.",
    Status.OFF_TRACK: "The project is off track.",
    Status.ON_HOLD: "The project is on hold.",
    Status.NOT_RATED: "The project is not rated yet.",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts a manager starts from."""

    summary: str
    done: str
    next: str
    decisions: str = ""


def draft_words(facts: ReportFacts) -> Draft:
    """Say how the project stands, what changed since last time, what was done and what comes next."""
    overall = facts.ratings["overall"]
    sentences = [
        _STANDS[Status(overall.status)],
        *_why(facts),
        *_finish(facts),
        *_progress(facts),
        *_trouble(facts),
    ]
    return Draft(summary=" ".join(sentences), done=_done(facts), next=_next(facts))


def _why(facts: ReportFacts) -> list[str]:
    overall = facts.ratings["overall"]
    if facts.is_on_hold:
        review = f" We look at it again on {day(facts.hold_review_on)}." if facts.hold_review_on else ""
        return [f"{_sentence(facts.hold_reason)}{review}"] if facts.hold_reason else []
    return [_sentence(overall.reason)] if overall.status in {Status.AT_RISK, Status.OFF_TRACK} else []


def _finish(facts: ReportFacts) -> list[str]:
    now = day(facts.finish)
    if facts.finish_before is None or day(facts.finish_before) == now:
        return [f"We expect to finish on {now}."]
    later = facts.finish > facts.finish_before
    return [f"The finish moved {'back' if later else 'up'} from {day(facts.finish_before)} to {now}."]


def _progress(facts: ReportFacts) -> list[str]:
    now = f"{facts.percent_complete:.0f}%"
    if facts.percent_before is None or round(facts.percent_before) == round(facts.percent_complete):
        return [f"{now} of the work is done."]
    if facts.percent_complete < facts.percent_before:
        return [
            f"{now} of the work is done; last time it was {facts.percent_before:.0f}%, as the plan has grown since."
        ]
    return [f"{now} of the work is done, up from {facts.percent_before:.0f}%."]


def _trouble(facts: ReportFacts) -> list[str]:
    told_already = facts.ratings["overall"].status != Status.ON_TRACK
    if told_already or not facts.overdue_count:
        return []
    return [
        f"{counted(facts.overdue_count, 'task')} should be done by now and {_is(facts.overdue_count)} not."
    ]


def _done(facts: ReportFacts) -> str:
    if not facts.done_count:
        return "No task was finished in this period."
    more = facts.done_count - len(facts.done)
    return _lines([*facts.done, *([f"and {more} more"] if more else [])])


def _next(facts: ReportFacts) -> str:
    if not facts.next:
        upcoming = next((milestone for milestone in facts.milestones if not milestone.is_done), None)
        return f"Next milestone: {_milestone(upcoming)}" if upcoming else "Nothing is due in the next period."
    return _lines([f"{task['name']} (by {day(task['finish'])})" for task in facts.next])


def _milestone(milestone: MilestoneFact) -> str:
    late = milestone.days_late
    against = f", {working_days_text(late)} later than planned" if late and late > 0 else ""
    return f"{milestone.name}, {day(milestone.finish)}{against}."


def day(iso: str) -> str:
    """Write the day of a kept instant or date as in Mar 12, 2027."""
    moment = datetime.fromisoformat(iso)
    return day_text(date(moment.year, moment.month, moment.day))


def _lines(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
