"""Whatever a file holds, a command ends with one sentence that names what to mend, in bounded time and memory."""

import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from milepost.exchange import limits
from tests.exchange.documents import calendar, link, mspdi, task
from tests.exchange.leveling.problems import PATTERSON, SECTIONS

NEVER = calendar("<WeekDays>{}</WeekDays>".format("".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>0</DayWorking></WeekDay>" for day in range(1, 8)
)))  # fmt: skip
AGES = "<Type>1</Type><LinkLag>9999999999999</LinkLag><LagFormat>7</LagFormat>"
NOBODY = (
    "<Resource><UID>7</UID><Name>Ann</Name><Type>1</Type><MaxUnits>0</MaxUnits></Resource>",
    "<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>7</ResourceUID><Units>1</Units></Assignment>",
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def plan_file(folder: Path, content: bytes) -> Path:
    path = folder / "tower.xml"
    path.write_bytes(content)
    return path


BROKEN = {
    "circle": (
        mspdi(task(1, link(2)) + task(2, link(1))),
        Exit.NO_SCHEDULE,
        "1 “Task 1” → 2 “Task 2” → 1 “Task 1”",
    ),
    "no working day": (
        mspdi(task(1), calendars=NEVER),
        Exit.NO_SCHEDULE,
        "Task 1 “Task 1” does not fit between 1900 and 2499",
    ),
    "endless lag": (
        mspdi(task(1) + task(2, link(1, AGES))),
        Exit.UNREADABLE,
        "Task 2 “Task 2” follows its predecessor with a lag of over 100 years",
    ),
    "negative duration": (mspdi(task(1, duration="-PT8H0M0S")), Exit.UNREADABLE, "1 “Task 1”"),
    "link to nowhere": (mspdi(task(1, link(9))), Exit.UNREADABLE, "Task 1 “Task 1”"),
}


@pytest.mark.parametrize("command", ["schedule", "simulate", "assess", "level"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_plan_that_cannot_be_scheduled_names_task_and_field(
    command: str, name: str, tmp_path: Path
) -> None:
    content, code, words = BROKEN[name]

    ended = run(command, plan_file(tmp_path, content))

    assert (ended.exit_code, ended.stdout) == (code, ""), ended.output
    assert words in ended.stderr
    assert ended.stderr.startswith("Error: ")
    assert "Traceback" not in ended.stderr


def test_a_person_who_is_never_there_is_named_with_the_task(tmp_path: Path) -> None:
    ended = run(
        "level",
        plan_file(tmp_path, mspdi(task(1), resources=NOBODY[0], assignments=NOBODY[1])),
        "--seconds",
        0,
    )

    assert ended.exit_code == Exit.NO_SCHEDULE, ended.output
    assert "“Task 1”" in ended.stderr
    assert "“Ann”" in ended.stderr


@pytest.mark.parametrize(
    ("estimates", "words"),
    [
        ("Task,Low,Likely,High\n1,nan,2d,3d\n", "Row 2"),
        ("Task,Low,Likely,High\n1,4d,3d,5d\n", "do not rise"),
        ("Task,Low,Likely,High\n1,1d,2d,1d\n", "do not rise"),
        ("Task,Low,Likely,High\n1,-1d,2d,3d\n", "Row 2"),
        ("Task,Low,Likely,High\n9,1d,2d,3d\n", "no task is called “9”"),
    ],
)
def test_an_impossible_estimate_is_named_by_its_row(estimates: str, words: str, tmp_path: Path) -> None:
    listed = tmp_path / "estimates.csv"
    listed.write_text(estimates)

    ended = run("simulate", plan_file(tmp_path, mspdi(task(1))), "--estimates", listed)

    assert ended.exit_code == Exit.UNREADABLE, ended.output
    assert words in ended.stderr


def test_money_spent_below_zero_is_named_by_its_row_task_and_field(tmp_path: Path) -> None:
    listed = tmp_path / "costs.csv"
    listed.write_text("Task,Spent,Fixed\n1,-5000,100\n")

    ended = run("simulate", plan_file(tmp_path, mspdi(task(1))), "--costs", listed)

    assert ended.exit_code == Exit.UNREADABLE, ended.output
    assert "Row 2: Spent of task 1 is -5000" in ended.stderr


@pytest.mark.parametrize("command", ["schedule", "simulate", "assess", "earned-value"])
@pytest.mark.parametrize("text", [PATTERSON, SECTIONS])
def test_a_problem_of_psplib_is_sent_to_the_command_that_levels_it(
    command: str, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "j30.sm"
    path.write_text(text)

    ended = run(command, path)

    assert ended.exit_code == Exit.UNREADABLE, ended.output
    assert "Level it with: milepost level j30.sm" in ended.stderr


@pytest.mark.parametrize("percent", ["130,100,80", "nan,100,130", "80,100", "-10,100,130"])
def test_an_impossible_range_is_refused(percent: str, tmp_path: Path) -> None:
    ended = run("simulate", plan_file(tmp_path, mspdi(task(1))), "--range", percent)

    assert ended.exit_code == Exit.NO_SCHEDULE, ended.output
    assert ended.stderr.startswith("Error: ")


@pytest.mark.parametrize(
    ("command", "option", "value"),
    [
        ("level", "--seconds", "nan"),
        ("level", "--seconds", "-1"),
        ("simulate", "--budget", "nan"),
        ("simulate", "--budget", "-5"),
    ],
)
def test_an_option_that_is_no_possible_number_is_refused(
    command: str, option: str, value: str, tmp_path: Path
) -> None:
    ended = run(command, plan_file(tmp_path, mspdi(task(1))), option, value)

    assert ended.exit_code == Exit.USAGE, ended.output
    assert option in ended.stderr


@pytest.mark.parametrize(
    ("jobs", "code", "words"),
    [
        ("3 1\n2\n0 0 1 2\n-3 1 1 3\n0 0 0\n", Exit.NO_SCHEDULE, "The duration of task 2"),
        ("3 1\n0\n0 0 1 2\n3 1 1 3\n0 0 0\n", Exit.NO_SCHEDULE, "Task 2 “job 2” needs 1 units of “R 1”"),
        ("3 1\n2\n0 0 1 9\n3 1 1 3\n0 0 0\n", Exit.NO_SCHEDULE, "names task 9, which is not there"),
        ("3 1\nnan\n0 0 1 2\n3 1 1 3\n0 0 0\n", Exit.UNREADABLE, "something else than numbers"),
    ],
)
def test_an_impossible_problem_of_psplib_is_named(jobs: str, code: Exit, words: str, tmp_path: Path) -> None:
    path = tmp_path / "problem.rcp"
    path.write_text(jobs)

    ended = run("level", path)

    assert ended.exit_code == code, ended.output
    assert words in ended.stderr


@pytest.mark.parametrize("command", ["schedule", "level"])
def test_a_circle_of_many_tasks_is_told_in_few_words(command: str, tmp_path: Path) -> None:
    count = 3_000
    path = tmp_path / "ring.csv"
    rows = (f"{uid},Task,1d,{uid - 1 or count},2027-03-01\n" for uid in range(1, count + 1))
    path.write_text("Id,Name,Duration,Predecessors,Start\n" + "".join(rows))

    ended = run(command, path)

    assert ended.exit_code == Exit.NO_SCHEDULE, ended.output
    assert f"{count - 20:,} more tasks" in ended.stderr
    assert len(ended.stderr) < 1_000


def test_parity_passes_over_a_plan_that_cannot_be_scheduled(tmp_path: Path) -> None:
    ended = run("parity", plan_file(tmp_path, BROKEN["circle"][0]))

    assert ended.exit_code == Exit.DONE, ended.output
    assert ended.stderr.startswith("Passed over tower.xml: Tasks wait for each other")


@pytest.mark.parametrize("correlation", ["1.5", "-0.1", "nan"])
def test_an_impossible_correlation_is_refused(correlation: str, tmp_path: Path) -> None:
    ended = run("simulate", plan_file(tmp_path, mspdi(task(1))), "--correlation", correlation)

    assert ended.exit_code == Exit.NO_SCHEDULE, ended.output
    assert "between 0 and 1" in ended.stderr


def test_a_million_tasks_are_refused_before_they_are_all_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TASKS", 1_000)
    monkeypatch.setattr(limits, "SHEET_ROWS", 2_000)
    path = tmp_path / "million.csv"
    path.write_text("Name,Duration,Start\n" + "Task,1d,2027-03-01\n" * 1_000_000)

    tracemalloc.start()
    ended = run("schedule", path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert ended.exit_code == Exit.UNREADABLE, ended.output
    assert "more than" in ended.stderr
    assert peak < 3 * path.stat().st_size
