import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from tests.exchange.documents import mspdi, task
from tests.exchange.leveling.problems import PATTERSON, SECTIONS

DAY = "<Duration>PT8H0M0S</Duration>"
ANN = (
    "<Resources><Resource><UID>1</UID><Name>Ann</Name><Type>1</Type><MaxUnits>1</MaxUnits></Resource></Resources>"
    "<Assignments>"
    "<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment>"
    "<Assignment><UID>2</UID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment>"
    "</Assignments>"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tower.xml"
    content = mspdi(task(1, DAY, name="Survey") + task(2, DAY, name="Footing"))
    path.write_bytes(content.replace(b"</Project>", ANN.encode() + b"</Project>"))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["level", *(str(argument) for argument in arguments), "--seconds", "0"])


@pytest.mark.parametrize("text", [PATTERSON, SECTIONS])
def test_a_problem_of_psplib_is_answered_in_periods(text: str, tmp_path: Path) -> None:
    path = tmp_path / "small.sm"
    path.write_text(text)

    answer = run(path)

    assert answer.exit_code == Exit.DONE
    assert answer.output.splitlines()[:3] == ["makespan 7", "bound    5", "gap      40.00%"]


def test_a_plan_says_when_it_finishes_and_what_waits_for_whom(plan: Path) -> None:
    answer = run(plan)

    assert answer.exit_code == Exit.DONE
    assert "makespan 2 d" in answer.output
    assert "“Ann” is taken by “" in answer.output


def test_json_and_csv_hold_every_task(plan: Path) -> None:
    document = json.loads(run(plan, "--json").output)
    rows = list(csv.DictReader(io.StringIO(run(plan, "--csv").output)))

    assert (
        [one["name"] for one in document["tasks"]] == [row["name"] for row in rows] == ["Survey", "Footing"]
    )
    assert {row["resources"] for row in rows} == {"Ann"}
    assert document["makespan"] == 960


def test_one_who_is_asked_for_more_than_there_is_ends_in_a_sentence(plan: Path) -> None:
    plan.write_bytes(plan.read_bytes().replace(b"<MaxUnits>1<", b"<MaxUnits>0<"))

    answer = run(plan)

    assert answer.exit_code == Exit.NO_SCHEDULE
    assert "needs 100 units of “Ann”, and there are never more than 0." in answer.output


def test_two_problems_of_psplib_are_not_leveled_together(tmp_path: Path) -> None:
    path = tmp_path / "small.sm"
    path.write_text(PATTERSON)

    assert run(path, path).exit_code == Exit.USAGE
