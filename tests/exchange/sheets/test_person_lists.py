from pathlib import Path

import pytest

from milepost.exchange.errors import UnreadableFile
from milepost.exchange.sheets.people import ListedPerson, read_person_list, write_person_list


def test_a_list_is_read_by_its_headings_in_any_order_and_spelling(tmp_path: Path):
    path = tmp_path / "staff.csv"
    path.write_text(
        "Reports to,Employee Name,E-mail,Position,Division\nAna Lopez,Ben Ito,ben@city.example,Clerk,PD\n,,,,\n"
    )

    assert read_person_list(path) == [
        ListedPerson(2, "Ben Ito", "ben@city.example", "Clerk", "PD", supervisor="Ana Lopez")
    ]


def test_the_template_holds_the_headings_and_nobody(tmp_path: Path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(write_person_list())

    assert read_person_list(path) == []


def test_two_rows_do_not_share_an_address(tmp_path: Path):
    path = tmp_path / "staff.csv"
    path.write_text("Name,Email\nAna,a@city.example\nBen,A@city.example\n")

    with pytest.raises(UnreadableFile, match=r"Row 3: Email “A@city.example” also stands in row 2"):
        read_person_list(path)
