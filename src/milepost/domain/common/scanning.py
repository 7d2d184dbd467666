"""The city's own virus check of attached files: a command or a function that the settings name."""

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

SECONDS = 300
CLEAN, FOUND = 0, 1
"""What `clamdscan`, and scanners like it, end with."""


class ScanFailed(Exception):
    """The check itself did not work, so nothing is known of the file."""


def is_scanning() -> bool:
    """Tell whether files are checked before they are handed out."""
    return bool(settings.VIRUS_SCAN)


def is_clean(path: Path) -> bool:
    """Have a file checked; raises `ScanFailed`."""
    return _scanner()(path)


def _scanner() -> Callable[[Path], bool]:
    """Give the function named as `python:package.module.function`, or what runs the command on a file."""
    named: str = settings.VIRUS_SCAN
    if named.startswith("python:"):
        found: Callable[[Path], bool] = import_string(named.removeprefix("python:"))
        return found
    return lambda path: _run([*shlex.split(named), str(path)])


def _run(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - the operator's
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScanFailed(str(error)) from error
    if done.returncode not in (CLEAN, FOUND):
        raise ScanFailed(done.stderr.decode(errors="replace")[:300])
    return done.returncode == CLEAN
