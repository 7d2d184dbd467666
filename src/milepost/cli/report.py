"""`milepost report`: write out a published status report, or the portfolio on one page."""

from pathlib import Path

import click
from django.utils import timezone

from milepost.cli.acting import as_person, person_of
from milepost.cli.exits import CannotWrite, Ended, Miscalled
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import City, Person
from milepost.domain.projects.models import Project
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.rendering.email import report_email
from milepost.domain.reports.rendering.pdf import PdfUnavailable, report_pdf, rollup_pdf
from milepost.domain.reports.rendering.rollup import rollup_of


@click.command()
@click.argument("number", required=False)
@as_person
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A .pdf, .html or .txt file.")
@click.option("--portfolio", "is_portfolio", is_flag=True, help="The portfolio on one page, as .pdf.")
def report(number: str | None, email: str, out: Path | None, *, is_portfolio: bool) -> None:
    """Write the last published status report of project NUMBER, as text or to a file."""
    by = person_of(email)
    try:
        content = _portfolio(by, out) if is_portfolio else _written(_report(by, number), out)
        if out is None:
            click.echo(content)
        else:
            out.write_bytes(content)
    except PdfUnavailable as unavailable:
        raise Ended(str(unavailable)) from unavailable
    except OSError as error:
        raise CannotWrite(f"{out}: {error.strerror or error}.") from error


def _report(by: Person, number: str | None) -> StatusReport:
    if number is None:
        raise Miscalled("Name a project, such as P-2027-004, or ask for the --portfolio.")
    found = StatusReport.objects.visible_to(by).filter(project__number=number).first()
    if found is None:
        raise Ended(f"Project {number} has no published report that {by.name} may see.")
    return cleared([found])[0]


def _written(found: StatusReport, out: Path | None) -> bytes:
    ending = out.suffix.lower() if out else ".txt"
    if ending == ".pdf":
        return report_pdf(found)
    mail = report_email(found)
    texts = {".html": mail.html, ".txt": mail.text}
    if ending not in texts:
        raise Miscalled("The file's name ends in .pdf, .html or .txt.")
    return texts[ending].encode()


def _portfolio(by: Person, out: Path | None) -> bytes:
    if out is None or out.suffix.lower() != ".pdf":
        raise Miscalled("The portfolio is written to a .pdf file; name it with --out.")
    projects = Project.objects.visible_to(by).open().prefetch_related("roles")
    found = list(projects.select_related("department", "manager", "dates"))
    day = local_day(timezone.now())
    return rollup_pdf(rollup_of(found, city=City.objects.get().name, as_of=day, seen_by=by))
