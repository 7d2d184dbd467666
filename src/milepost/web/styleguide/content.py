"""Invented events, comments and files that the style guide shows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.utils.safestring import SafeString

from milepost.web.discussion.texts import comment_html
from milepost.web.styleguide.samples import KIM, NGUYEN, ORTIZ, PATEL, SamplePerson


@dataclass(frozen=True)
class SampleFile:
    name: str
    size: int
    url: str = "#"
    state: str = "kept"
    picture: str = ""


@dataclass(frozen=True)
class SampleAsk:
    name: str
    is_open: bool
    is_own: bool = False
    settling: str = ""


@dataclass(frozen=True)
class SampleComment:
    pk: int
    author: SamplePerson
    at: datetime
    text: str
    edited: bool = False
    mentioned: tuple[str, ...] = ()
    asks: tuple[SampleAsk, ...] = ()
    removed_by: str = ""
    edit: str = ""
    removal: str = ""
    files: tuple[SampleFile, ...] = ()
    replies: "tuple[SampleComment, ...]" = field(default=())

    @property
    def html(self) -> SafeString:
        return comment_html(self.text, list(self.mentioned))


COMMENTS = [
    SampleComment(
        1, ORTIZ, datetime(2026, 11, 19, 16, 5, tzinfo=UTC),
        "The consoles left the factory on Tuesday. The carrier gives December 16 as the day of delivery, two days "
        "before the installation starts.",
        files=(SampleFile("Packing list.pdf", 184_220), SampleFile("Dock photo.jpg", 2_415_000)),
        replies=(
            SampleComment(2, PATEL, datetime(2026, 11, 19, 17, 42, tzinfo=UTC), "The dock is free from the 14th."),
            SampleComment(3, NGUYEN, datetime(2026, 11, 20, 15, 1, tzinfo=UTC), "Both floors know.", edited=True),
        ),
    ),
    SampleComment(
        4, KIM, datetime(2026, 11, 20, 20, 30, tzinfo=UTC),
        "Two interfaces are missing from the acceptance test:\n- radio consoles\n- the records system\n\n"
        "@Rosa Ortiz, may the test move to https://city.example/test-lab? @Samir Patel knows the room.",
        mentioned=("Rosa Ortiz", "Samir Patel"), edit="#", removal="#",
        asks=(
            SampleAsk("Rosa Ortiz", is_open=True, is_own=True, settling="#"), SampleAsk("Samir Patel", is_open=False),
        ),
        replies=(
            SampleComment(5, PATEL, datetime(2026, 11, 20, 21, 2, tzinfo=UTC), "", removed_by="self"),
        ),
    ),
]  # fmt: skip

EVENTS = [
    {"on": date(2026, 11, 20), "title": "Off track since Friday", "icon": "alert", "tone": "bad",
     "note": "The milestone “Consoles arrive” is 8 days later than agreed.", "by": "Rosa Ortiz"},
    {"on": date(2026, 10, 15), "title": "Council approves the contract", "icon": "check", "tone": "good", "url": "#"},
    {"on": date(2026, 7, 6), "title": "Charter signed", "tone": "info"},
    {"at": datetime(2026, 6, 1, 15, 30, tzinfo=UTC), "title": "Project created", "by": "Rosa Ortiz"},
]  # fmt: skip
