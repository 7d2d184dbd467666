"""Legal holds speak against erasing files."""

from collections.abc import Iterable

from milepost.domain.common.keeping import keeps
from milepost.domain.common.models import Attachment
from milepost.domain.projects.models import Document, LegalHold


@keeps
def legal_holds(attachment: Attachment) -> Iterable[str]:
    """Object to erasing a file of a project, or of a document, that is held."""
    if attachment.place_type != "projects.project":
        return
    holds = LegalHold.objects.filter(project=attachment.place_id, lifted_at=None)
    about = attachment.topic_id if attachment.topic_type == Document._meta.label_lower else None
    for hold in holds:
        if hold.document_id is None or hold.document_id == about:
            yield f"A legal hold keeps this file: {hold.reason}."
