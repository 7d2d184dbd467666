from datetime import date
from pathlib import Path

import pytest

from milepost.exchange.errors import UnknownFormat
from milepost.exchange.sheets.columns import BadRows
from milepost.exchange.sheets.projects import ListedProject, read_project_list, write_project_list
from tests.exchange.documents import mspdi


def test_a_list_of_projects_is_read(tmp_path: Path) -> None:
    path = tmp_path / "projects.csv"
    path.write_text(
        "Number,Project name,Department,Tier,Start date,Target finish\n"
        "2027-01,Radio tower,Fire,Large,3/1/2027,\n"
        ",Laptops,IT,,,2027-06-30\n"
    )

    assert read_project_list(path) == [
        ListedProject(2, "Radio tower", "2027-01", "Fire", tier="Large", start=date(2027, 3, 1)),
        ListedProject(3, "Laptops", department="IT", target_finish=date(2027, 6, 30)),
    ]


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    projects = [
        ListedProject(
            2, "=Radio", "1", "Fire", "new_facility", "large", "approved", "Ana", "Chief", date(2027, 3, 1)
        ),
        ListedProject(3, "Laptops", target_finish=date(2027, 6, 30), purpose="Replace"),
    ]
    path = tmp_path / "projects.xlsx"
    path.write_bytes(write_project_list(projects))

    assert read_project_list(path) == projects


def test_the_template_is_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(write_project_list())

    assert read_project_list(path) == []


def test_problems_are_told_with_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "projects.csv"
    path.write_text("Number,Name,Start,Target finish\n1,A,soon,\n2,B,2027-05-01,2027-04-01\n3,C,,\n3,D,,\n")

    with pytest.raises(BadRows) as refused:
        read_project_list(path)
    assert refused.value.problems == [
        "Row 2: Start “soon” is not a date such as 2027-03-12 or 3/12/2027.",
        "Row 3: Target finish (2027-04-01) lies before Start (2027-05-01).",
        "Row 5: Number “3” also stands in row 4.",
    ]


def test_a_plan_is_no_list_of_projects(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(mspdi())

    with pytest.raises(UnknownFormat, match="is no list"):
        read_project_list(path)
