import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from tests.exchange.documents import link, mspdi, task

LAG = "<Type>1</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat>"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tower.xml"
    path.write_bytes(
        mspdi(task(1, name="Survey") + task(2, link(1, LAG), name="Footing") + task(3, name="Fence"))
    )
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


FOOTING = {
    "uid": 2,
    "name": "Footing",
    "start": "2027-03-03T08:00",
    "finish": "2027-03-03T17:00",
    "early_start": "2027-03-03T08:00",
    "early_finish": "2027-03-03T17:00",
    "late_start": "2027-03-03T08:00",
    "late_finish": "2027-03-03T17:00",
    "total_slack": 0,
    "free_slack": 0,
    "critical": True,
    "longest_path": True,
    "driver": 1,
    "reason": "link",
}


def test_json_has_every_task_with_all_its_dates(plan: Path) -> None:
    document = json.loads(run("schedule", plan, "--json").output)

    assert (document["name"], document["start"], document["finish"]) == (
        "Radio tower",
        "2027-03-01T08:00",
        "2027-03-03T17:00",
    )
    assert [row["name"] for row in document["tasks"]] == ["Survey", "Footing", "Fence"]
    assert document["tasks"][1] == FOOTING
    assert (document["tasks"][2]["total_slack"], document["tasks"][2]["driver"]) == (960, None)


def test_csv_has_the_same(plan: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("schedule", plan, "--csv").output)))

    assert rows[1] == {name: str(value) for name, value in FOOTING.items()} | {
        "critical": "true",
        "longest_path": "true",
    }


def test_the_table_is_for_people(plan: Path) -> None:
    lines = run("schedule", plan).output.splitlines()

    assert lines[0] == "Radio tower: Mar 1, 2027 to Mar 3, 2027"
    assert lines[4].split() == [
        "2",
        "Footing",
        "2027-03-03",
        "08:00",
        "2027-03-03",
        "17:00",
        "0",
        "d",
        "yes",
        "1",
    ]


@pytest.mark.parametrize("named", ["2", "Footing", "foot"])
def test_a_task_is_explained_back_to_the_start(plan: Path, named: str) -> None:
    assert run("schedule", plan, "--explain", named).output.splitlines() == [
        "“Footing” starts Mar 3, 2027, 1 working day after “Survey” finishes.",
        "“Survey” starts Mar 1, 2027, when the project starts.",
    ]


def test_a_task_that_is_not_there_or_not_one_is_told(plan: Path) -> None:
    missing, several = run("schedule", plan, "--explain", "99"), run("schedule", plan, "--explain", "f")

    assert (missing.exit_code, missing.stderr) == (
        Exit.USAGE,
        "Error: No task has the number or name “99”.\n",
    )
    assert several.stderr == "Error: “f” names 2 tasks: 2 “Footing”, 3 “Fence”. Give the number.\n"


def test_a_date_that_cannot_be_kept_is_warned_of(tmp_path: Path) -> None:
    held = "<ConstraintType>2</ConstraintType><ConstraintDate>2027-03-01T08:00:00</ConstraintDate>"
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1) + task(2, held + link(1))))

    done = run("schedule", path)
    assert (done.exit_code, done.stderr) == (
        Exit.DONE,
        "Warning: the constraint of task 2 “Task 2” cannot be kept.\n",
    )


def test_a_file_that_is_none_ends_with_one_sentence(tmp_path: Path) -> None:
    done = run("schedule", tmp_path / "none.xml")

    assert (done.exit_code, done.stdout) == (Exit.UNREADABLE, "")
    assert done.stderr == "Error: There is no file none.xml. Check the name and the folder.\n"


def test_links_in_a_circle_end_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1, link(2)) + task(2, link(1))))

    done = run("schedule", path)
    assert done.exit_code == Exit.NO_SCHEDULE
    assert done.stderr.count("\n") == 1
    assert "Task 1" in done.stderr


def test_float_paths_lead_to_the_finish_or_to_a_task(plan: Path) -> None:
    document = json.loads(run("schedule", plan, "--json", "--paths", 2).output)
    shown = run("schedule", plan, "--paths", 1, "--paths-to", "Fence").output.splitlines()

    assert document["float_paths"] == [{"number": 1, "slack": 0, "tasks": [1, 2]}]
    assert [row["float_path"] for row in document["tasks"]] == [1, 1, None]
    assert shown[-3:] == [
        "Float paths to 3 “Fence”, which finishes Mar 1, 2027",
        "   1  0 d of float",
        "      2027-03-01 08:00  3 “Fence”",
    ]


def test_the_task_that_paths_lead_to_is_nothing_without_paths(plan: Path) -> None:
    answer = run("schedule", plan, "--paths-to", "Fence")

    assert answer.exit_code == Exit.USAGE
    assert "--paths" in answer.output


def test_a_plan_is_scheduled_by_the_convention_asked_for(tmp_path: Path) -> None:
    held = "<ConstraintType>2</ConstraintType><ConstraintDate>2027-03-01T08:00:00</ConstraintDate>"
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1) + task(2, held + link(1))))

    own = json.loads(run("schedule", path, "--json").stdout)
    other = json.loads(run("schedule", path, "--json", "--convention", "primavera").stdout)

    assert (own["convention"], own["tasks"][1]["start"]) == ("microsoft_project", "2027-03-01T08:00")
    assert (other["convention"], other["tasks"][1]["start"]) == ("primavera", "2027-03-02T08:00")
