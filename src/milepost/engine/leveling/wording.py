"""Why a task waits, in words."""

from milepost.engine.instants import us_date
from milepost.engine.leveling.model import Activity, Problem
from milepost.engine.leveling.result import Delay, Held

MOST_NAMES = 3


def delay_sentence(problem: Problem, delay: Delay) -> str:
    """Say why an activity starts later than its links alone would have it: which resource, whose, until when."""
    activities = {activity.uid: activity for activity in problem.activities}
    subject = activities[delay.uid].words
    begins = f"{subject} starts {us_date(delay.start)} instead of {us_date(delay.unleveled)}"
    if delay.held is Held.RESOURCE:
        name = next(one.name for one in problem.resources if one.uid == delay.resource)
        return f"{begins}: “{name}” is taken by {_names(activities, delay.by)} until {us_date(delay.until)}."
    if delay.held is Held.PREDECESSOR and delay.by:
        return f"{begins}: it waits for {_names(activities, delay.by)}, which is late itself."
    if delay.held is Held.PREDECESSOR:
        return f"{begins}: it may not start earlier."
    return f"{begins}: it keeps the date that people were told."


def _names(activities: dict[int, Activity], uids: tuple[int, ...]) -> str:
    names = [activities[uid].words for uid in uids[:MOST_NAMES]]
    if len(uids) > MOST_NAMES:
        names.append(f"{len(uids) - MOST_NAMES} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
