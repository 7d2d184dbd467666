"""`milepost backup`: database, uploads and keys together in one file."""

import json
import os
import tarfile
import tempfile
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.utils import timezone

import milepost
from milepost.cli.archive import DATABASE, KEY, MANIFEST, MEDIA, dump_database
from milepost.cli.exits import CannotWrite


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write database, uploads and keys to FILE (.tar.gz) while people work; who has it has the keys."""
    try:
        with tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder:
            draft = Path(folder) / "draft.tar.gz"
            _write(draft, Path(folder))
            draft.replace(file)
    except OSError as error:
        raise CannotWrite(f"{file}: {error.strerror or error}.") from error
    click.echo(f"{file} holds {file.stat().st_size / 1e6:,.1f} MB.")


def _write(draft: Path, folder: Path) -> None:
    dump_database(folder / DATABASE)
    manifest = {
        "version": milepost.__version__,
        "database": connection.vendor,
        "at": timezone.now().isoformat(),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest))
    # The file holds the keys, so it is its owner's alone from the first byte.
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        archive.add(folder / MANIFEST, MANIFEST)
        archive.add(folder / DATABASE, DATABASE)
        for name, place in ((KEY, settings.HOME / "secret_key"), (MEDIA, Path(settings.MEDIA_ROOT))):
            if place.exists():
                archive.add(place, name)
