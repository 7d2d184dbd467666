"""Documents lead somewhere: every relative link and picture is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import CHECKOUT, files, text_of

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
ELSEWHERE = re.compile(r"[a-z]+:|#")


def links_of(name: str) -> Iterator[Path]:
    """Give where the relative links of a document lead."""
    for target in LINK.findall(CODE.sub("", text_of(name))):
        if not ELSEWHERE.match(target):
            yield (CHECKOUT / name).parent.joinpath(target.partition("#")[0]).resolve()


def test_every_relative_link_leads_to_a_file() -> None:
    documents = list(files(endings=(".md",)))

    dead = [f"{name}: {link.name}" for name in documents for link in links_of(name) if not link.exists()]

    assert documents
    assert dead == []


def test_the_index_for_users_lists_every_page_for_them() -> None:
    pages = {(CHECKOUT / name).resolve() for name in files(under="docs/user/", endings=(".md",))}
    index = "docs/user/README.md"

    assert pages - {(CHECKOUT / index).resolve()} == set(links_of(index))
