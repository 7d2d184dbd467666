"""What the pages of a PDF say, read by the map of signs that each font brings along."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
SIGN_BYTES = 2


def pdf_text(content: bytes) -> str:
    """Give the text of all pages, each piece on a line of its own."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return "\n".join(piece for page in pdf.pages for piece in _pieces(page))


def _pieces(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _signs(font) for name, font in page.resources.get("/Font", {}).items()}
    signs: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            signs = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts: Any = operands[0] if str(operator) == "TJ" else operands
            yield "".join(_decoded(bytes(part), signs) for part in parts if isinstance(part, pikepdf.String))


def _signs(font: Any) -> dict[int, str]:
    pairs = PAIR.findall(font.ToUnicode.read_bytes().partition(b"beginbfchar")[2])
    return {int(key, 16): bytes.fromhex(value.decode()).decode("utf-16-be") for key, value in pairs}


def _decoded(coded: bytes, signs: dict[int, str]) -> str:
    keys = range(0, len(coded), SIGN_BYTES)
    return "".join(signs.get(int.from_bytes(coded[key : key + SIGN_BYTES]), "") for key in keys)
