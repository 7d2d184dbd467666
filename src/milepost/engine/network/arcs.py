"""Links laid out as rows of numbers for the kernels."""

from typing import Any

import numpy as np

from milepost.engine.errors import ScheduleError
from milepost.engine.network.columns import LONGEST, Flags, ImpossibleNumber, Numbers, fields_of, positions
from milepost.engine.network.conventions import LagCalendar
from milepost.engine.network.model import LagUnit, Link, LinkType, Network

ARC_ROW = np.dtype(
    [
        ("predecessor", "i4"),
        ("successor", "i4"),
        ("lag", "f8"),
        # Index into `Network.links`.
        ("link", "i4"),
        ("calendar", "i4"),
        ("type", "i1"),
        ("unit", "i1"),
    ],
    align=True,
)


class DanglingLink(ScheduleError):
    """A link names a task that is not there."""

    def __init__(self, link: Link, missing: int) -> None:
        super().__init__(
            f"The link from task {link.predecessor} to task {link.successor} names task {missing}, which is not there."
        )
        self.link = link


def arc_rows(network: Network, uid: Numbers, tasks: Any, elapsed: Flags) -> Any:
    """Lay out the links that drive, sorted by successor; raises DanglingLink or ImpossibleNumber."""
    links = network.links
    column = fields_of(links, Link._fields)
    rows = np.zeros(len(links), dtype=ARC_ROW)
    rows["link"] = np.arange(len(links))
    for end in ("predecessor", "successor"):
        rows[end] = positions(uid, np.array(column[end], dtype=np.int64))
        missing = np.flatnonzero(rows[end] < 0)
        if len(missing):
            raise DanglingLink(links[missing[0]], column[end][missing[0]])
    rows["type"], rows["lag"], rows["unit"] = column["type"], column["lag"], column["lag_unit"]
    impossible = np.flatnonzero(~(np.abs(rows["lag"]) <= LONGEST))
    if len(impossible):
        raise ImpossibleNumber(network.tasks[rows["successor"][impossible[0]]], "lag")
    rows["calendar"] = _lag_calendars(network, rows, tasks)
    of_elapsed = (rows["unit"] == LagUnit.PERCENT) & elapsed[rows["predecessor"]]
    rows["unit"] = np.where(of_elapsed, LagUnit.ELAPSED_PERCENT, rows["unit"])
    rows = _spread(rows[tasks["active"][rows["predecessor"]]], tasks)
    return rows[np.argsort(rows["successor"], kind="stable")]


def _lag_calendars(network: Network, rows: Any, tasks: Any) -> Any:
    match network.convention.lag_calendar:
        case LagCalendar.PREDECESSOR:
            return tasks["calendar"][rows["predecessor"]]
        case LagCalendar.PROJECT:
            return network.project_calendar
    return tasks["calendar"][rows["successor"]]


def _spread(rows: Any, tasks: Any) -> Any:
    """Repeat a link to the finish of a summary for each task below it."""
    to_finish = np.isin(rows["type"], (LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH))
    spreads = to_finish & tasks["summary"][rows["successor"]]
    if not spreads.any():
        return rows
    below: dict[int, list[int]] = {}
    for task in np.flatnonzero(~tasks["summary"]).tolist():
        above = int(tasks["parent"][task])
        while above >= 0:
            below.setdefault(above, []).append(task)
            above = int(tasks["parent"][above])
    ends = [
        below[end] if spread else [end]
        for end, spread in zip(rows["successor"].tolist(), spreads, strict=True)
    ]
    spread_rows = np.repeat(rows, [len(end) for end in ends])
    spread_rows["successor"] = [task for end in ends for task in end]
    return spread_rows
