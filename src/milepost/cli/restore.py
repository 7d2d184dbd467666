"""`milepost restore`: an installation from its backup."""

import json
import shutil
import tarfile
import tempfile
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from milepost.cli.archive import DATABASE, KEY, MANIFEST, MEDIA, holds_tables, load_database
from milepost.cli.exits import CannotRead, Ended

NAMES = {MANIFEST, DATABASE, MEDIA, KEY}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Fill an empty installation from FILE; run `milepost audit verify` afterwards."""
    if holds_tables():
        raise Ended("This installation holds data already; restore into an empty MILEPOST_HOME or database.")
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        unpacked = Path(folder)
        manifest = _unpack(file, unpacked)
        load_database(unpacked / DATABASE)
        if (unpacked / KEY).exists():
            (unpacked / KEY).replace(settings.HOME / "secret_key")
        if (unpacked / MEDIA).exists():
            shutil.copytree(unpacked / MEDIA, settings.MEDIA_ROOT, dirs_exist_ok=True)
    click.echo(f"Restored the backup of {manifest['at']}, made by Milepost {manifest['version']}.")


def _unpack(file: Path, folder: Path) -> dict[str, str]:
    """Unpack only what a backup holds, and nothing outside the folder."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            members = [member for member in archive if member.name.split("/")[0] in NAMES]
            archive.extractall(folder, members=members, filter="data")
        manifest: dict[str, str] = json.loads((folder / MANIFEST).read_text())
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise CannotRead(f"{file.name} is not a whole backup of Milepost: {error}") from error
    if manifest["database"] != connection.vendor:
        raise Ended(
            f"The backup holds a {manifest['database']} database, and this installation uses {connection.vendor}."
        )
    return manifest
