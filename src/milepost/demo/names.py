"""Invented persons."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from random import Random


def full_names(random: Random) -> Iterator[str]:
    """Give names that differ in first and last, as long as the shorter list lasts."""
    lists = tomllib.loads(files(__package__).joinpath("data/names.toml").read_text("utf-8"))
    first, last = lists["first"].split(), lists["last"].split()
    yield from (
        " ".join(pair)
        for pair in zip(random.sample(first, len(first)), random.sample(last, len(last)), strict=False)
    )
