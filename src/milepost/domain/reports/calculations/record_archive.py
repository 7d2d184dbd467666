"""A project's whole record as an indexed archive, for who asks for public records; what is withheld is named."""

import csv
import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from milepost.domain.common.models import Attachment, ChangeSet, Comment, User
from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.withholding import withheld_change_sets, withheld_rows
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.restriction import restrictable_models
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.models import CouncilCommunication, StatusReport
from milepost.exchange.sheets.tables import guarded

PLACE = "projects.project"
WITHHELD_COLUMNS = ("kind", "number", "count", "restriction", "reason")
TOLD = (StatusReport, CouncilCommunication)
"""What repeats other records, and is written out without those that are restricted."""
BELONGS = "Belongs to a restricted record"

Withheld = dict[str, set[int]]
People = Mapping[Any, Mapping[int, str]]


class WithheldLine(NamedTuple):
    """A restricted record, or how many of a kind belong to one."""

    kind: str
    number: int | None
    # Not `count`, which a tuple has.
    records: int
    restriction: str
    reason: str


class Archive:
    """An archive under way, with the index of what is in it."""

    def __init__(self) -> None:
        self._output = BytesIO()
        self._zip = zipfile.ZipFile(self._output, "w", zipfile.ZIP_DEFLATED)
        self.index: list[tuple[str, str, int, str]] = []

    def add(self, path: str, what: str, content: bytes, *, rows: int = 0) -> None:
        """Put a file into the archive and its index."""
        self._zip.writestr(path, content)
        self.index.append((path, what, rows, hashlib.sha256(content).hexdigest()))

    def table(self, path: str, what: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
        """Put a table into the archive; no text becomes a formula."""
        written = [["" if value is None else guarded(str(value)) for value in row] for row in rows]
        output = StringIO(newline="")
        writer = csv.writer(output)
        writer.writerow(columns)
        writer.writerows(written)
        self.add(path, what, output.getvalue().encode("utf-8-sig"), rows=len(written))

    def close(self) -> bytes:
        """Write the index, and give the archive."""
        self.table("index.csv", "This index", ("file", "what", "rows", "sha256"), list(self.index))
        self._zip.close()
        return self._output.getvalue()


def gather_record(project: Project) -> tuple[Archive, list[WithheldLine]]:
    """Put all rows, comments, files and changes of a project into an archive; give beside it what is withheld."""
    archive = Archive()
    withheld = withheld_rows(project, seen_by=None)
    lines = list(_withheld(project, withheld))
    archive.table("withheld.csv", "Restricted records, withheld", WITHHELD_COLUMNS, lines)
    names = {
        Person: dict(Person.objects.values_list("pk", "name")),
        User: dict(Person.objects.exclude(user=None).values_list("user", "name")),
    }
    for model in _models():
        rows = _rows(model, project).exclude(pk__in=withheld.get(model._meta.label_lower, ()))
        _add_rows(archive, model, rows, names)
    _add_talk(archive, project, withheld)
    _add_changes(archive, project)
    return archive, lines


def _models() -> Iterator[type[models.Model]]:
    """Give every kind of row that belongs to a project, in the order of the areas."""
    for model in apps.get_models():
        if model.__module__.startswith("milepost.domain.") and _path_to_project(model):
            yield model


def _path_to_project(model: Any, depth: int = 2) -> str:
    """Name the way from a kind of row to its project by foreign keys; nothing where there is none."""
    if model is Project:
        return "pk"
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    for field in keys:
        if field.related_model is Project and field.name == "project":
            return "project"
    for field in keys if depth else []:
        further = _path_to_project(field.related_model, depth - 1)
        if further and field.related_model is not Project:
            return f"{field.name}__{further}"
    return ""


def _rows(model: Any, project: Project) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = model._default_manager.filter(**{_path_to_project(model): project.pk})
    return found.order_by("pk")


def _add_rows(archive: Archive, model: Any, rows: models.QuerySet[Any], people: People) -> None:
    """Add the table of a kind of row; people stand in it by name, for nobody outside knows their numbers."""
    fields = model._meta.concrete_fields
    read = [field.attname for field in fields]
    if model in TOLD:
        values = [tuple(getattr(row, name) for name in read) for row in cleared(rows)]
    else:
        values = list(rows.values_list(*read))
    if not values:
        return
    known = [people.get(field.related_model) for field in fields]
    columns = [field.name if names else field.attname for field, names in zip(fields, known, strict=True)]
    told = [
        [names.get(value, value) if names else value for value, names in zip(row, known, strict=True)]
        for row in values
    ]
    what = str(model._meta.verbose_name_plural).capitalize()
    archive.table(f"registers/{model._meta.label_lower}.csv", what, columns, told)


def _withheld(project: Project, withheld: Withheld) -> Iterator[WithheldLine]:
    """Name each restricted record, and count by kind what is kept back because it belongs to one."""
    kept_back = {label: set(ids) for label, ids in withheld.items()}
    for model in restrictable_models():
        for row in model._default_manager.filter(project=project).exclude(restriction=""):
            entry: Any = row
            kept_back[model._meta.label_lower].discard(entry.pk)
            kind, restriction = model._meta.verbose_name, entry.get_restriction_display()
            yield WithheldLine(str(kind), entry.number, 1, restriction, entry.restriction_reason)
    hidden = _about(withheld)
    counts = {apps.get_model(label)._meta.verbose_name: len(ids) for label, ids in kept_back.items()}
    for kind, rows in (
        ("comment", Comment.objects.all()),
        ("file", Attachment.objects.filter(removed_at=None)),
    ):
        counts[kind] = rows.filter(hidden, **_within(project)).count()
    yield from (WithheldLine(str(kind), None, count, BELONGS, "") for kind, count in counts.items() if count)


def _about(withheld: Withheld) -> models.Q:
    """Give the condition that keeps what is said of withheld rows, and the files on them."""
    hidden = models.Q(pk__in=[])
    for label, ids in withheld.items():
        hidden |= models.Q(topic_type=label, topic_id__in=ids)
    return hidden


def _within(project: Project) -> dict[str, Any]:
    return {"place_type": PLACE, "place_id": project.pk}


def _add_talk(archive: Archive, project: Project, withheld: Withheld) -> None:
    hidden, within = _about(withheld), _within(project)
    said = Comment.objects.filter(**within).exclude(hidden).order_by("pk").select_related("by")
    columns = ("number", "about", "about_number", "by", "at", "text")
    rows = [(one.pk, one.topic_type, one.topic_id, one.by, one.at, one.text) for one in said]
    archive.table("comments.csv", "Comments", columns, rows)
    files = Attachment.objects.filter(**within, removed_at=None).exclude(hidden).order_by("pk")
    for one in files:
        if one.is_ready:
            kind = apps.get_model(one.topic_type)._meta.verbose_name
            archive.add(f"files/{one.pk}-{one.name}", f"{one.name}, on {kind} {one.topic_id}", one.read())


def _add_changes(archive: Archive, project: Project) -> None:
    changes = list(ChangeSet.objects.filter(subject_type=PLACE, subject_id=project.pk).order_by("pk"))
    hidden = withheld_change_sets(project, changes, seen_by=None)
    columns = ("number", "at", "by", "action", "reason", "summary")
    rows = [
        (one.pk, one.at, one.by_name, one.action, "", "Withheld")
        if one.pk in hidden
        else (one.pk, one.at, one.by_name, one.action, one.reason, one.summary)
        for one in changes
    ]
    archive.table("changes.csv", "Every change: who, when, why", columns, rows)
