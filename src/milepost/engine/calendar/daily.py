"""Working minutes of calendars day by day, for capacity."""

from functools import lru_cache

import numpy as np

from milepost.engine.calendar.pattern import Calendar
from milepost.engine.calendar.table import Horizon, Minutes, segments
from milepost.engine.instants import MINUTES_PER_DAY


@lru_cache(maxsize=256)
def daily_minutes(calendar: Calendar, horizon: Horizon) -> Minutes:
    """Give the working minutes of each day of a horizon, as a column that nobody may write to."""
    start, finish, before = segments(calendar, horizon)
    midnights = np.arange(horizon.first, horizon.last + 1, dtype=np.int64) * MINUTES_PER_DAY
    place = np.searchsorted(finish, midnights, side="right")
    inside = np.minimum(place, len(start) - 2)
    worked = before[inside] + np.maximum(0, np.minimum(midnights, finish[inside]) - start[inside])
    minutes = np.diff(worked)
    minutes.flags.writeable = False
    return minutes
