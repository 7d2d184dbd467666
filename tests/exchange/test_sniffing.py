import zipfile
from io import BytesIO

import pytest

from milepost.exchange.sniffing import Mismatch, check_content, type_of_name

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n1 0 obj\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40
WORD = ("[Content_Types].xml", "word/document.xml")


def archive(*names: str, content: bytes = b"x") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return made.getvalue()


def open_document(kind: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("mimetype", kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "claimed"),
    [
        ("a.PDF", "pdf"),
        ("photo.JPEG", "jpg"),
        ("x.heif", "heic"),
        ("none", ""),
        ("a.tar.gz", "gz"),
        (".png", "png"),
    ],
)
def test_a_name_claims_one_type(name, claimed):
    assert type_of_name(name) == claimed


@pytest.mark.parametrize(
    ("claimed", "content"),
    [
        ("png", PNG),
        ("jpg", b"\xff\xd8\xff\xe0JFIF"),
        ("gif", b"GIF89a..."),
        ("webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("heic", b"\0\0\0\x18ftypheic"),
        ("pdf", PDF),
        ("mpp", COMPOUND),
        ("msg", COMPOUND),
        ("txt", "Grüße <b>and</b> more".encode()),
        ("csv", b"\xef\xbb\xbfName,Start\r\n"),
        ("docx", archive(*WORD)),
        ("xlsx", archive("[Content_Types].xml", "xl/workbook.xml")),
        ("odt", open_document(b"application/vnd.oasis.opendocument.text")),
        ("zip", archive("anything.bin")),
    ],
)
def test_content_that_is_what_its_name_says_is_taken(claimed, content):
    check_content(BytesIO(content), claimed=claimed)


@pytest.mark.parametrize(
    ("claimed", "content", "sentence"),
    [
        ("png", b"", "The file is empty"),
        ("png", PDF, "not what the ending .png says"),
        ("pdf", b"MZ\x90\0 program", "not what the ending .pdf says"),
        ("pdf", b"\n\n%PDF-1.7", "not what the ending .pdf says"),
        (
            "jpg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "not what the ending",
        ),
        ("svg", b"<svg/>", "not what the ending .svg says"),
        ("exe", b"MZ", "not what the ending .exe says"),
        ("txt", b"  <!DOCTYPE html><script>1</script>", "not what the ending .txt says"),
        ("csv", b"<?xml version='1.0'?>", "not what the ending .csv says"),
        ("txt", b"plain" * 2000 + b"\0", "A text file holds no binary data"),
        ("docx", archive("[Content_Types].xml", "xl/workbook.xml"), "not what the ending .docx says"),
        ("docx", archive("word/document.xml"), "not what the ending .docx says"),
        ("docx", archive(*WORD, "word/vbaProject.bin"), "holds macros"),
        ("docx", archive(*WORD)[:-30], "or it is damaged"),
        ("odt", open_document(b"text/html"), "not what the ending .odt says"),
        ("ods", archive("content.xml"), "or it is damaged"),
        ("zip", archive("bomb", content=b"\0" * 20_000_000), "far too large"),
        ("zip", archive("../../etc/passwd"), "names places outside itself"),
        ("zip", archive("/etc/passwd"), "names places outside itself"),
        ("png", PNG + archive("Evil.class"), "hides an archive"),
        ("pdf", PDF + archive("Evil.class"), "hides an archive"),
    ],
)
def test_content_that_is_not_or_hides_something_is_refused(claimed, content, sentence):
    with pytest.raises(Mismatch, match=sentence):
        check_content(BytesIO(content), claimed=claimed)
