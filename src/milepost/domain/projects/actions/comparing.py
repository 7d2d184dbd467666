"""Versions of a schedule are handed in and compared."""

from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext

from milepost.domain.common.models import Run
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.runs import start_run
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.importing import attachment_of
from milepost.domain.projects.calculations.comparing import NOW, choices_of
from milepost.domain.projects.models import Project, Submission

KIND = "projects.comparison"


class CannotCompare(Refusal):
    """Says why two versions are not compared; may name its `field`."""


def hand_in(project: Project, content: BinaryIO, file_name: str, *, by: Person, at: datetime) -> Submission:
    """Keep a schedule file to be compared; it changes nothing of the project."""
    require(by, "projects.compare_versions", project)
    with recording("projects.hand_in", by=by.account, at=at, subject=project) as record:
        attachment = record.create(attachment_of(content, file_name))
        submission = record.create(Submission(project=project, attachment=attachment, by=by, at=at))
        record.summary = f"{submission} was handed in to be compared."
    return submission


def compare(project: Project, *, before: str, after: str, by: Person, at: datetime) -> Run:
    """Have two versions of a project's schedule compared in the background, by their keys."""
    require(by, "projects.compare_versions", project)
    known = {choice.key: choice.name for choice in choices_of(project)}
    for field, key in (("before", before), ("after", after)):
        if key not in known:
            raise CannotCompare(gettext("Choose a version that stands here."), field=field)
    if before == after:
        raise CannotCompare(gettext("Choose two different versions."), field="after")
    if after.startswith("baseline"):
        raise CannotCompare(gettext("A baseline is the earlier version; choose it first."), field="after")
    if before.startswith("baseline") and after != NOW:
        raise CannotCompare(gettext("A baseline is compared with the schedule as it stands."), field="after")
    with recording("projects.compare_versions", by=by.account, at=at, subject=project) as record:
        parameters = {
            "before": before, "after": after, "before_name": known[before], "after_name": known[after],
        }  # fmt: skip
        run = start_run(record, KIND, subject=project, parameters=parameters, seed=None, by=by.account, at=at)
        record.summary = f"Compared: {known[before]} and {known[after]}."
    return run
