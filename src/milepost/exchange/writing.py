"""One door for writing a plan to a file, by the ending of its name."""

from pathlib import Path

from milepost.engine.schedule import Schedule
from milepost.exchange.errors import UnwritableFormat
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.plan import Plan
from milepost.exchange.sheets.writing import write_csv, write_xlsx

ENDINGS = (".xml", ".xlsx", ".csv")


def content_of(
    plan: Plan, ending: str, *, schedule: Schedule | None = None, source: bytes | None = None
) -> bytes:
    """Give a plan as the content of a file: .xml (Microsoft Project), .xlsx or .csv.

    `source` is the Microsoft Project XML the plan came from, if any: what Milepost does not model is kept from it.
    """
    match ending.lower():
        case ".xml":
            return write_mspdi(plan, schedule=schedule, source=source)
        case ".xlsx":
            return write_xlsx(plan, schedule=schedule)
        case ".csv":
            return write_csv(plan, schedule=schedule)
    raise UnwritableFormat(
        f"“{ending}” is no ending that Milepost writes; give the file one of {', '.join(ENDINGS)}. "
        "Microsoft Project opens the .xml."
    )


def write_plan(
    plan: Plan, path: Path, *, schedule: Schedule | None = None, source: bytes | None = None
) -> None:
    """Write a plan; an existing file is replaced only once the new content is complete."""
    content = content_of(plan, path.suffix, schedule=schedule, source=source)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)
