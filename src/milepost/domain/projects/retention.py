"""How long kinds of records are kept: data, to be agreed with the city clerk."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CITATION = (
    "Milepost's proposal. The city clerk decides by the Colorado Municipal Records Retention Manual, which "
    "applies once it is approved for the city; nothing is destroyed while a legal hold stands."
)


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """A class of records and how long it is kept, in words."""

    key: str
    name: str
    keep: str


@cache
def retention_classes() -> dict[str, RetentionClass]:
    """Give the classes by key, in their order."""
    listed = json.loads(files("milepost.domain.projects").joinpath("retention.json").read_text())
    return {entry["key"]: RetentionClass(**entry) for entry in listed}
