from dataclasses import replace

import pytest

from milepost.engine.network.conventions import PRIMAVERA
from milepost.engine.network.model import Constraint, LagUnit, Link, Network
from milepost.engine.schedule import Cause, Reason, cause_sentence, explain, schedule
from tests.engine.drawing import at, network


def said(planned: Network, name: str) -> list[str]:
    uid = next(task.uid for task in planned.tasks if task.name == name)
    return [cause_sentence(cause, planned) for cause in explain(planned, schedule(planned), uid).chain]


def test_a_start_is_followed_link_by_link_to_the_project_start() -> None:
    planned = network("design 3d\nbuy 1d after design +1d\nbuild 2d after buy, design SS")

    assert said(planned, "build") == [
        "“build” starts Mar 8, 2027, when “buy” finishes.",
        "“buy” starts Mar 5, 2027, 1 working day after “design” finishes.",
        "“design” starts Mar 1, 2027, when the project starts.",
    ]


def test_a_step_carries_what_the_sentence_says() -> None:
    planned = network("design 3d\nbuild 2d after design SS+1d")

    explanation = explain(planned, schedule(planned), 2)

    assert explanation.chain == (
        Cause(2, Reason.LINK, at("Tue Mar 2 08:00"), 1, planned.links[0]),
        Cause(1, Reason.PROJECT_START, at("Mon Mar 1 08:00")),
    )
    assert explanation.uids == (2, 1)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("SS+1d", "“b” starts Mar 2, 2027, 1 working day after “a” starts."),
        ("FS-1d", "“b” starts Mar 2, 2027, 1 working day before “a” finishes."),
        ("FS+2ed", "“b” starts Mar 5, 2027, 2 calendar days after “a” finishes."),
        ("FS+50%", "“b” starts Mar 4, 2027, 50% of its duration after “a” finishes."),
        ("FF", "“b” starts Mar 2, 2027, so that it finishes when “a” finishes."),
        ("FF+0.5d", "“b” starts Mar 2, 2027, so that it finishes 4 working hours after “a” finishes."),
        ("SF+1d", "“b” starts Mar 1, 2027, so that it finishes 1 working day after “a” starts."),
    ],
)
def test_each_kind_of_link_is_said(link: str, sentence: str) -> None:
    assert said(network(f"a 2d\nb 1d after a {link}"), "b")[0] == sentence


@pytest.mark.parametrize(
    ("constraint", "sentence"),
    [
        (
            Constraint.START_NO_EARLIER_THAN,
            "“a” starts Mar 3, 2027 because it may not start before Mar 3, 2027.",
        ),
        (Constraint.MUST_START_ON, "“a” starts Mar 3, 2027 because it must start on Mar 3, 2027."),
    ],
)
def test_a_constraint_is_said(constraint: Constraint, sentence: str) -> None:
    planned = network("a 2d", a={"constraint": constraint, "constraint_at": at("Wed Mar 3 08:00")})

    assert said(planned, "a") == [sentence]


def test_a_task_as_late_as_possible_says_so() -> None:
    planned = network("a 2d\nb 5d", a={"constraint": Constraint.AS_LATE_AS_POSSIBLE})

    assert said(planned, "a") == [
        "“a” starts Mar 4, 2027, as late as it can without moving the finish of the project."
    ]


def test_what_is_not_late_itself_is_explained_by_what_holds_it() -> None:
    held = {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Mon Mar 8 08:00")}
    planned = network("a 2d\nb 1d after a\nc 9d", a={"constraint": Constraint.AS_LATE_AS_POSSIBLE}, b=held)

    assert said(replace(planned, convention=PRIMAVERA), "a") == [
        "“a” starts Mar 4, 2027, as late as it can before “b” starts.",
        "“b” starts Mar 8, 2027 because it may not start before Mar 8, 2027.",
    ]


def test_a_project_scheduled_from_its_finish_is_followed_forward_to_it() -> None:
    late = {"constraint": Constraint.AS_LATE_AS_POSSIBLE}
    planned = network("a 2d\nb 1d after a +1d\nc 2d after b\nd 1d after a", a=late, b=late, c=late, d=late)

    assert said(replace(planned, finish=at("Fri Mar 12 17:00")), "a") == [
        "“a” starts Mar 5, 2027, as late as it can before “b” starts.",
        "“b” starts Mar 10, 2027, as late as it can before “c” starts.",
        "“c” starts Mar 11, 2027, as late as it can for the project to finish by Mar 12, 2027.",
    ]


def test_a_deadline_holds_what_is_as_late_as_possible() -> None:
    late = {"constraint": Constraint.AS_LATE_AS_POSSIBLE, "deadline": at("Wed Mar 3 17:00")}

    assert said(network("a 2d\nb 9d", a=late), "a") == [
        "“a” starts Mar 2, 2027, as late as its deadline of Mar 3, 2027 allows."
    ]


def test_actual_and_manual_starts_are_roots() -> None:
    planned = network(
        "a 1d\nb 1d after a\nc 1d",
        a={"actual_start": at("Tue Mar 2 08:00")},
        c={"pinned_start": at("Wed Mar 3 08:00")},
    )

    assert said(planned, "b")[1:] == ["“a” started Mar 2, 2027."]
    assert said(planned, "c") == ["“c” is scheduled by hand to start Mar 3, 2027."]


def test_a_summary_is_followed_to_the_task_that_decides() -> None:
    planned = network("plan\n  ask 1d\n  think 3d\ngo after plan\n  buy 1d")

    assert said(planned, "buy") == [
        "“buy” starts Mar 4, 2027, when “plan” finishes, as its summary “go” must.",
        "“plan” finishes Mar 3, 2027 with “think”, the last task below it.",
        "“think” starts Mar 1, 2027, when the project starts.",
    ]
    assert said(planned, "plan") == [
        "“plan” starts Mar 1, 2027 with “ask”, the first task below it.",
        "“ask” starts Mar 1, 2027, when the project starts.",
    ]


def test_a_date_on_a_summary_is_the_root_of_what_it_holds() -> None:
    held = {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Wed Mar 3 08:00")}
    planned = network("plan\n  ask\n    why 1d", plan=held)

    assert said(planned, "why") == [
        "“why” starts Mar 3, 2027 because its summary “plan” may not start earlier."
    ]


def test_lags_below_an_hour_are_said_in_minutes() -> None:
    planned = network("a 1d\nb 1d")
    linked = Network(
        planned.start, planned.tasks, [Link(1, 2, lag=45, lag_unit=LagUnit.ELAPSED)], planned.calendars
    )

    assert said(linked, "b")[0] == "“b” starts Mar 2, 2027, 45 minutes after “a” finishes."


def test_an_unknown_task_is_not_explained() -> None:
    planned = network("a 1d")

    with pytest.raises(KeyError):
        explain(planned, schedule(planned), 9)
