from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.reading import read_plan
from tests.exchange.documents import link, mspdi, task


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1, "<FixedCost>100</FixedCost>") + task(2, link(1))))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["convert", *map(str, arguments)])


@pytest.mark.parametrize("ending", [".xml", ".xlsx", ".csv"])
def test_a_plan_is_written_with_its_computed_dates(plan: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out{ending}"

    assert run(plan, out).exit_code == Exit.DONE
    assert [task.stored.finish.isoformat() for task in read_plan(out).tasks if task.stored.finish] == [
        "2027-03-01T17:00:00",
        "2027-03-02T17:00:00",
    ]


def test_a_list_becomes_a_plan_for_microsoft_project(tmp_path: Path) -> None:
    listed, out = tmp_path / "list.csv", tmp_path / "out.xml"
    listed.write_text("Name,Duration,Predecessors,Start\nSurvey,2d,,2027-03-01\nFooting,1d,1,\n")

    assert run(listed, out).exit_code == Exit.DONE
    assert [task.stored.finish for task in read_plan(out).tasks] == [
        datetime(2027, 3, 2, 17, 0),
        datetime(2027, 3, 3, 17, 0),
    ]


def test_what_is_not_modeled_is_told_and_kept(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    done = run(plan, out)

    assert done.stderr.splitlines() == [
        "Note: Not shown in Milepost, kept for Microsoft Project: fixed cost of 1 task.",
        f"Wrote 2 tasks to {out}.",
    ]
    assert b"<FixedCost>100</FixedCost>" in out.read_bytes()


def test_an_ending_that_is_not_written_is_refused_before_reading(plan: Path, tmp_path: Path) -> None:
    done = run(plan, tmp_path / "out.mpp")

    assert (done.exit_code, done.stderr) == (
        Exit.UNWRITABLE,
        "Error: out.mpp must end in one of .xml, .xlsx, .csv.\n",
    )


def test_a_file_is_not_written_over_itself(plan: Path) -> None:
    before = plan.read_bytes()

    assert run(plan, plan).exit_code == Exit.USAGE
    assert plan.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(plan: Path, tmp_path: Path) -> None:
    done = run(plan, tmp_path / "none" / "out.xml")

    assert done.exit_code == Exit.UNWRITABLE
    assert done.stderr.startswith("Error: ")


def test_nothing_is_left_behind_when_reading_fails(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(mspdi(task(1))[:-20])

    assert run(broken, tmp_path / "out.xml").exit_code == Exit.UNREADABLE
    assert [path.name for path in tmp_path.iterdir()] == ["broken.xml"]


def test_an_unwritten_result_keeps_the_file_that_was_there(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    run(plan, out)
    first = out.read_bytes()

    assert run(tmp_path / "none.xml", out).exit_code == Exit.UNREADABLE
    assert out.read_bytes() == first
    assert read_mspdi(BytesIO(first)).name == "Radio tower"
