"""What a file really is, told by its bytes and not by its name."""

import zipfile
from collections.abc import Callable
from typing import BinaryIO

HEAD = 4096
TAIL = 70_000
MOST_MEMBERS = 10_000
MOST_UNPACKED = 500_000_000
MOST_RATIO = 200
"""How often larger than the archive its content may be; office files stay far below."""
END_OF_ZIP = b"PK\x05\x06"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"<body", b"<iframe")
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "vsdx": "visio/"}
OPEN_DOCUMENTS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
ALIASES = {"jpeg": "jpg", "heif": "heic", "log": "txt"}


class Mismatch(Exception):
    """A file that is not what its name says, or hides something; the sentence is for who brings it."""


def type_of_name(name: str) -> str:
    """Give the type that a file's name claims, one word for each: `jpeg` is `jpg`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ALIASES.get(ending, ending)


def check_content(content: BinaryIO, *, claimed: str) -> None:
    """Raise `Mismatch` unless the bytes are of the type that the name claims."""
    content.seek(0)
    head = content.read(HEAD)
    size = content.seek(0, 2)
    content.seek(max(0, size - TAIL))
    tail = content.read(TAIL)
    content.seek(0)
    if not size:
        raise Mismatch("The file is empty.")
    if claimed in _ARCHIVES:
        _check_archive(content, claimed)
    elif claimed not in _HEADS or not _HEADS[claimed](head):
        raise Mismatch(f"The content is not what the ending .{claimed} says.")
    elif END_OF_ZIP in tail:
        raise Mismatch("The file hides an archive behind its content.")
    elif claimed in {"txt", "csv"}:
        _check_text(content)
    content.seek(0)


def _check_archive(content: BinaryIO, claimed: str) -> None:
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            _check_size(members)
            if claimed in OFFICE_FOLDERS:
                _check_office(members, claimed)
            elif (
                claimed in OPEN_DOCUMENTS
                and archive.read("mimetype")[:100].strip() != OPEN_DOCUMENTS[claimed]
            ):
                raise Mismatch(f"The content is not what the ending .{claimed} says.")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Mismatch(f"The content is not what the ending .{claimed} says, or it is damaged.") from error


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked / packed > MOST_RATIO:
        raise Mismatch("Unpacked, the content would be far too large.")
    if any(member.filename.startswith("/") or ".." in member.filename.split("/") for member in members):
        raise Mismatch("The archive names places outside itself.")


def _check_office(members: list[zipfile.ZipInfo], claimed: str) -> None:
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names or not any(n.startswith(OFFICE_FOLDERS[claimed]) for n in names):
        raise Mismatch(f"The content is not what the ending .{claimed} says.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Mismatch("The document holds macros. Save it without them.")


def _check_text(content: BinaryIO) -> None:
    content.seek(0)
    while chunk := content.read(1 << 20):
        if b"\0" in chunk:
            raise Mismatch("A text file holds no binary data.")


def _is_text(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return b"\0" not in head and not start.startswith(MARKUP)


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS


_ARCHIVES = {*OFFICE_FOLDERS, *OPEN_DOCUMENTS, "zip"}
_HEADS: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda head: head.startswith(b"%PDF-"),
    "png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "gif": lambda head: head.startswith((b"GIF87a", b"GIF89a")),
    "webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "heic": _is_heic,
    "mpp": lambda head: head.startswith(COMPOUND),
    "msg": lambda head: head.startswith(COMPOUND),
    "txt": _is_text,
    "csv": _is_text,
}
