from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.cutover import Span, Step, project_run

NIGHT = [
    Step(0, 30),
    Step(30, 60, (0,)),
    Step(90, 15, (1,), is_decision=True),
    Step(105, 45, (2,)),
]


@st.composite
def runs(draw: st.DrawFn) -> list[Step]:
    """Give steps that wait for steps before them, with some of the first ones done."""
    steps = []
    for place in range(draw(st.integers(1, 8))):
        waits = draw(st.sets(st.integers(0, place - 1))) if place else set()
        planned, duration = draw(st.integers(0, 300)), draw(st.integers(0, 90))
        steps.append(Step(planned, duration, tuple(sorted(waits)), is_decision=draw(st.booleans())))
    return steps


def test_a_run_that_is_on_time_ends_as_planned() -> None:
    found = project_run(NIGHT, now=0)

    assert found.spans == (Span(0, 30), Span(30, 90), Span(90, 105), Span(105, 150))
    assert (found.end, found.lateness, found.decided_by, found.margin(120)) == (150, 0, 105, 15)


def test_a_step_that_runs_long_pushes_what_waits_for_it() -> None:
    steps = [replace(NIGHT[0], started=0, ended=40), replace(NIGHT[1], started=40), *NIGHT[2:]]

    found = project_run(steps, now=130)

    assert found.spans == (Span(0, 40), Span(40, 130), Span(130, 145), Span(145, 190))
    assert (found.lateness, found.margin(120)) == (40, -25)


def test_a_run_that_is_ahead_waits_for_the_planned_time() -> None:
    steps = [replace(NIGHT[0], started=0, ended=10), *NIGHT[1:]]

    assert project_run(steps, now=10).spans[1] == Span(30, 90)


def test_a_failed_step_leaves_the_end_open() -> None:
    steps = [replace(NIGHT[0], started=0, has_failed=True), *NIGHT[1:]]

    found = project_run(steps, now=20)

    assert found.spans[1:] == (Span(None, None),) * 3
    assert (found.end, found.lateness, found.margin(120)) == (None, None, None)


def test_without_a_point_of_decision_the_end_decides() -> None:
    assert project_run([Step(0, 50)], now=0).margin(60) == 10


def test_nothing_to_run_has_no_end() -> None:
    assert project_run([], now=0).end is None


@given(runs())
def test_no_step_ends_before_what_it_waits_for(steps: list[Step]) -> None:
    spans = project_run(steps, now=0).spans

    assert all(
        (spans[before].end or 0) <= (span.start or 0)
        for step, span in zip(steps, spans, strict=True)
        for before in step.waits_for
    )


@given(runs(), st.integers(0, 400), st.integers(0, 400))
def test_time_that_passes_never_brings_the_end_forward(steps: list[Step], now: int, more: int) -> None:
    earlier, later = project_run(steps, now=now), project_run(steps, now=now + more)

    assert earlier.end is not None
    assert later.end is not None
    assert earlier.end <= later.end
    assert later.end >= later.planned_end
