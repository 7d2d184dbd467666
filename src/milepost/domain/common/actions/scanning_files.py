"""A file's virus check ends: it is handed out from now on, or erased."""

from datetime import datetime
from pathlib import Path

from milepost.domain.common.actions.attaching import erase_content
from milepost.domain.common.models import Attachment
from milepost.domain.common.recording import recording
from milepost.domain.common.scanning import is_clean
from milepost.domain.common.telling import tell

Scan = Attachment.Scan


def scan_file(attachment: Attachment, *, at: datetime) -> None:
    """Have a pending file checked; one with a virus is erased, and who brought it is told. Raises `ScanFailed`."""
    if attachment.scan != Scan.PENDING or attachment.removed_at is not None:
        return
    clean = is_clean(Path(attachment.content.path))
    with recording("common.scan_file", by=None, at=at, subject=attachment) as record:
        attachment = (
            Attachment.objects.select_for_update(of=("self",)).select_related("by").get(pk=attachment.pk)
        )
        record.update(attachment, scan=Scan.CLEAN if clean else Scan.REFUSED)
        if not clean:
            erase_content(attachment)
            text = f"The virus check refused {attachment.name}, and it was erased"
            tell(
                "file_refused", text=text, by=None, at=at, to=[attachment.by], once=f"refused/{attachment.pk}"
            )
