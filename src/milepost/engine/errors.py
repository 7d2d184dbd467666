"""The error that every refusal of the engine is a kind of."""


class ScheduleError(Exception):
    """A schedule that cannot be computed; the message is a sentence a planner can act on."""
