"""The tables of an XER file: tab-separated rows under %T, %F and %R."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from milepost.exchange import limits
from milepost.exchange.errors import Damaged

READ = frozenset({"PROJECT", "CALENDAR", "SCHEDOPTIONS", "PROJWBS", "TASK", "TASKPRED", "RSRC", "TASKRSRC"})
LINE_BYTES = 4 * limits.MEGABYTE

Row = dict[str, str]


@dataclass(slots=True)
class Tables:
    """Rows by table; of the tables that are not read, only the number of rows."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in READ})
    unread: Counter[str] = field(default_factory=Counter)

    def __getitem__(self, name: str) -> list[Row]:
        return self.rows[name]


def read_tables(source: BinaryIO) -> Tables:
    """Read every table; raises `Damaged` for a file that breaks off."""
    tables = Tables()
    table, ended = "", False
    columns: list[str] = []
    for line in _lines(source):
        mark, *values = line.split("\t")
        if mark == "%T":
            table, columns = (values[0].strip() if values else ""), []
        elif mark == "%F":
            columns = values
        elif mark == "%E":
            ended = True
        elif mark == "%R" and table not in READ:
            tables.unread[table] += 1
        elif mark == "%R":
            tables[table].append(dict(zip(columns, values, strict=False)))
            limits.hold(len(tables[table]), limits.LINKS, "rows in one table")
    if not ended:
        raise Damaged("The XER file breaks off before its end mark. Export or download it again.")
    return tables


def _lines(source: BinaryIO) -> Iterator[str]:
    while line := source.readline(LINE_BYTES):
        if len(line) == LINE_BYTES:
            raise Damaged("A line of the XER file is too long to be a row. Export it again.")
        try:
            yield line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace").rstrip("\r\n")
