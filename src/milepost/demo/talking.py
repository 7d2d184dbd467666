"""What people of the demo city say about their projects, as `data/talk.toml` has it."""

import tomllib
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from typing import Any

from django.db import models

from milepost.demo.clock import moment
from milepost.demo.living import Stage
from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.common.models import Comment, User
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.project import ProjectRole

SIZE = 480, 320


def talk(stage: Stage) -> Iterator[datetime]:
    """Give each moment at which somebody says something, and let it be said when asked for the next."""
    content = tomllib.loads(files(__package__).joinpath("data/talk.toml").read_text("utf-8"))
    said = [
        (_at(words, stage.as_of), number, place, words, thread["project"], thread.get("about", ""))
        for number, thread in enumerate(content["threads"])
        for place, words in enumerate([thread, *thread.get("replies", ())])
    ]
    heads: dict[int, Comment] = {}
    for at, number, _, words, name, about in sorted(said, key=lambda one: one[:3]):
        yield at
        project = next((one for one in stage.projects if one.name == name), None)
        if project is None:
            continue
        topic = _topic(project, about)
        comment = _say(topic, words, _voices(project), at=at, reply_to=heads.get(number))
        heads.setdefault(number, comment)
        if words.get("file") == "rack":
            attach_file(topic, picture(), "Rack 12 labels.png", by=comment.by, at=at, comment=comment)


def picture() -> BytesIO:
    """Draw a picture of a rack: units in gray, with labels and lights."""
    width, height = SIZE
    rows = b"".join(b"\0" + b"".join(_pixel(x, y) for x in range(width)) for y in range(height))
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    chunks = (
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in parts
    )
    return BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def _pixel(x: int, y: int) -> bytes:
    if not 60 <= x < 420:
        return bytes((38, 42, 50))
    if y % 40 < 4:
        return bytes((22, 25, 31))
    if 80 <= x < 190 and 12 <= y % 40 < 30:
        return bytes((236, 232, 218))
    if 380 <= x < 390 and 18 <= y % 40 < 24:
        return bytes((70, 200, 120)) if y // 40 % 3 else bytes((240, 170, 60))
    return bytes((96, 102, 114))


def _say(
    topic: models.Model,
    words: dict[str, Any],
    voices: dict[str, User],
    *,
    at: datetime,
    reply_to: Comment | None = None,
) -> Comment:
    text = words["text"].format_map({role: user.name for role, user in voices.items()})
    asks = words.get("asks", False)
    return add_comment(topic, text, by=voices[words["who"]], at=at, asks=asks, reply_to=reply_to)


def _voices(project: Project) -> dict[str, User]:
    """Give for each role of a project the first with an account, the manager for a role that nobody holds."""
    held = ProjectRole.objects.filter(project=project).exclude(person__user=None).order_by("-pk")
    voices = {given.role: given.person.account for given in held.select_related("person__user")}
    manager = voices["project_manager"]
    roles = (
        "guest",
        "buyer",
        "team_member",
        "technical_lead",
        "business_lead",
        "sponsor",
        "security_reviewer",
    )
    others = [user for user in voices.values() if user != manager]
    return dict.fromkeys(roles, others[0] if others else manager) | voices


def _topic(project: Project, name: str) -> models.Model:
    """Give the open risk, the issue or the task that begins so, or else the project."""
    if not name:
        return project
    found = (
        project.risks.filter(event__startswith=name).first()
        or project.issues.filter(title__startswith=name).first()
        or project.tasks.filter(name__startswith=name).first()
    )
    return found or project


def _at(words: dict[str, Any], as_of: date) -> datetime:
    return moment(as_of - timedelta(days=words["days"]), words["hour"], len(words["text"]) % 50)
