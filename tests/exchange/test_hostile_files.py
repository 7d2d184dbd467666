import resource
import zipfile
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest

from milepost.engine.errors import ScheduleError
from milepost.engine.schedule import schedule
from milepost.exchange import limits
from milepost.exchange.errors import Damaged, TooLarge, UnknownFormat, UnreadableFile
from milepost.exchange.network import network_of
from milepost.exchange.reading import read_plan
from tests.exchange.documents import STANDARD, link, mspdi, task

SECONDS = 10
MEGABYTES = 1024

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&b;</Name></Project>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&x;</Name></Project>"""


def refusal(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read_plan(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.xml", b"", "plan.xml is empty. Save or download it again."),
        ("plan.xml", mspdi(task(1))[:-40], "The XML breaks off or is damaged at line"),
        ("plan.xml", PNG, "plan.xml is a picture (PNG), not a project plan."),
        ("plan.xml", b"%PDF-1.7", "plan.xml is a PDF document"),
        ("plan.xml", b"<html><body/></html>", "its first element is <html>"),
        ("plan.xml", b"<Project><Na\x00me/></Project>", "The XML breaks off or is damaged"),
        (
            "plan.xml",
            b'<?xml version="1.0" encoding="klingon"?><Project/>',
            "declares an encoding in its first line",
        ),
        (
            "plan.xml",
            b'<?xml version="1.0" encoding="gb2312"?><Project/>',
            "declares an encoding in its first line",
        ),
        ("plan.xml", LAUGHS, "declares a document type or entities"),
        ("plan.xml", OUTSIDE, "declares a document type or entities"),
        ("plan.xml", LAUGHS.decode().encode("utf-16"), "declares a document type or entities"),
        ("plan.xml", b"<Project>" * 100_000, "nests its elements more than 32 deep"),
        ("plan.xer", b"ERMHDR\t8.2\n%T\tPROJECT\n%F\tproj_id\n%R\t1\n", "breaks off before its end mark"),
        ("plan.xlsx", b"PK\x03\x04 this is no archive", "is a damaged or incomplete spreadsheet"),
        ("plan.csv", b"Task name\nSite \xe9", "gives no date to start from"),
        ("plan.csv", b"a,b,c\n1,2,3\n", "No column “Name” was found"),
        ("plan.dat", b"\x00\x01\x02\x03", "is of no format that Milepost knows"),
        ("notes.md", b"Nothing but prose here", "is text, but neither a plan nor a table"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value[:40],
)
def test_a_file_that_is_no_plan_gets_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    assert sentence in refusal(tmp_path, name, content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (task(1) + task(1, name="Again"), "Two tasks have the same number 1: “Task 1” and “Again”."),
        (task(1, link(77)), "Task 1 “Task 1” is linked to task 77, which is not in the file."),
        (task(1, link(1)), "Task 1 “Task 1” is its own predecessor."),
        (task(1, "<Finish>2027-02-30T08:00:00</Finish>"), "is not a date that exists"),
        (task(1, "<Finish>0001-01-01T00:00:00</Finish>"), "lies outside the years 1950 to 2149"),
        (task(1, duration="PT99999999H0M0S"), "is longer than 100 years"),
        (task(1, duration="-PT8H0M0S"), "has a duration that cannot be"),
        (task(1) + task(2, link(1, "<LinkLag>99999999999</LinkLag>")), "with a lag of over 100 years"),
        (task(99999999999), "which no program gives"),
        (
            task(
                1,
                "<ActualStart>2027-03-08T08:00:00</ActualStart><ActualFinish>2027-03-01T17:00:00</ActualFinish>",
            ),
            "has its actual finish (Mar 1, 2027) before its actual start (Mar 8, 2027)",
        ),
        (
            "".join(task(uid, f"<OutlineLevel>{uid}</OutlineLevel>") for uid in range(1, 1000)),
            "lies more than 100 outline levels deep",
        ),
    ],
)
def test_a_plan_that_contradicts_itself_gets_a_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    assert sentence in refusal(tmp_path, "plan.xml", mspdi(content))


def test_calendars_based_on_each_other_get_a_sentence(tmp_path: Path) -> None:
    calendars = "".join(
        f"<Calendar><UID>{uid}</UID><Name>C{uid}</Name><BaseCalendarUID>{base}</BaseCalendarUID></Calendar>"
        for uid, base in ((1, 2), (2, 1))
    )

    assert "is based on itself" in refusal(tmp_path, "plan.xml", mspdi(calendars=calendars))


def test_links_in_a_circle_name_their_tasks(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(mspdi(task(1, link(3)) + task(2, link(1)) + task(3, link(2))))

    with pytest.raises(ScheduleError, match="Task 1"):
        schedule(network_of(read_plan(path)))


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    with path.open("wb") as file:
        file.truncate(200 * limits.MEGABYTE)
    begun = perf_counter()

    with pytest.raises(TooLarge, match=r"plan\.xml holds 200 MB"):
        read_plan(path)
    assert perf_counter() - begun < 1


def test_a_file_of_nothing_but_spaces_and_one_of_one_endless_text_stay_within_bounds(tmp_path: Path) -> None:
    body = b"<Project><Name>" + b"x" * (100 * limits.MEGABYTE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = perf_counter()

    assert "breaks off" in refusal(tmp_path, "plan.xml", body)
    assert perf_counter() - begun < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def test_a_plan_of_too_many_tasks_is_refused_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TASKS", 50)

    refused = refusal(tmp_path, "plan.xml", mspdi("".join(task(uid) for uid in range(1, 60))))
    assert refused.startswith("The file holds more than 50 tasks")


def archive(members: dict[str, bytes]) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return output.getvalue()


def test_a_zip_bomb_is_refused_unpacked(tmp_path: Path) -> None:
    bomb = archive(
        {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (64 * limits.MEGABYTE)}
    )
    begun = perf_counter()

    assert "unpacks to 64 MB" in refusal(tmp_path, "plan.xlsx", bomb)
    assert perf_counter() - begun < SECONDS


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    assert "declares a document type" in refusal(tmp_path, "plan.xlsx", archive({"xl/workbook.xml": LAUGHS}))


def test_a_workbook_without_its_parts_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refusal(tmp_path, "plan.xlsx", archive({"xl/workbook.xml": b"<workbook/>"}))


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    assert "zip archive without a spreadsheet" in refusal(
        tmp_path, "plan.zip", archive({"plan.xml": b"<Project/>"})
    )


def test_a_recurrence_without_end_is_refused(tmp_path: Path) -> None:
    forever = (
        "<Exceptions><Exception><EnteredByOccurrences>1</EnteredByOccurrences><TimePeriod>"
        "<FromDate>1950-01-01T00:00:00</FromDate></TimePeriod><Occurrences>999999999</Occurrences>"
        "<Type>7</Type><Period>1</Period><DayWorking>0</DayWorking></Exception></Exceptions>"
    )
    calendars = STANDARD.replace("</Calendar>", f"{forever}</Calendar>")

    assert "exceptions in one calendar" in refusal(tmp_path, "plan.xml", mspdi(calendars=calendars))


def test_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match=r"There is no file plan\.xml"):
        read_plan(tmp_path / "plan.xml")


def test_an_older_workbook_is_told_to_be_saved_anew(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))

    with pytest.raises(UnknownFormat, match=r"Save it as \.xlsx"):
        read_plan(path)


def test_the_name_that_the_sender_gave_is_the_one_in_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "upload.bin"
    path.write_bytes(PNG)

    with pytest.raises(UnknownFormat, match=r"Kickoff\.xml is a picture"):
        read_plan(path, name="Kickoff.xml")


@pytest.mark.parametrize("cut", range(60, 1200, 60))
def test_a_plan_cut_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    whole = mspdi(task(1) + task(2, link(1)) + task(3, link(2)))

    refusal(tmp_path, "plan.xml", whole[: min(cut, len(whole) - 1)])
