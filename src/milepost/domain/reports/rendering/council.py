"""A Council Communication in the layout of the packet, as page and tagged PDF."""

from dataclasses import dataclass
from datetime import date

from milepost.domain.projects.wording import day_text
from milepost.domain.reports.calculations.packet import Deadline, deadlines
from milepost.domain.reports.calculations.reading_grade import reading_grade
from milepost.domain.reports.models import CouncilCommunication
from milepost.domain.reports.rendering.passages import Passage, passages
from milepost.domain.reports.rendering.pdf import pdf_of

SECTIONS = {
    "synopsis": "Synopsis",
    "recommendation": "Recommendation",
    "implications": "Budget/staff implications",
    "alternatives": "Alternatives",
}
BACKGROUND = {"analysis": "Analysis", "next_steps": "Next steps", "history": "History"}


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class CommunicationView:
    """A communication, laid out."""

    head: list[tuple[str, str]]
    sections: list[Section]
    background: list[Section]
    is_draft: bool
    number: str
    subject: str
    meeting: str
    deadlines: list[Deadline]
    grade: float | None
    taken_out: str


def communication_view(communication: CouncilCommunication, *, as_of: date) -> CommunicationView:
    """Lay a communication out."""
    text = "\n".join(getattr(communication, name) for name in [*SECTIONS, *BACKGROUND])
    return CommunicationView(
        head=_head(communication),
        sections=[Section(title, passages(getattr(communication, name))) for name, title in SECTIONS.items()],
        background=[
            Section(title, passages(getattr(communication, name))) for name, title in BACKGROUND.items()
        ],
        is_draft=communication.is_draft,
        number=communication.project.number,
        subject=communication.subject,
        meeting=day_text(communication.meeting_on),
        deadlines=deadlines(communication.meeting_on, as_of=as_of),
        grade=reading_grade(text),
        taken_out=communication.taken_out,
    )


def communication_pdf(communication: CouncilCommunication, *, as_of: date, city: str) -> bytes:
    """Give a communication as PDF; raises `PdfUnavailable`."""
    view = communication_view(communication, as_of=as_of)
    return pdf_of("rendering/council_pdf.html", {"communication": view, "city": city})


def _head(communication: CouncilCommunication) -> list[tuple[str, str]]:
    readings = communication.Reading
    return [
        ("Meeting date", day_text(communication.meeting_on)),
        ("Agenda item", communication.agenda_item),
        ("Agenda location", communication.get_location_display()),
        ("Goal(s)", communication.goals),
        ("Legal review", communication.legal_review),
        ("1st reading", "X" if communication.reading == readings.FIRST else ""),
        ("2nd reading", "X" if communication.reading == readings.SECOND else ""),
        ("Subject", communication.subject),
        ("Recommended by", communication.recommended_by),
        ("Approved by", communication.approved_by),
        ("Ordinance previously introduced by", communication.introduced_by),
        ("Presenter(s)", communication.presenters),
    ]
