import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from tests.exchange.documents import link, mspdi, task

AGREES = "<Start>2027-03-01T08:00:00</Start><Finish>2027-03-01T17:00:00</Finish><TotalSlack>0</TotalSlack>"
DIFFERS = "<Start>2027-03-09T08:00:00</Start><Finish>2027-03-09T17:00:00</Finish>"
LAG = "<Type>1</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat>"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1, AGREES, name="Survey") + task(2, DIFFERS + link(1, LAG), name="Footing")))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_each_answer_that_a_file_holds_is_counted_and_by_feature(plan: Path) -> None:
    (document,) = json.loads(run("parity", plan, "--json").output)

    assert document["tasks"] == 2
    assert document["answers"]["start and finish"] == [1, 2]
    assert document["answers"]["slack"] == [1, 1]
    assert document["features"]["working lag"] == {"start and finish": [0, 1]}
    assert document["features"]["none of these"]["start and finish"] == [1, 1]
    assert [each["uid"] for each in document["differences"]] == [2]


def test_people_read_a_table_and_why(plan: Path) -> None:
    other = plan.with_name("mast.xml")
    other.write_bytes(plan.read_bytes())

    answer = run("parity", plan, other, "--all")

    assert answer.exit_code == Exit.DONE
    assert "tower.xml" in answer.output
    assert "2 (50.0%)" in answer.output
    assert "Why the others differ" in answer.output
    assert "tower.xml: 2 “Footing” (start, finish):" in answer.output


def test_a_file_that_cannot_be_read_is_passed_over(plan: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text("<Project>")

    answer = run("parity", broken, plan)

    assert answer.exit_code == Exit.DONE
    assert "Passed over " in answer.output
