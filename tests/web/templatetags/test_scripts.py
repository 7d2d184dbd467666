import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from milepost.web.templatetags import scripts
from tests.architecture.sources import PACKAGE, files, text_of

MARKED = re.compile(r'\bn?gettext\(\s*"([^"]*)"')
SPANISH = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n",
    "Dismiss": "Descartar",
    "Critical path": "Ruta crítica",
    "%(count)s task\0%(count)s tasks": "%(count)s tarea\0%(count)s tareas",
}

pytestmark = pytest.mark.skipif(
    not (settings.BUILT_FRONT_END / "manifest.json").exists(), reason="the front end is not built"
)


def compiled(texts: dict[str, str]) -> bytes:
    """Write a catalog as `msgfmt` does."""
    pairs = sorted((key.encode(), said.encode()) for key, said in texts.items())
    place = 28 + 16 * len(pairs)
    tables, body = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), place + len(body)))
            body += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(tables) + body


@pytest.fixture
def spanish(tmp_path: Path, settings: Any) -> Iterator[None]:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "djangojs.mo").write_bytes(compiled(SPANISH))
    settings.LOCALE_PATHS = [tmp_path]
    scripts._texts_of.cache_clear()
    with translation.override("es"):
        yield
    scripts._texts_of.cache_clear()


def texts_with(*entries: str) -> dict[str, dict[str, object]]:
    page = Template("{% load scripts %}" + "".join(f'{{% script "{entry}" %}}' for entry in entries)).render(
        Context()
    )
    found = re.findall(r'<script id="(texts[^"]*)" type="application/json">(.*?)</script>', page)
    return {name: json.loads(texts) for name, texts in found}


def test_the_gantt_gets_its_texts_in_another_language(spanish: None) -> None:
    assert texts_with("main.ts", "gantt/main.ts") == {
        "texts-main": {"Dismiss": "Descartar"},
        "texts-gantt-main": {
            "Dismiss": "Descartar",
            "Critical path": "Ruta crítica",
            "%(count)s task": ["%(count)s tarea", "%(count)s tareas"],
        },
    }


def test_a_page_gets_no_texts_that_its_scripts_do_not_say(spanish: None) -> None:
    assert texts_with("main.ts") == {"texts-main": {"Dismiss": "Descartar"}}


def test_english_needs_no_texts() -> None:
    assert texts_with("main.ts", "gantt/main.ts") == {}


def test_every_marked_text_is_found_in_what_is_built() -> None:
    sources = files(under=f"{PACKAGE}/web/frontend", endings=(".ts",))
    marked = {text for name in sources for text in MARKED.findall(text_of(name))}
    chunks = json.loads((settings.BUILT_FRONT_END / "manifest.json").read_text())
    entries = [name for name, chunk in chunks.items() if chunk.get("isEntry") and name.endswith(".ts")]
    code = "".join(map(scripts._code_of, entries))

    assert len(marked) > 200
    assert {text for text in marked if text not in code} == set()
