"""Files that a background job makes for the person who asked, kept for a while and then forgotten."""

from datetime import datetime, timedelta
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from milepost.domain.common.models import JobRun

KEPT = timedelta(days=1)
FORGOTTEN = "The file was kept for a day."


def keep_file(content: bytes | IO[bytes], name: str, **facts: Any) -> dict[str, Any]:
    """Keep a file under a name nobody guesses, and give what a job answers with: its name, place and facts."""
    ending = name.rpartition(".")[2]
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    place = default_storage.save(f"made/{uuid4().hex}.{ending}", file)
    return {"name": name, "path": place, **facts}


def open_file(run: JobRun) -> IO[bytes] | None:
    """Open the file that a job made, while it is kept."""
    kept = run.result
    return default_storage.open(kept["path"]) if kept else None


def forget_files(job: str, *, at: datetime) -> None:
    """Remove the files of a job's runs that ended more than a day ago."""
    for run in JobRun.objects.filter(job=job, ended_at__lt=at - KEPT).exclude(result=None):
        if run.result:
            default_storage.delete(run.result["path"])
        JobRun.objects.filter(pk=run.pk).update(result=None, message=FORGOTTEN)
