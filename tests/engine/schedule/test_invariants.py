from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.kernel import COMPILED, PLAIN
from milepost.engine.network.model import LinkType, Network
from milepost.engine.schedule import Reason, Schedule, explain, schedule
from milepost.engine.schedule.recalculation import compute, prepare
from tests.engine.schedule.networks import networks

COLUMNS = [name for name in Schedule.__dataclass_fields__ if name not in {"contradictions"}]
ROOTS = {
    Reason.PROJECT_START,
    Reason.CONSTRAINT,
    Reason.ACTUAL,
    Reason.PINNED,
    Reason.PARENT,
    Reason.LAST,
}


def columns(result: Schedule) -> dict[str, object]:
    return {name: np.asarray(getattr(result, name)).tolist() for name in COLUMNS}


@settings(max_examples=40, deadline=None)
@given(networks())
def test_compiled_and_plain_kernels_give_the_same_schedule(network: Network) -> None:
    plain, compiled = (compute(prepare(network, speed)) for speed in (PLAIN, COMPILED))

    assert columns(compiled) == columns(plain)
    assert compiled.contradictions == plain.contradictions


@settings(max_examples=40, deadline=None)
@given(networks(decided=False))
def test_without_decided_dates_nothing_is_late_and_something_is_critical(network: Network) -> None:
    result = schedule(network)

    assert result.contradictions == ()
    assert result.total_slack.min() == 0
    assert (result.start >= network.start).all()
    assert (result.finish >= result.start).all()


@settings(max_examples=60, deadline=None)
@given(networks(decided=False))
def test_without_decided_dates_no_early_date_lies_after_the_late_one(network: Network) -> None:
    result = schedule(network)

    assert (result.early_start <= result.late_start).all()
    assert (result.early_finish <= result.late_finish).all()
    assert (result.total_slack >= 0).all()
    assert (result.free_slack >= 0).all()


@settings(max_examples=40, deadline=None)
@given(networks(decided=False))
def test_every_plain_link_is_kept(network: Network) -> None:
    plain = replace(
        network, links=[link._replace(type=LinkType.FINISH_TO_START, lag=0) for link in network.links]
    )

    result = schedule(plain)

    for link in plain.links:
        assert result.start[link.successor - 1] >= result.finish[link.predecessor - 1]


@settings(max_examples=40, deadline=None)
@given(networks(decided=False))
def test_a_longer_task_never_finishes_the_project_earlier_with_plain_links(network: Network) -> None:
    plain = replace(
        network, links=[link._replace(type=LinkType.FINISH_TO_START, lag=0) for link in network.links]
    )
    longer = replace(plain, tasks=[task._replace(duration=task.duration + 240) for task in plain.tasks])

    assert schedule(longer).finish_of_project >= schedule(plain).finish_of_project


@settings(max_examples=40, deadline=None)
@given(networks(decided=False))
def test_a_task_takes_its_duration_on_its_calendar(network: Network) -> None:
    result = schedule(network)
    summaries = {task.parent for task in network.tasks}

    for task, start, finish in zip(network.tasks, result.start.tolist(), result.finish.tolist(), strict=True):
        if task.uid not in summaries:
            worked = WorkTime(network.calendars[task.calendar or 0]).between(start, finish)
            assert (finish - start if task.elapsed else worked) == task.duration


@settings(max_examples=40, deadline=None)
@given(networks())
def test_the_order_of_links_moves_no_date(network: Network) -> None:
    turned = schedule(replace(network, links=list(reversed(network.links))))
    result = schedule(network)

    assert turned.start.tolist() == result.start.tolist()
    assert turned.late_finish.tolist() == result.late_finish.tolist()


@settings(max_examples=40, deadline=None)
@given(networks())
def test_every_start_is_explained_down_to_a_root(network: Network) -> None:
    result = schedule(network)

    for task in network.tasks:
        chain = explain(network, result, task.uid).chain
        assert chain[0].uid == task.uid
        assert chain[-1].kind in ROOTS
