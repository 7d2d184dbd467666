import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.cli.exits import Exit
from tests.exchange.documents import STANDARD, calendar, link, mspdi, task, working

SURVEY = task(1, "<GUID>A1</GUID>", name="Survey")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "may.xml", tmp_path / "june.xml"
    before.write_bytes(mspdi(SURVEY + task(2, link(1), name="Footing")))
    after.write_bytes(mspdi(task(7, "<GUID>A1</GUID>", name="Survey") + task(2, name="Footing")))
    return before, after


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_same_task_is_known_by_its_guid_whatever_its_number(files: tuple[Path, Path]) -> None:
    answer = run("compare", *files)

    assert answer.exit_code == Exit.DONE
    assert "Logic (1)\n  “Footing” no longer waits for “Survey”." in answer.output
    assert "gone" not in answer.output


def test_programs_and_vendors_read_the_same(files: tuple[Path, Path]) -> None:
    document = json.loads(run("compare", *files, "--json").output)
    rows = list(csv.DictReader(io.StringIO(run("compare", *files, "--csv").output)))
    comments = run("compare", *files, "--letter").output

    assert (
        [finding["topic"] for finding in document["findings"]] == [row["topic"] for row in rows] == ["logic"]
    )
    assert document["finish_after"] < document["finish_before"]
    assert "1. The order of work changed. Please tell us why." in comments


def test_people_keep_their_calendars_where_a_file_lists_them_otherwise(tmp_path: Path) -> None:
    days = "".join(
        f"<WeekDay><DayType>{day}</DayType>{working('20:00:00', '23:00:00')}</WeekDay>" for day in range(1, 8)
    )
    night = calendar(f"<WeekDays>{days}</WeekDays>", uid=2).replace("City", "Night")
    unused = calendar("", uid=3).replace("City", "Unused")
    people = "<Resource><UID>7</UID><Name>Ann</Name><Type>1</Type><CalendarUID>2</CalendarUID></Resource>"
    given = "<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>7</ResourceUID><Units>1</Units></Assignment>"
    before, after = tmp_path / "may.xml", tmp_path / "june.xml"
    for path, calendars in ((before, STANDARD + unused + night), (after, night + STANDARD)):
        path.write_bytes(mspdi(task(1), calendars=calendars, resources=people, assignments=given))

    assert "Nothing else differs." in run("compare", before, after).output


def test_a_file_is_the_same_as_itself(files: tuple[Path, Path]) -> None:
    assert "Nothing else differs." in run("compare", files[0], files[0]).output
