"""Which format a file is of, told by its content first and its name second."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from milepost.exchange.errors import Damaged, UnknownFormat

HEAD_BYTES = 20_000
"""So much shows whether all of a file is numbers."""
LISTS = (".csv", ".tsv", ".txt")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OTHERS = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"Rar!": "a compressed file (RAR)",
    b"7z\xbc\xaf": "a compressed file (7z)",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{": "JSON data",
}
KNOWN = (
    "Milepost reads Microsoft Project (.mpp, .xml, .mpx), Primavera P6 (.xer, .xml), GanttProject (.gan), "
    "ProjectLibre (.pod), Planner (.planner) and task lists (.xlsx, .csv)."
)
_COUNTS_FIRST = re.compile(r"\s*\d+\s+\d+\s[-+.\w\s]*\Z")
"""Jobs and resources lead in Patterson's format; what stands among the numbers behind them is told on reading."""
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)([^>]*)")


class Format(StrEnum):
    """The formats that are read; the value is the word kept in `Plan.source_format`."""

    MSPDI = "mspdi"
    XER = "xer"
    XLSX = "xlsx"
    CSV = "csv"
    MPP = "mpp"
    MPX = "mpx"
    PMXML = "pmxml"
    GANTTPROJECT = "gan"
    PROJECTLIBRE = "pod"
    PLANNER = "planner"


NATIVE = {Format.MSPDI, Format.XER, Format.XLSX, Format.CSV}


def format_of(path: Path, *, name: str) -> Format:
    """Tell a file's format. Raises `UnknownFormat` with what the file seems to be."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        raise Damaged(f"{name} is empty. Save or download it again.")
    if head.startswith(OLE):
        return _of_ole(name)
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(path, name)
    if head.startswith(b"ERMHDR"):
        return Format.XER
    if head.startswith((b"MPX,", b"MPX;", b"MPX\t")):
        return Format.MPX
    if head.startswith(b"\xac\xed"):
        return Format.PROJECTLIBRE
    text = _as_ascii(head)
    if text.lstrip().startswith(b"<"):
        return _of_xml(text, name)
    return _of_text(head, name)


def begins_psplib(head: bytes) -> bool:
    """Tell whether a beginning looks like a problem of PSPLIB in one of its formats."""
    text = head.decode("utf-8-sig", "replace").rstrip("\x1a")
    return "PRECEDENCE RELATIONS" in text or bool(_COUNTS_FIRST.match(text))


def _as_ascii(head: bytes) -> bytes:
    """Make a UTF-16 or marked UTF-8 beginning comparable."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode("ascii", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _of_ole(name: str) -> Format:
    if name.lower().endswith((".xls", ".doc", ".ppt", ".msg")):
        raise UnknownFormat(f"{name} is an older Office document. Save it as .xlsx and import that. {KNOWN}")
    return Format.MPP


def _of_zip(path: Path, name: str) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            if "xl/workbook.xml" in archive.namelist():
                return Format.XLSX
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Damaged(f"{name} is a damaged or incomplete spreadsheet. Save or download it again.") from error
    raise UnknownFormat(
        f"{name} is a zip archive without a spreadsheet in it. Unpack it and import the plan inside."
    )


def _of_xml(head: bytes, name: str) -> Format:
    root = _ROOT.search(head)
    tag, attributes = (root[1], root[2]) if root else (b"", b"")
    if tag == b"Project":
        return Format.MSPDI
    if tag == b"APIBusinessObjects":
        return Format.PMXML
    if tag == b"project" and b"mrproject-version" in attributes:
        return Format.PLANNER
    if tag == b"project" and b"view-date" in attributes:
        return Format.GANTTPROJECT
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        return Format.MSPDI
    found = (
        f"its first element is <{tag.decode('ascii', 'replace')[:40]}>" if root else "no element was found"
    )
    raise UnknownFormat(f"{name} is XML, but not a project plan: {found}. {KNOWN}")


def _of_text(head: bytes, name: str) -> Format:
    for magic, kind in OTHERS.items():
        if head.startswith(magic):
            raise UnknownFormat(f"{name} is {kind}, not a project plan. {KNOWN}")
    if begins_psplib(head):
        raise UnknownFormat(
            f"{name} is a leveling problem of PSPLIB: it counts in periods and has no dates. "
            f"Level it with: milepost level {name}"
        )
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnknownFormat(f"{name} is of no format that Milepost knows. {KNOWN}")
    if not name.lower().endswith(LISTS) and not any(mark in head.splitlines()[0] for mark in b",;\t"):
        raise UnknownFormat(f"{name} is text, but neither a plan nor a table. {KNOWN}")
    return Format.CSV
