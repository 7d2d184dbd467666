import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from tests.exchange.documents import link, mspdi, task

LEAD = "<Type>1</Type><LinkLag>-4800</LinkLag><LagFormat>7</LagFormat>"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tower.xml"
    path.write_bytes(mspdi(task(1, name="Survey") + task(2, link(1, LEAD), name="Footing")))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_failing_check_names_its_tasks(plan: Path) -> None:
    answer = run("assess", plan)

    assert answer.exit_code == Exit.DONE
    assert (
        "  2  FAIL            Leads                        100% (1 of 1), none\n     2 “Footing”"
        in answer.output
    )
    assert " 14  NOT ASSESSABLE  Baseline execution index     The plan has no status date." in answer.output


def test_programs_read_the_same(plan: Path) -> None:
    document = json.loads(run("assess", plan, "--json").output)
    rows = list(csv.DictReader(io.StringIO(run("assess", plan, "--csv").output)))

    assert len(document["checks"]) == len(rows) == 16
    assert len(document["practices"]) == 10
    assert document["checks"][2]["tasks"] == [2]
    assert (rows[2]["title"], rows[2]["verdict"], rows[2]["tasks"]) == ("Leads", "fail", "2")


def test_what_cannot_be_read_ends_with_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text("<Project>")

    assert run("assess", broken).exit_code == Exit.UNREADABLE
