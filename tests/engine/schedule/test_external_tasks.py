from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.network.model import Constraint, LagUnit, Link, Network, Task
from milepost.engine.schedule import Reason, Schedule, cause_sentence, explain, schedule
from tests.engine.drawing import MONDAY
from tests.engine.schedule.networks import networks

EIGHT = MONDAY + 480
FRIDAY_FIVE = MONDAY + 4 * MINUTES_PER_DAY + 1020
SWITCHES = Task(
    -7,
    duration=2400,
    pinned_start=EIGHT,
    pinned_finish=FRIDAY_FIVE,
    name="Core switches",
    of="P-2026-001",
)


def test_a_task_waits_for_the_fixed_dates_of_an_external_one() -> None:
    network = Network(EIGHT, [Task(1, duration=480, name="Cut over"), SWITCHES], [Link(-7, 1)])

    result = schedule(network)

    monday_after = MONDAY + 7 * MINUTES_PER_DAY
    assert (result.start[0], result.finish[0]) == (monday_after + 480, monday_after + 1020)


def test_an_external_task_counts_neither_in_the_finish_nor_as_critical_nor_as_contradicted() -> None:
    late = SWITCHES._replace(pinned_start=MONDAY - 5000, pinned_finish=MONDAY + 90 * MINUTES_PER_DAY)
    network = Network(
        EIGHT,
        [Task(1, duration=480), late],
        [Link(-7, 1, lag=-200 * MINUTES_PER_DAY, lag_unit=LagUnit.ELAPSED)],
    )

    result = schedule(network)

    assert result.finish_of_project == MONDAY + 1020
    assert result.critical.tolist() == [True, False]
    assert result.contradictions == ()


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(1, 11))
def test_networks_calculated_one_after_the_other_start_and_finish_like_one(
    network: Network, cut: int
) -> None:
    joined = replace(network, tasks=[_forward(task) for task in network.tasks], links=_plain(network))
    tasks = joined.tasks
    if cut >= len(tasks) or tasks[cut].parent is not None:
        return
    before = replace(
        joined, tasks=tasks[:cut], links=[link for link in joined.links if link.successor <= cut]
    )

    first = schedule(before)
    behind = [link for link in joined.links if link.successor > cut]
    externals = [
        _external(before, first, uid)
        for uid in sorted({link.predecessor for link in behind if link.predecessor <= cut})
    ]
    second = schedule(
        replace(
            joined,
            tasks=[*tasks[cut:], *externals],
            links=[
                link._replace(predecessor=-link.predecessor) if link.predecessor <= cut else link
                for link in behind
            ],
        )
    )

    whole = schedule(joined)
    own = len(tasks) - cut
    assert [*first.start.tolist(), *second.start.tolist()[:own]] == whole.start.tolist()
    assert [*first.finish.tolist(), *second.finish.tolist()[:own]] == whole.finish.tolist()


def _forward(task: Task) -> Task:
    """Late dates hang on the finish of the whole, so a task as late as possible is none here."""
    is_late = task.constraint is Constraint.AS_LATE_AS_POSSIBLE
    return task._replace(constraint=Constraint.AS_SOON_AS_POSSIBLE) if is_late else task


def _plain(network: Network) -> list[Link]:
    """A share of a summary's duration is known only inside its own network."""
    summaries = {task.parent for task in network.tasks}
    return [
        link._replace(lag_unit=LagUnit.WORKING) if link.predecessor in summaries else link
        for link in network.links
    ]


def _external(network: Network, result: Schedule, uid: int) -> Task:
    at = result.position(uid)
    task = network.tasks[at]
    is_active, above = task.active, task.parent
    while above is not None:
        is_active = is_active and network.tasks[above - 1].active
        above = network.tasks[above - 1].parent
    below = [one for one in network.tasks if one.parent == uid]
    return Task(
        -uid,
        duration=task.duration,
        elapsed=task.elapsed,
        pinned_start=int(result.start[at]),
        pinned_finish=int(result.finish[at]),
        active=is_active and (not below or _is_any_active(network, uid)),
        of="before",
    )


def _is_any_active(network: Network, uid: int) -> bool:
    below = [one for one in network.tasks if one.parent == uid]
    return any(
        one.active
        and (not [b for b in network.tasks if b.parent == one.uid] or _is_any_active(network, one.uid))
        for one in below
    )


def test_the_explanation_ends_at_the_external_task() -> None:
    network = Network(EIGHT, [Task(1, duration=480, name="Cut over"), SWITCHES], [Link(-7, 1)])

    chain = explain(network, schedule(network), 1).chain

    assert [(cause.uid, cause.kind, cause.other) for cause in chain] == [
        (1, Reason.LINK, -7),
        (-7, Reason.EXTERNAL, None),
    ]
    assert cause_sentence(chain[1], network).startswith("“Core switches” of P-2026-001 finishes ")


def test_an_external_task_without_a_name_is_told_by_its_project_alone() -> None:
    assert SWITCHES._replace(name="", of="another project").words == "a task of another project"
