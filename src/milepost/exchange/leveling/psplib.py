"""The single-mode problems of PSPLIB, as .sm files and in Patterson's format.

Source: Kolisch and Sprecher 1996, "PSPLIB - a project scheduling problem library". A period becomes a minute round the
clock, so that durations and makespans read as in the literature.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK
from milepost.engine.leveling import Activity, Demand, Problem, Resource
from milepost.engine.network.model import Link
from milepost.exchange import limits
from milepost.exchange.errors import Damaged, UnknownFormat
from milepost.exchange.formats import HEAD_BYTES, begins_psplib

_NUMBERS = re.compile(r"\s*\d[-\d\s]*\Z")
_USED_UP = re.compile(r"\b[ND]\s+\d")
"""The headings of nonrenewable and doubly constrained resources."""
_SECTION = re.compile(r"^([A-Z][A-Z/ ]+):?\s*$", re.MULTILINE)
END_OF_FILE = "\x1a"
"""How files of DOS, as the oldest of the library are, end."""
Rows = list[list[int]]


def is_psplib(path: Path) -> bool:
    """Tell whether a file looks like one of both formats."""
    with path.open("rb") as file:
        return begins_psplib(file.read(HEAD_BYTES))


def read_psplib(path: Path) -> Problem:
    """Read a problem in either format; raises `UnreadableFile`."""
    limits.hold_size(path, path.name)
    text = path.read_text("utf-8-sig", "replace").rstrip(END_OF_FILE)
    try:
        return _of_sections(text) if "PRECEDENCE RELATIONS" in text else _of_numbers(text)
    except (ValueError, IndexError, StopIteration, RuntimeError) as error:
        raise Damaged(
            f"{path.name} breaks off or holds something else than numbers where they belong."
        ) from error


def _of_numbers(text: str) -> Problem:
    numbers = iter(map(int, text.split()))
    count, resources = next(numbers), next(numbers)
    limits.hold(count, limits.TASKS, "jobs")
    limits.hold(resources, limits.RESOURCES, "resources")
    capacity = _take(numbers, resources)
    jobs: Rows = []
    following: Rows = []
    for _ in range(count):
        jobs.append(_take(numbers, resources + 1))
        following.append(_take(numbers, next(numbers, 0)))
    return _problem(capacity, jobs, following)


def _take(numbers: Iterator[int], count: int) -> list[int]:
    taken = list(islice(numbers, count))
    if len(taken) < count:
        raise ValueError(count)
    return taken


def _of_sections(text: str) -> Problem:
    parts = _SECTION.split(text)
    sections = {name.strip(): body for name, body in zip(parts[1::2], parts[2::2], strict=True)}
    relations = _rows(sections.get("PRECEDENCE RELATIONS", ""))
    requests = _rows(sections.get("REQUESTS/DURATIONS", ""))
    if any(row[1] != 1 for row in relations) or len(requests) != len(relations):
        raise UnknownFormat("The problem has several modes for a job. Milepost reads problems of one mode.")
    availabilities = sections.get("RESOURCEAVAILABILITIES", "")
    if _USED_UP.search(availabilities):
        raise UnknownFormat(
            "The problem has resources that are used up (nonrenewable). Milepost levels renewable resources alone."
        )
    capacity = _rows(availabilities)[0]
    jobs = [_exactly(row[2:], len(capacity) + 1) for row in requests]
    return _problem(capacity, jobs, [_exactly(row[3:], row[2]) for row in relations])


def _exactly(row: list[int], count: int) -> list[int]:
    if len(row) != count:
        raise ValueError(count)
    return row


def _rows(section: str) -> Rows:
    return [
        list(map(int, line.split())) for line in section.splitlines() if line.strip() and _NUMBERS.match(line)
    ]


def _problem(capacity: list[int], jobs: Rows, following: Rows) -> Problem:
    """Give the problem; a job is its duration and its requests, numbered from 1."""
    return Problem(
        start=0,
        activities=[
            Activity(
                uid,
                duration,
                [Demand((one,), units) for one, units in enumerate(requests, 1) if units],
                name=f"job {uid}",
            )
            for uid, (duration, *requests) in enumerate(jobs, 1)
        ],
        resources=[Resource(uid, f"R {uid}", units) for uid, units in enumerate(capacity, 1)],
        links=[Link(uid, after) for uid, successors in enumerate(following, 1) for after in successors],
        calendars=[ROUND_THE_CLOCK],
    )
