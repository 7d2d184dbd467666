"""Expenditures come from the ledger by file: previewed, then posted whole or not at all."""

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from django.core.files.base import File
from django.utils.translation import gettext

from milepost.domain.common.models import Attachment
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.calculations.expenditure_preview import Preview, preview_of
from milepost.domain.money.calculations.totaling import keep_totals
from milepost.domain.money.models import LedgerImport
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.exchange.errors import UnreadableFile

State = LedgerImport.State


class CannotImportExpenditures(Refusal):
    """Says why a file is not taken or not posted; may name its `field`."""


def bring_expenditures(
    project: Project,
    content: BinaryIO,
    file_name: str,
    *,
    control_total: Decimal | None,
    by: Person,
    at: datetime,
) -> LedgerImport:
    """Keep a file of expenditures to be looked at before it is posted; raises when it cannot be read."""
    require(by, "money.import_expenditures", project)
    name = file_name.replace("\\", "/").rpartition("/")[2][-255:] or "expenditures"
    digest = hashlib.sha256()
    content.seek(0)
    while chunk := content.read(1 << 20):
        digest.update(chunk)
    size = content.tell()
    content.seek(0)
    with recording("money.bring_expenditures", by=by.account, at=at, subject=project) as record:
        attachment = record.create(
            Attachment(name=name, content=File(content, name=name), size=size, sha256=digest.hexdigest())
        )
        brought = record.create(
            LedgerImport(project=project, attachment=attachment, control_total=control_total, by=by, at=at)
        )
        try:
            preview_of(brought)
        except UnreadableFile as error:
            raise CannotImportExpenditures(str(error), field="file") from error
        record.summary = f"{name} was brought to be posted."
    return brought


def post_expenditures(brought: LedgerImport, *, by: Person, at: datetime) -> Preview:
    """Post the new lines of a brought file; rejects stay out, and a file that is not tied to its total is refused."""
    require(by, "money.import_expenditures", brought.of_project)
    with recording("money.post_expenditures", by=by.account, at=at, subject=brought.of_project) as record:
        brought.refresh_from_db(
            from_queryset=LedgerImport.objects.select_for_update(of=("self",)).select_related("project")
        )
        _require_waiting(brought)
        try:
            preview = preview_of(brought)
        except UnreadableFile as error:
            raise CannotImportExpenditures(str(error)) from error
        if not preview.is_tied:
            raise CannotImportExpenditures(
                gettext(
                    "The file adds up to {file_total:,.2f} and the control total is "
                    "{control_total:,.2f}: {difference:+,.2f}. Bring a file that is tied to its total."
                ).format(
                    file_total=preview.file_total,
                    control_total=preview.control_total,
                    difference=preview.difference,
                )
            )
        record.create_many([share.entry for share in preview.new])
        record.create_many(preview.new)
        keep_totals(brought)
        record.update(brought, state=State.POSTED)
        record.summary = f"{len(preview.new):,} expenditures of {preview.new_total:,.2f} dollars posted."
    return preview


def discard_expenditures(brought: LedgerImport, *, by: Person, at: datetime) -> None:
    """Put a brought file aside."""
    require(by, "money.import_expenditures", brought.of_project)
    _require_waiting(brought)
    with recording("money.discard_expenditures", by=by.account, at=at, subject=brought.of_project) as record:
        record.update(brought, state=State.DISCARDED)


def _require_waiting(brought: LedgerImport) -> None:
    if brought.state != State.PREVIEWED:
        raise CannotImportExpenditures(gettext("This file is not waiting to be confirmed."))
