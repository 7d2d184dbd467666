"""The comments that go back to whoever submitted a schedule: a draft in plain words, for a person to finish."""

from collections.abc import Iterator

from milepost.engine.submission.audit import Audit, Topic

SHOWN = 10
ASKED = {
    Topic.HISTORY: "What was reported earlier reads otherwise now. Please restore it, or tell us what was wrong.",
    Topic.BASELINE: "The baseline changed. It is changed by agreement alone; please restore it or name the agreement.",
    Topic.REMOVED: "Work was taken out. Please tell us why it is no longer needed, or put it back.",
    Topic.LOGIC: "The order of work changed. Please tell us why.",
    Topic.DURATIONS: "Durations changed. Please tell us what they rest on.",
    Topic.DATES: "Dates were set by hand. Please let links decide them, or tell us which commitment they stand for.",
    Topic.CALENDARS: "Working times changed. Please tell us which, and since when.",
    Topic.ADDED: "Work was added. Please tell us whether it is within the contract.",
}


def letter(audit: Audit, *, name: str) -> str:
    """Draft the comments on a submission; progress and names need no answer and are left out."""
    asked = [(ask, findings) for topic, ask in ASKED.items() if (findings := audit.of(topic))]
    opening = [
        f"Comments on the schedule of {name}",
        "",
        f"We compared the schedule with the version before. {audit.movement_sentence}",
    ]
    if not asked:
        return "\n".join([*opening, "", "Only progress was recorded. We have no comments."])
    lines = [*opening, "", "Before the next submission, please answer or correct:"]
    for number, (ask, findings) in enumerate(asked, 1):
        lines += ["", f"{number}. {ask}", *_listed([finding.sentence for finding in findings])]
    return "\n".join(lines)


def _listed(sentences: list[str]) -> Iterator[str]:
    yield from (f"   - {sentence}" for sentence in sentences[:SHOWN])
    if len(sentences) > SHOWN:
        yield f"   - and {len(sentences) - SHOWN:,} more."
