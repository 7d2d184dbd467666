"""A typed text as paragraphs and lists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text: a paragraph, or a list."""

    lines: list[str]
    is_list: bool


def passages(text: str) -> list[Passage]:
    """Divide a text into paragraphs and lists; a line that begins with a dash is a list item."""
    found: list[Passage] = []
    for line in (line.strip() for line in text.splitlines()):
        is_item = line.startswith(("- ", "* ", "• "))
        if line and is_item and found and found[-1].is_list:
            found[-1].lines.append(line[2:])
        elif line:
            found.append(Passage([line[2:] if is_item else line], is_item))
    return found
