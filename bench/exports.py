"""Time exports of 100,000 rows and of a plan of 100,000 tasks, with their memory: `python -m bench.exports [FOLDER]`.

The rows are those of `bench.tables`. Each export is written by a process of its own, so that the most memory it took
is its own; what a process takes that only starts is shown first.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from bench.city import ACCOUNT, standing_city
from bench.tables import FIRST, PLAN, stand_rows

MONTH = date(2026, 2, 28)
EXPORTS = (
    "nothing", "risks csv", "risks xlsx", "tasks csv", "tasks xlsx", "plan csv", "plan xlsx", "plan xml", "plan pdf",
)  # fmt: skip


def main() -> None:
    """Print the table of docs/benchmarks.md, or with the name of an export its line."""
    with standing_city():
        if len(sys.argv) > 2:
            _print(sys.argv[2])
            return
        stand_rows()
        print(
            "| export | seconds of the processor | MB of memory | MB of file |\n|---|---|---|---|", flush=True
        )
        command = [sys.executable, "-m", "bench.exports", os.environ["MILEPOST_HOME"]]
        for name in EXPORTS:
            subprocess.run([*command, name], check=True)


def _print(name: str) -> None:
    write: Callable[[IO[bytes]], Any] = {"nothing": _nothing, "plan": _plan}.get(name.split()[0], _table)(
        name
    )
    with TemporaryFile() as output:
        began = time.process_time()
        write(output)
        seconds, size = time.process_time() - began, output.tell() / 1e6
    print(f"| {name} | {seconds:.1f} | {_most_memory():.0f} | {size:.1f} |", flush=True)


def _most_memory() -> float:
    """Give the most megabytes this process has held; `getrusage` would count those of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _nothing(_: str) -> Callable[[IO[bytes]], Any]:
    return lambda output: None


def _table(name: str) -> Callable[[IO[bytes]], Any]:
    """Write all rows of a table as it comes."""
    from django.http import QueryDict

    from milepost.domain.people.models import Person
    from milepost.domain.projects.models import Project
    from milepost.web.tables.asked import Asked
    from milepost.web.tables.column import Reader
    from milepost.web.tables.every import every_table
    from milepost.web.tables.export import export_to
    from milepost.web.tables.reading import Reading

    kind, form = name.split()
    table = every_table()[kind]
    things = {"project_id": Project.objects.get(name=PLAN).pk} if kind == "tasks" else {}
    person = Person.objects.get(user__email=ACCOUNT)
    rows, asked = table.rows(person, things), Asked(table, QueryDict("state="))
    return lambda output: export_to(
        output, Reading(table, rows, asked, Reader(person, FIRST.date(), {})), form
    )


def _plan(name: str) -> Callable[[IO[bytes]], Any]:
    """Write the plan as a file, or what of it falls in a month on paper."""
    from milepost.domain.projects.calculations.schedule_file import schedule_file
    from milepost.domain.projects.models import Project
    from milepost.domain.reports.rendering.schedule_options import PrintOptions
    from milepost.domain.reports.rendering.schedule_pdf import SchedulePrint

    project, form = Project.objects.get(name=PLAN), name.split()[1]
    if form != "pdf":
        return lambda output: output.write(schedule_file(project, f".{form}"))
    options = PrintOptions(first=FIRST.date(), last=MONTH)
    printed = SchedulePrint(project, options, FIRST.date(), None)
    return lambda output: output.write(printed.pdf())


if __name__ == "__main__":
    main()
