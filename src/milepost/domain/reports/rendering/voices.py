"""The report in the words of one reader: its text, how hard it reads, and where each sentence comes from."""

from dataclasses import dataclass

from milepost.domain.common.rules import rule_value
from milepost.domain.reports.calculations.fact_kinds import facts_from
from milepost.domain.reports.calculations.readers import PLAIN
from milepost.domain.reports.calculations.readers.council import under_heading
from milepost.domain.reports.calculations.reading_grade import reading_grade
from milepost.domain.reports.calculations.sentences import Sentence, text_of
from milepost.domain.reports.calculations.tracing import Piece, pieces_of
from milepost.domain.reports.models import Reader, StatusReport
from milepost.domain.reports.rendering.passages import Passage, passages


@dataclass(frozen=True, slots=True)
class Voice:
    """What one reader is given; `field` is where the report keeps the text."""

    reader: str
    label: str
    field: str
    text: str
    draft: str
    passages: list[Passage]
    pieces: list[Piece]
    grade: float | None
    limit: float

    @property
    def is_hard(self) -> bool:
        """Whether it reads harder than its reader is asked to bear."""
        return self.grade is not None and self.grade > self.limit

    @property
    def is_edited(self) -> bool:
        return self.text.strip() != self.draft.strip()

    @property
    def words(self) -> int:
        return len(self.text.split())


def voice_of(report: StatusReport, reader: str) -> Voice:
    """Give a report in the words of a reader, traced to the facts that it was written from."""
    field = "summary" if reader == Reader.MANAGER else reader
    text = getattr(report, field)
    told = report.sentences.get(reader, [])
    return Voice(
        reader=reader,
        label=str(Reader(reader).label),
        field=field,
        text=text,
        draft=text_of(Sentence(said, begins=begins) for said, _, begins in told),
        passages=passages(under_heading(text, report.project.name)),
        pieces=pieces_of(text, [(said, keys) for said, keys, _ in told], facts_from(report.facts)),
        grade=reading_grade(text),
        limit=grade_limit(reader, report),
    )


def grade_limit(reader: str, report: StatusReport) -> float:
    """Give the reading grade above which a reader's text is warned about."""
    limits = rule_value("reading_grade", on=report.period_finish)
    found: float = limits["outside" if reader in PLAIN else "inside"]
    return found
