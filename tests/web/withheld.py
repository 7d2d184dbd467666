"""A project with secrets of every kind, and what an answer in any format says."""

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone

from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.governance.actions.decisions import record_decision
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.documents import add_document
from milepost.domain.projects.actions.issues import create_issue, edit_issue
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.restricting import restrict
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.restriction import Restriction
from milepost.domain.reports.actions.communicating_with_council import draft_communication
from milepost.domain.reports.actions.drafting import draft_report, revise_report
from milepost.domain.reports.actions.keeping_pdf import keep_pdf
from milepost.domain.reports.actions.publishing import publish_report
from tests.factories import make_project, today
from tests.pdf_text import pdf_text

SECRET = "Zebrafish"
LEAK = re.compile(rf"{SECRET} (risk|issue|paper|decision|said|line)|{SECRET}\.pdf")
"""What tells a secret; that a page repeats what was sought does not."""
MARKED = re.compile("</?mark[^>]*>")
"""How a found word is shown."""
KINDS = (Restriction.SECURITY, Restriction.PRIVILEGED)


def project_with_secrets(manager: Person) -> Project:
    """Make a project that reported once, after its secrets were restricted."""
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    at = timezone.now()
    add_task(project, "Order", by=manager, at=at)
    for kind in KINDS:
        for entry in _secrets(project, manager):
            restrict(entry, kind, reason="Shows how it is protected", by=manager, at=at)
    day = today()
    publish_report(draft_report(project, start=day, finish=day, by=manager, at=at), by=manager, at=at)
    return project


def project_that_told_them(manager: Person) -> Project:
    """Make a project whose published report, draft and council communication told what was restricted since."""
    project = make_project("Core routers", manager=manager, state=Project.State.IN_PROGRESS, purpose="New.")
    at, day = timezone.now(), today()
    add_task(project, "Order", by=manager, at=at)
    secrets = _secrets(project, manager)
    risk = f"{SECRET} risk"
    written = {
        "decisions": f"Pay for it.\n- {risk}, who takes it? Say so.",
        "summary": f"It goes on. {risk}.",
    }
    first = draft_report(project, start=day - timedelta(days=1), finish=day, by=manager, at=at)
    revise_report(first, **written, by=manager, at=at)
    publish_report(first, by=manager, at=at)
    keep_pdf(first)
    draft = draft_report(project, start=day, finish=day, by=manager, at=at)
    revise_report(draft, **written, by=manager, at=at)
    draft_communication(project, meeting_on=day + timedelta(days=30), by=manager, at=at)
    for entry in secrets:
        restrict(entry, Restriction.SECURITY, reason="Shows how it is protected", by=manager, at=at)
    return project


def _secrets(project: Project, manager: Person) -> tuple[Any, ...]:
    at = timezone.now()
    risk = create_risk(project, {"event": f"{SECRET} risk", "probability": 5, "impact": 5}, by=manager, at=at)
    issue = create_issue(project, {"title": f"{SECRET} issue", "severity": 4}, by=manager, at=at)
    edit_issue(issue, {"due_on": date(2020, 1, 1)}, by=manager, at=at)
    paper = add_document(project, {"title": f"{SECRET} paper"}, by=manager, at=at)
    attach_file(paper, BytesIO(b"%PDF-1.7 x"), f"{SECRET}.pdf", by=manager.account, at=at)
    add_comment(risk, f"{SECRET} said", by=manager.account, at=at)
    decision = record_decision(
        project,
        f"{SECRET} decision",
        reason="",
        decided_by="Council",
        decided_on=today(),
        by=manager,
        at=at,
    )
    return risk, issue, paper, decision


def texts_of(response: Any) -> str:
    """Give all that an answer says; a workbook, a presentation or an archive unpacked, a PDF read."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return text_in(content)


def text_in(content: bytes) -> str:
    """Give what a file says."""
    if content[:4] == b"%PDF":
        return pdf_text(content)
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return " ".join(f"{name} {text_in(archive.read(name))}" for name in archive.namelist())
    return MARKED.sub("", content.decode(errors="replace"))
