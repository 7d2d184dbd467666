"""Checks 1 to 4: how the work hangs together."""

from collections.abc import Iterable

from milepost.engine.assessment.result import Check, Verdict, not_assessable, share
from milepost.engine.assessment.subject import Subject
from milepost.engine.network.model import LagUnit, Link, LinkType
from milepost.engine.schedule.work import drives_from_start, drives_start


def missing_logic(subject: Subject) -> Check:
    """Find work with nothing before it or nothing after it; a link of the summary above counts for what it holds."""
    links = subject.network.links
    led = _with_what_they_hold(subject, (link.successor for link in links))
    leading = _with_what_they_hold(subject, [*subject.leading_abroad, *(link.predecessor for link in links)])
    loose = [task.uid for _, task in subject.incomplete if task.uid not in led or task.uid not in leading]
    return share(
        "1", "Logic", "Incomplete tasks without a predecessor or without a successor",
        loose, of=len(subject.incomplete), at_most=subject.settings.missing_logic,
    )  # fmt: skip


def dangling(subject: Subject) -> Check:
    """Find work whose start nothing drives, or whose finish drives nothing, though it has links."""
    links = subject.network.links
    led = {link.successor for link in links}
    leading = {link.predecessor for link in links}
    started = {link.successor for link in links if drives_start(link.type)}
    finishing = {link.predecessor for link in links if not drives_from_start(link.type)}
    found = [
        task.uid
        for _, task in subject.incomplete
        if (task.uid in led and task.uid not in started)
        or (task.uid in leading and task.uid not in finishing)
    ]
    count, of = len(found), len(subject.incomplete)
    measures = "Incomplete tasks whose start or finish hangs free of their links"
    if not of:
        return not_assessable("1b", "Dangling ends", measures, "There is no incomplete task.")
    return Check(
        "1b",
        "Dangling ends",
        Verdict.NO_THRESHOLD,
        measures,
        count / of,
        counted=count,
        of=of,
        tasks=tuple(found),
    )


def leads(subject: Subject) -> Check:
    """Find links that begin before what they wait for has ended."""
    return _links_share(
        subject, "2", "Leads", "Links with a lead (negative lag)",
        [link for link in subject.open_links if link.lag < 0], subject.settings.leads,
    )  # fmt: skip


def lags(subject: Subject) -> Check:
    """Find links that let time pass in which nobody is named."""
    allowed = subject.settings.lag_allowed_days * subject.minutes_per_day
    found = [
        link
        for link in subject.open_links
        if link.lag > (allowed if link.lag_unit in (LagUnit.WORKING, LagUnit.ELAPSED) else 0)
    ]
    return _links_share(subject, "3", "Lags", "Links with a lag", found, subject.settings.lags)


def relationship_types(subject: Subject) -> Check:
    """Tell how many links are finish-to-start."""
    links = subject.open_links
    title, measures = "Relationship types", "Finish-to-start links among all links"
    if not links:
        return not_assessable("4", title, measures, "There is no link to work that is open.")
    other = [link for link in links if link.type is not LinkType.FINISH_TO_START]
    count = len(links) - len(other)
    least = subject.settings.finish_to_start
    return Check(
        "4", title, Verdict.PASS if count / len(links) >= least else Verdict.FAIL, measures,
        count / len(links), threshold=f"at least {least:.0%}", counted=count, of=len(links), tasks=_ends(other),
    )  # fmt: skip


def _links_share(
    subject: Subject, number: str, title: str, measures: str, found: list[Link], at_most: float
) -> Check:
    return share(
        number, title, measures, list(_ends(found)), of=len(subject.open_links), at_most=at_most,
        counted=len(found), of_what="link to work that is open",
    )  # fmt: skip


def _ends(links: Iterable[Link]) -> tuple[int, ...]:
    """Give the successors, at which a link is mended."""
    return tuple(dict.fromkeys(link.successor for link in links))


def _with_what_they_hold(subject: Subject, uids: Iterable[int]) -> set[int]:
    found = set(uids)
    for task in subject.network.tasks:
        if task.parent in found:
            found.add(task.uid)
    return found
