"""The XML of a project as a stream of small records, held within limits."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, TooLarge

CHUNK_BYTES = 1 << 18
STREAMED = frozenset({"Calendar", "Task", "Resource", "Assignment"})
STREAMED_DEPTH = 3
WORK = frozenset({"1", "2"})
"""The types of time-phased values that are an assignment's remaining and its actual work."""
MOST_SPANS = 20_000
SKIPPED = frozenset({"TimephasedData"})


@dataclass(slots=True)
class Record:
    """One element with content: the text of its leaves, and its composite children by name."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    children: dict[str, list["Record"]] = field(default_factory=dict)
    worked: list[tuple[str, str]] = field(default_factory=list)
    """Of an assignment: from when to when its time-phased values hold work that is planned or done."""

    def each(self, *path: str) -> Iterator["Record"]:
        """Walk the descendants at `path`: `each("WeekDays", "WeekDay")`."""
        first, *rest = path
        for child in self.children.get(first, ()):
            if rest:
                yield from child.each(*rest)
            else:
                yield child


class _LocalNames(dict[str, str]):
    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition("}")[2]
        return local


@dataclass(slots=True)
class _Builder:
    """Turns expat's events into records; a leaf never becomes an object of its own."""

    root: Record | None = None
    done: list[Record] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    text: list[str] = field(default_factory=list)
    """Pieces of text since an element began; those between elements are dropped unread."""
    _open: list[Record] = field(default_factory=list)
    _leaf: str | None = None
    _names: _LocalNames = field(default_factory=_LocalNames)
    _skip_depth: int = 0
    _phase: dict[str, str] = field(default_factory=dict)
    """The leaves of the time-phased value that is passed over."""

    def start(self, name: str, _attributes: object) -> None:
        if self._skip_depth:
            self._skip_depth += 1
            self.text.clear()
            return
        name = self._names[name]
        if name in SKIPPED:
            self.skipped[name] += 1
            self._skip_depth = 1
            self._phase.clear()
            return
        if self._leaf is not None:
            self._open.append(Record(self._leaf))
            if len(self._open) > limits.XML_DEPTH:
                raise TooLarge(
                    f"The file nests its elements more than {limits.XML_DEPTH} deep; it is not a project plan."
                )
        self._leaf = name
        self.text.clear()

    def end(self, name: str) -> None:
        if self._skip_depth:
            self._skip_depth -= 1
            if self._skip_depth:
                self._phase[self._names[name]] = "".join(self.text).strip()
            else:
                self._note_work()
            return
        if self._leaf is None:
            self._close(self._open.pop())
        elif self._open:
            self._open[-1].fields[self._leaf] = "".join(self.text).strip()
            self._leaf = None
        else:
            self.root, self._leaf = Record(self._leaf), None

    def _note_work(self) -> None:
        phase, of = self._phase, self._open[-1] if self._open else None
        if (
            of is None
            or of.name != "Assignment"
            or phase.get("Type") not in WORK
            or len(of.worked) >= MOST_SPANS
        ):
            return
        if any(digit in "123456789" for digit in phase.get("Value", "")):
            of.worked.append((phase.get("Start", ""), phase.get("Finish", "")))

    def _close(self, record: Record) -> None:
        if not self._open:
            self.root = record
        elif record.name in STREAMED and len(self._open) == STREAMED_DEPTH - 1:
            self.done.append(record)
        else:
            self._open[-1].children.setdefault(record.name, []).append(record)


def _refuse_doctype(*_declaration: object) -> None:
    raise Damaged(
        "The file declares a document type or entities, which no project plan needs and which can be used to attack "
        "the reader. Save it again from the program it comes from."
    )


def _parser(builder: _Builder) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = CHUNK_BYTES
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    return parser


def stream(source: BinaryIO, *, root: str, on_bytes: Callable[[int], None]) -> Iterator[Record]:
    """Yield calendars, tasks, resources and assignments as they end, and the root with all else last."""
    builder = _Builder()
    parser = _parser(builder)
    while chunk := source.read(CHUNK_BYTES):
        _feed(parser, chunk, last=False)
        on_bytes(len(chunk))
        yield from builder.done
        builder.done.clear()
    _feed(parser, b"", last=True)
    if builder.root is None or builder.root.name != root:
        raise Damaged(f"The XML does not begin with <{root}>; it is not a Microsoft Project plan.")
    builder.root.fields.update({name: str(count) for name, count in builder.skipped.items()})
    yield builder.root


def _feed(parser: expat.XMLParserType, chunk: bytes, *, last: bool) -> None:
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise Damaged(
            f"The XML breaks off or is damaged at line {error.lineno:,} ({reason}). "
            "Save or download the file again; it may be incomplete."
        ) from error
    except (LookupError, ValueError) as error:
        raise Damaged(
            f"The XML declares an encoding in its first line that cannot be read ({error}). Save it again as UTF-8."
        ) from error
