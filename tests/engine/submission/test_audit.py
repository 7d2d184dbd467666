from dataclasses import replace

from milepost.engine.network.model import Constraint, Network
from milepost.engine.schedule import schedule
from milepost.engine.submission import Topic, Version, audit, letter
from tests.engine.drawing import at, network

BEFORE = network(
    """
    Dig    5d
    Pour   3d  after Dig
    Frame  4d  after Pour
    """,
    Dig={"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 60.0},
)
AFTER = network(
    """
    Dig    5d
    Pour   5d  after Dig SS+1d
    Roof   2d  after Pour
    """,
    Dig={"actual_start": at("Tue Mar 2 08:00"), "percent_complete": 40.0},
    Pour={"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Mon Mar 8 08:00")},
)


LATER = "The finish moves from Mar 16, 2027 to Mar 18, 2027 because “Frame” takes 2 days longer."


def version(planned: Network, **known: object) -> Version:
    return Version(planned, schedule(planned), **known)  # type: ignore[arg-type]


def test_each_difference_is_a_finding_under_its_topic_the_gravest_first():
    third = AFTER.tasks[2]._replace(uid=4)
    after = replace(
        AFTER,
        tasks=[*AFTER.tasks[:2], third],
        links=[AFTER.links[0], AFTER.links[1]._replace(successor=4)],
    )

    found = audit(version(BEFORE), version(after))

    assert [(finding.topic, finding.sentence) for finding in found.findings] == [
        (Topic.HISTORY, "“Dig” was reported as started Mar 1, 2027, now Mar 2, 2027."),
        (Topic.HISTORY, "“Dig” was reported as 60% complete, now 40%."),
        (Topic.REMOVED, "“Frame” is gone."),
        (Topic.LOGIC, "“Pour” waits differently for “Dig”."),
        (Topic.DURATIONS, "“Pour” takes 2 days longer (it took 3 days)."),
        (Topic.DATES, "“Pour” may not start before Mar 8, 2027."),
        (Topic.ADDED, "“Roof” is new."),
    ]


def test_a_leveling_delay_is_a_date_that_somebody_decided():
    later = replace(BEFORE, tasks=[*BEFORE.tasks[:2], BEFORE.tasks[2]._replace(leveling_delay=1440)])

    found = audit(version(BEFORE), version(later))

    assert [(finding.topic, finding.uid) for finding in found.findings] == [(Topic.DATES, 3)]


def test_progress_is_no_change_of_history():
    later = replace(BEFORE, tasks=[BEFORE.tasks[0]._replace(percent_complete=80.0), *BEFORE.tasks[1:]])

    found = audit(version(BEFORE), version(later))

    assert [finding.topic for finding in found.findings] == [Topic.PROGRESS]
    assert letter(found, name="Tower").endswith("Only progress was recorded. We have no comments.")


def test_work_that_was_finished_and_is_not_any_more_is_history_written_anew():
    done = BEFORE.tasks[0]._replace(percent_complete=100.0, actual_finish=at("Fri Mar 5 17:00"))
    undone = done._replace(actual_finish=None)

    found = audit(
        version(replace(BEFORE, tasks=[done, *BEFORE.tasks[1:]])),
        version(replace(BEFORE, tasks=[undone, *BEFORE.tasks[1:]])),
    )

    assert [finding.sentence for finding in found.of(Topic.HISTORY)] == [
        "“Dig” was reported as finished Mar 5, 2027, and is not finished any more."
    ]


def test_a_baseline_that_moved_is_reported_and_a_first_one_is_not():
    march = {1: (at("Mon Mar 1 08:00"), at("Fri Mar 5 17:00"))}
    later = {1: (at("Mon Mar 1 08:00"), at("Mon Mar 8 17:00"))}

    moved = audit(version(BEFORE, baseline=march), version(BEFORE, baseline=later))
    first = audit(version(BEFORE), version(BEFORE, baseline=march))

    assert [finding.sentence for finding in moved.findings] == [
        "“Dig” was baselined Mar 1, 2027 to Mar 5, 2027, now Mar 1, 2027 to Mar 8, 2027."
    ]
    assert first.findings == ()


def test_a_new_name_is_a_finding():
    renamed = replace(BEFORE, tasks=[*BEFORE.tasks[:2], BEFORE.tasks[2]._replace(name="Frames")])

    assert [finding.sentence for finding in audit(version(BEFORE), version(renamed)).findings] == [
        "“Frame” is called “Frames” now."
    ]


def test_the_letter_says_where_the_finish_goes_and_asks_by_topic():
    longer = replace(BEFORE, tasks=[*BEFORE.tasks[:2], BEFORE.tasks[2]._replace(duration=6 * 480)])

    text = letter(audit(version(BEFORE), version(longer)), name="Radio tower")

    assert text.splitlines() == [
        "Comments on the schedule of Radio tower",
        "",
        f"We compared the schedule with the version before. {LATER}",
        "",
        "Before the next submission, please answer or correct:",
        "",
        "1. Durations changed. Please tell us what they rest on.",
        "   - “Frame” takes 2 days longer (it took 4 days).",
    ]


def test_the_same_version_twice_differs_in_nothing():
    assert audit(version(BEFORE), version(BEFORE)).findings == ()
