"""How the commands end: exit codes, and failures as one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import click

from milepost.engine.errors import ScheduleError
from milepost.exchange.errors import UnreadableFile, UnwritableFormat


class Exit(IntEnum):
    DONE = 0
    FAILED = 1
    USAGE = 2
    UNREADABLE = 3
    NO_SCHEDULE = 4
    UNWRITABLE = 5


class Ended(click.ClickException):
    """Ends a command with a sentence; each kind has its code."""

    exit_code = Exit.FAILED


class Miscalled(Ended):
    exit_code = Exit.USAGE


class CannotRead(Ended):
    exit_code = Exit.UNREADABLE


class CannotSchedule(Ended):
    exit_code = Exit.NO_SCHEDULE


class CannotWrite(Ended):
    exit_code = Exit.UNWRITABLE


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what may go wrong with files and schedules into an ending."""
    try:
        yield
    except UnreadableFile as error:
        raise CannotRead(str(error)) from error
    except ScheduleError as error:
        raise CannotSchedule(str(error)) from error
    except UnwritableFormat as error:
        raise CannotWrite(str(error)) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise CannotWrite(f"{error.filename or 'The file'}: {error.strerror or error}.") from error
